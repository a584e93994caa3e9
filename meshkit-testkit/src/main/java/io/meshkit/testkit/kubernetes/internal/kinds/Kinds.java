// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes.internal.kinds;

import io.meshkit.document.MapValue;
import io.meshkit.resource.GroupKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** All kinds that are served now. Thread-safe. */
public final class Kinds {

    private final Map<GroupKind, ServedKind> kinds = new ConcurrentSkipListMap<>();

    /** Starts with the built-in kinds. */
    public Kinds() {
        BuiltInKinds.read().forEach(kind -> kinds.put(kind.groupKind(), kind));
    }

    /**
     * The kind behind a path.
     *
     * @param group the group
     * @param version the version
     * @param plural the name in the path
     * @return the kind; empty when it is not served in that version
     */
    public Optional<ServedKind> find(String group, String version, String plural) {
        return kinds.values().stream()
                .filter(kind -> kind.group().equals(group) && kind.plural().equals(plural))
                .filter(kind -> kind.versions().containsKey(version))
                .findFirst();
    }

    /**
     * A kind by name.
     *
     * @param groupKind group and kind
     * @return the kind; empty when it is not served
     */
    public Optional<ServedKind> find(GroupKind groupKind) {
        return Optional.ofNullable(kinds.get(groupKind));
    }

    /**
     * All kinds.
     *
     * @return the kinds, by group and name
     */
    public Collection<ServedKind> all() {
        return List.copyOf(kinds.values());
    }

    /**
     * The versions of a group.
     *
     * @param group the group
     * @return its versions, the preferred first; empty for a group that is not served
     */
    public List<String> versions(String group) {
        return kinds.values().stream()
                .filter(kind -> kind.group().equals(group))
                .flatMap(kind -> kind.versions().keySet().stream())
                .distinct()
                .sorted(VersionOrder.NEWEST_FIRST)
                .toList();
    }

    /**
     * The groups with a name.
     *
     * @return the groups in order, without the core group
     */
    public List<String> groups() {
        return kinds.values().stream()
                .map(ServedKind::group)
                .filter(group -> !group.isEmpty())
                .distinct()
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    /**
     * Serves what a CRD declares, from now on.
     *
     * @param crd the CRD
     */
    public void serve(MapValue crd) {
        Optional<ServedKind> kind = CustomKinds.read(crd);
        if (kind.isPresent()) {
            kinds.put(kind.get().groupKind(), kind.get());
        } else {
            withdraw(crd);
        }
    }

    /**
     * Serves what a CRD declares no more.
     *
     * @param crd the CRD
     */
    public void withdraw(MapValue crd) {
        MapValue spec = crd.map("spec").orElse(MapValue.EMPTY);
        String group = spec.text("group").orElse("");
        String plural = spec.map("names").flatMap(names -> names.text("plural")).orElse("");
        List<ServedKind> gone = new ArrayList<>(kinds.values());
        gone.removeIf(kind ->
                !kind.custom() || !kind.group().equals(group) || !kind.plural().equals(plural));
        gone.forEach(kind -> kinds.remove(kind.groupKind()));
    }
}
