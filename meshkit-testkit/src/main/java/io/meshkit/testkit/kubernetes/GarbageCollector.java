// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.testkit.kubernetes.internal.store.Change;
import io.meshkit.testkit.kubernetes.internal.store.ObjectKey;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Removes objects whose owners are gone, waits for dependants of objects that go in the foreground, and frees dependants of those that go
 * as orphans.
 */
final class GarbageCollector implements Controller {

    private final ControlPlane plane;
    private final Removal removal;

    GarbageCollector(ControlPlane plane) {
        this.plane = plane;
        this.removal = new Removal(plane);
    }

    @Override
    public void react(Change change) {
        String uid = Metadata.text(change.after(), "uid");
        if (change.deleted()) {
            dependants(uid).forEach(this::removeUnlessOwned);
            holders(change.after()).forEach(this::finishForeground);
            return;
        }
        boolean owned = !Metadata.owners(change.after()).isEmpty();
        if (owned
                && change.before()
                        .map(Metadata::owners)
                        .filter(Metadata.owners(change.after())::equals)
                        .isEmpty()) {
            removeUnlessOwned(change.key());
        }
        plane.store().get(change.key()).filter(Metadata::isTerminating).ifPresent(object -> {
            if (Metadata.finalizers(object).contains(Deletions.ORPHAN)) {
                dependants(uid).forEach(key -> free(key, uid));
                removal.release(change.key(), Deletions.ORPHAN);
            } else if (Metadata.finalizers(object).contains(Deletions.FOREGROUND)) {
                dependants(uid).forEach(removal::start);
                finishForeground(change.key());
            }
        });
    }

    private List<ObjectKey> dependants(String uid) {
        return plane.store()
                .keys(key -> plane.store()
                        .get(key)
                        .filter(object -> Metadata.owners(object).stream().anyMatch(owner -> owns(owner, uid)))
                        .isPresent());
    }

    private static boolean owns(MapValue owner, String uid) {
        return owner.text("uid").filter(uid::equals).isPresent();
    }

    /** The owners of an object that may wait for it. */
    private List<ObjectKey> holders(MapValue object) {
        Set<String> owners = Metadata.owners(object).stream()
                .map(owner -> owner.text("uid").orElse(""))
                .collect(Collectors.toSet());
        return plane.store()
                .keys(key -> plane.store()
                        .get(key)
                        .filter(each -> owners.contains(Metadata.text(each, "uid")))
                        .isPresent());
    }

    private void finishForeground(ObjectKey key) {
        plane.store().get(key).ifPresent(object -> {
            boolean waits = Metadata.isTerminating(object)
                    && Metadata.finalizers(object).contains(Deletions.FOREGROUND);
            if (waits && dependants(Metadata.text(object, "uid")).isEmpty()) {
                removal.release(key, Deletions.FOREGROUND);
            }
        });
    }

    private void removeUnlessOwned(ObjectKey key) {
        plane.store().get(key).ifPresent(object -> {
            if (holders(object).isEmpty()) {
                removal.start(key);
            }
        });
    }

    private void free(ObjectKey key, String uid) {
        plane.store().get(key).ifPresent(object -> {
            List<MapValue> left = Metadata.owners(object).stream()
                    .filter(owner -> !owns(owner, uid))
                    .toList();
            plane.store()
                    .put(
                            key,
                            left.isEmpty()
                                    ? Metadata.without(object, "ownerReferences")
                                    : Metadata.with(object, "ownerReferences", ListValue.of(left)));
        });
    }
}
