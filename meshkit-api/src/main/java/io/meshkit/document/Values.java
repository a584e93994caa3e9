// SPDX-License-Identifier: Apache-2.0
package io.meshkit.document;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Steps along a pointer, and copies with one thing changed. Walks the pointer, never the tree, so no input can deepen the stack. */
final class Values {

    private Values() {}

    static Optional<Value> step(Value from, String segment) {
        if (from instanceof MapValue map) {
            return map.get(segment);
        }
        if (from instanceof ListValue list) {
            int index = index(segment);
            return index >= 0 && index < list.size() ? Optional.of(list.get(index)) : Optional.empty();
        }
        return Optional.empty();
    }

    static Value with(Value root, JsonPointer pointer, Value value) {
        Deque<Value> way = new ArrayDeque<>();
        List<String> segments = pointer.segments();
        Value current = root;
        for (int i = 0; i < segments.size(); i++) {
            way.push(current);
            if (i < segments.size() - 1) {
                current = step(current, segments.get(i)).orElse(MapValue.EMPTY);
            }
        }
        Value changed = value;
        for (int i = segments.size() - 1; i >= 0; i--) {
            changed = put(way.pop(), segments.get(i), changed, pointer);
        }
        return changed;
    }

    private static Value put(Value into, String segment, Value value, JsonPointer pointer) {
        if (into instanceof MapValue map) {
            return map.with(segment, value);
        }
        if (into instanceof ListValue list) {
            int index = segment.equals("-") ? list.size() : index(segment);
            if (index >= 0 && index <= list.size()) {
                return list.with(index, value);
            }
        }
        throw new IllegalArgumentException(
                "\"" + pointer + "\" leads through a scalar or beyond a list at \"" + segment + "\"");
    }

    static Value without(Value root, JsonPointer pointer) {
        if (pointer.isRoot()) {
            throw new IllegalArgumentException("a value cannot be left out of itself");
        }
        Optional<Value> around = root.find(pointer.parent());
        if (around.isEmpty() || step(around.get(), pointer.last()).isEmpty()) {
            return root;
        }
        return with(root, pointer.parent(), remove(around.get(), pointer.last()));
    }

    private static Value remove(Value from, String segment) {
        if (from instanceof MapValue map) {
            return map.without(segment);
        }
        ListValue list = (ListValue) from;
        List<Value> items = new ArrayList<>(list.items());
        items.remove(index(segment));
        return ListValue.of(items).at(list);
    }

    private static int index(String segment) {
        if (segment.isEmpty() || segment.length() > 9 || (segment.length() > 1 && segment.charAt(0) == '0')) {
            return -1;
        }
        int index = 0;
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            index = index * 10 + (c - '0');
        }
        return index;
    }
}
