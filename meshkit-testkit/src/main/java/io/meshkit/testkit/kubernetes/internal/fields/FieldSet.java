// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes.internal.fields;

import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A set of field paths as a tree (kubernetes-sigs/structured-merge-diff:fieldpath/set.go). A path may be in the set, lead to paths in the
 * set, or both. Sets are changed only while they are built.
 */
public final class FieldSet {

    private final TreeSet<PathElement> members = new TreeSet<>();
    private final TreeMap<PathElement, FieldSet> children = new TreeMap<>();

    /** Creates an empty set. */
    public FieldSet() {}

    /**
     * A set of paths of plain fields.
     *
     * @param paths fields joined by dots, such as {@code metadata.name}
     * @return the set
     */
    public static FieldSet ofFields(String... paths) {
        FieldSet set = new FieldSet();
        for (String path : paths) {
            List<PathElement> elements = new ArrayList<>();
            for (String name : path.split("\\.")) {
                elements.add(PathElement.field(name));
            }
            set.insert(elements);
        }
        return set;
    }

    /**
     * Reads the form of managed fields ({@code fieldsV1}).
     *
     * @param written the map
     * @return the set
     * @throws IllegalArgumentException when it holds something that is no path element
     */
    public static FieldSet of(MapValue written) {
        FieldSet set = new FieldSet();
        for (MapValue.Entry entry : written) {
            if (entry.key().equals(".")) {
                continue;
            }
            PathElement element = PathElement.parse(entry.key());
            MapValue below = entry.value() instanceof MapValue map ? map : MapValue.EMPTY;
            if (below.isEmpty() || below.has(".")) {
                set.members.add(element);
            }
            FieldSet child = of(below);
            if (!child.isEmpty()) {
                set.children.put(element, child);
            }
        }
        return set;
    }

    /**
     * Writes the form of managed fields.
     *
     * @return the map; a path that is in the set and leads further has the entry {@code .}
     */
    public MapValue written() {
        MapValue.Builder map = MapValue.builder();
        TreeSet<PathElement> all = new TreeSet<>(members);
        all.addAll(children.keySet());
        for (PathElement element : all) {
            FieldSet child = children.get(element);
            MapValue below = child == null ? MapValue.EMPTY : child.written();
            if (child != null && members.contains(element)) {
                MapValue.Builder withSelf = MapValue.builder().put(".", (Value) MapValue.EMPTY);
                below.forEach(entry -> withSelf.put(entry.key(), entry.value()));
                below = withSelf.build();
            }
            map.put(element.written(), below);
        }
        return map.build();
    }

    void insert(List<PathElement> path) {
        if (path.isEmpty()) {
            return;
        }
        FieldSet at = this;
        for (PathElement element : path.subList(0, path.size() - 1)) {
            at = at.children.computeIfAbsent(element, unused -> new FieldSet());
        }
        at.members.add(path.get(path.size() - 1));
    }

    boolean has(PathElement element) {
        return members.contains(element);
    }

    /** What is below an element; empty when there is nothing. */
    FieldSet below(PathElement element) {
        FieldSet child = children.get(element);
        return child == null ? new FieldSet() : child;
    }

    /**
     * Whether no path is in the set.
     *
     * @return true for the empty set
     */
    public boolean isEmpty() {
        return members.isEmpty() && children.values().stream().allMatch(FieldSet::isEmpty);
    }

    FieldSet union(FieldSet other) {
        FieldSet result = new FieldSet();
        result.members.addAll(members);
        result.members.addAll(other.members);
        children.forEach((element, child) -> result.children.put(element, child.union(other.below(element))));
        other.children.forEach((element, child) -> {
            if (!children.containsKey(element)) {
                result.children.put(element, child.union(new FieldSet()));
            }
        });
        return result;
    }

    FieldSet intersection(FieldSet other) {
        FieldSet result = new FieldSet();
        result.members.addAll(members);
        result.members.retainAll(other.members);
        children.forEach((element, child) -> result.putUnlessEmpty(element, child.intersection(other.below(element))));
        return result;
    }

    /** Without the paths of the other set; what lies below such a path stays. */
    FieldSet difference(FieldSet other) {
        FieldSet result = new FieldSet();
        result.members.addAll(members);
        result.members.removeAll(other.members);
        children.forEach((element, child) -> result.putUnlessEmpty(element, child.difference(other.below(element))));
        return result;
    }

    /** Without the paths of the other set and all that lies below them. */
    FieldSet recursiveDifference(FieldSet other) {
        FieldSet result = new FieldSet();
        result.members.addAll(members);
        result.members.removeAll(other.members);
        children.forEach((element, child) -> {
            if (!other.members.contains(element)) {
                result.putUnlessEmpty(element, child.recursiveDifference(other.below(element)));
            }
        });
        return result;
    }

    /** With every declared field that leads to a path of the set in the set itself. */
    FieldSet withNamedFields(@Nullable TypeRef type) {
        Atom atom = type == null ? new Atom(null, null, null) : type.atom();
        FieldSet result = new FieldSet();
        result.members.addAll(members);
        for (Map.Entry<PathElement, FieldSet> entry : children.entrySet()) {
            PathElement element = entry.getKey();
            TypeRef below = null;
            if (element.kind() == PathElement.Kind.FIELD && atom.map() != null) {
                below = atom.map().typeOf(element.text());
                if (atom.map().fields().containsKey(element.text())) {
                    result.members.add(element);
                }
            } else if (element.kind() == PathElement.Kind.KEY && atom.list() != null) {
                below = atom.list().element();
            }
            result.children.put(element, entry.getValue().withNamedFields(below));
        }
        return result;
    }

    /** All paths in order, as they are written in messages. */
    List<String> paths() {
        List<String> paths = new ArrayList<>();
        collect("", paths);
        return paths;
    }

    private void collect(String prefix, List<String> paths) {
        members.forEach(element -> paths.add(prefix + element));
        children.forEach((element, child) -> child.collect(prefix + element, paths));
    }

    private void putUnlessEmpty(PathElement element, FieldSet child) {
        if (!child.isEmpty()) {
            children.put(element, child);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FieldSet set && set.written().equals(written());
    }

    @Override
    public int hashCode() {
        return written().hashCode();
    }

    @Override
    public String toString() {
        return paths().toString();
    }
}
