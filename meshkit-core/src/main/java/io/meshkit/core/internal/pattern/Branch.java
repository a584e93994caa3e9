// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.document.JsonPointer;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Origin;
import io.meshkit.document.Place;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.finding.FindingSink;
import io.meshkit.resource.ResourceKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A map that grows value by value. Maps are taken apart into their leaves, so that two writers may fill one map; lists and scalars are
 * leaves.
 */
final class Branch {

    private static final List<String> IDENTITY = List.of("apiVersion", "kind", "metadata");

    private final ResourceKey object;
    private final FindingSink findings;
    private final Node root = new Node();

    Branch(ResourceKey object, FindingSink findings) {
        this.object = object;
        this.findings = findings;
    }

    private static final class Node {
        final Map<String, Node> children = new TreeMap<>();

        @Nullable
        Write leaf;

        @Nullable
        Place place;

        @Nullable
        Place keyPlace;

        boolean isMap() {
            return leaf == null || leaf.value() instanceof MapValue;
        }
    }

    /** Puts values at a pointer; where they or others disagree, the first writer holds and a finding says so. */
    void set(JsonPointer pointer, List<Write> writes) {
        List<Write> sorted = writes.stream()
                .sorted((a, b) -> a.writer().compareTo(b.writer()))
                .toList();
        for (Write write : sorted) {
            Optional<Node> node = down(pointer, write);
            node.ifPresent(target -> put(target, pointer, write));
        }
    }

    private Optional<Node> down(JsonPointer pointer, Write write) {
        Node node = root;
        touch(node, write);
        for (String segment : pointer.segments()) {
            if (!node.isMap()) {
                findings.report(Conflict.of(object, pointer, leafOf(node), write));
                return Optional.empty();
            }
            node = node.children.computeIfAbsent(segment, key -> new Node());
            touch(node, write);
        }
        return Optional.of(node);
    }

    private static Write leafOf(Node node) {
        if (node.leaf == null) {
            throw new IllegalStateException("only a leaf is in the way of a map");
        }
        return node.leaf;
    }

    /** What is made on the way stands where the first value in it is written. */
    private static void touch(Node node, Write write) {
        Place place = write.place().orElse(null);
        if (node.place == null && place != null) {
            node.place = place;
        }
    }

    /** Values are at most as deep as the reader and references allow, so this ends. */
    private void put(Node node, JsonPointer pointer, Write write) {
        if (write.value() instanceof MapValue map) {
            if (!node.isMap()) {
                findings.report(Conflict.of(object, pointer, leafOf(node), write));
                return;
            }
            if (node.leaf == null) {
                node.leaf = new Write(MapValue.EMPTY, write.writer());
            }
            for (MapValue.Entry entry : map) {
                Node child = node.children.computeIfAbsent(entry.key(), key -> new Node());
                Write inner = new Write(entry.value(), write.writer());
                touch(child, inner);
                if (child.keyPlace == null) {
                    child.keyPlace = map.keyPlace(entry.key()).orElse(null);
                }
                put(child, pointer.child(entry.key()), inner);
            }
            return;
        }
        boolean inMap = node.leaf == null && !node.children.isEmpty();
        if (inMap || (node.leaf != null && !node.leaf.value().equals(write.value()))) {
            Write other = node.leaf != null ? node.leaf : firstInside(node);
            findings.report(Conflict.of(object, pointer, other, write));
            return;
        }
        if (node.leaf == null) {
            node.leaf = write;
        }
    }

    private static Write firstInside(Node node) {
        Node inner = node;
        while (inner.leaf == null || (inner.isMap() && !inner.children.isEmpty())) {
            inner = inner.children.values().iterator().next();
        }
        return inner.leaf;
    }

    /** Lays another branch over this one: its leaves hold, and a finding tells where something else stood. */
    void overlay(Branch other) {
        overlay(root, other.root, JsonPointer.ROOT);
    }

    private void overlay(Node under, Node over, JsonPointer pointer) {
        if (over.leaf != null && !(over.leaf.value() instanceof MapValue)) {
            tellReplaced(under, over.leaf, pointer);
            under.children.clear();
            under.leaf = over.leaf;
            under.place = over.place;
            under.keyPlace = over.keyPlace;
            return;
        }
        boolean becomesMap = !over.children.isEmpty() && under.leaf != null && !under.isMap();
        if (becomesMap) {
            tellReplaced(under, new Write(map(over), firstInside(over).writer()), pointer);
            under.leaf = null;
        }
        over.children.forEach((key, child) -> {
            Node target = under.children.get(key);
            if (target == null) {
                under.children.put(key, child);
            } else {
                overlay(target, child, pointer.child(key));
            }
        });
    }

    private void tellReplaced(Node under, Write by, JsonPointer pointer) {
        boolean isMap = under.isMap();
        if (isMap ? under.children.isEmpty() : leafOf(under).value().equals(by.value())) {
            return;
        }
        Value gone = isMap ? map(under) : leafOf(under).value();
        Optional<Place> stood =
                isMap ? firstInside(under).place() : leafOf(under).place();
        String advice = gone instanceof ListValue
                ? "a list is replaced as a whole, so repeat in the extension what shall stay"
                : "leave it out at one of the two places";
        findings.report(PatternCodes.REPLACED_BY_EXTENSION
                .finding("the extension of " + by.writer().component() + " replaces " + Conflict.shown(object, gone)
                        + " at " + pointer + " of " + object + " by " + Conflict.shown(object, by.value()) + "; "
                        + advice)
                .resource(object)
                .pointer(pointer)
                .at(by.place())
                .related(stood, "what it replaces")
                .build());
    }

    /** The whole map; what says which object it is comes first, as people write it. */
    MapValue map() {
        MapValue.Builder ordered = MapValue.builder();
        for (String key : IDENTITY) {
            Node child = root.children.get(key);
            if (child != null) {
                put(ordered, key, child);
            }
        }
        root.children.forEach((key, child) -> {
            if (!ordered.has(key)) {
                put(ordered, key, child);
            }
        });
        return placed(ordered.build(), root);
    }

    private static MapValue map(Node node) {
        MapValue.Builder builder = MapValue.builder();
        node.children.forEach((key, child) -> put(builder, key, child));
        return placed(builder.build(), node);
    }

    private static void put(MapValue.Builder builder, String key, Node child) {
        Value value = child.leaf != null && !child.isMap() ? child.leaf.value() : map(child);
        Place keyPlace = child.keyPlace != null ? child.keyPlace : child.place;
        if (keyPlace == null) {
            builder.put(key, value);
        } else {
            builder.put(key, Origin.at(keyPlace), 0, 0, value);
        }
    }

    private static MapValue placed(MapValue map, Node node) {
        return node.place == null ? map : map.at(TextValue.of("", Origin.at(node.place), 0, 0));
    }
}
