// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.document.JsonPointer;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;

/** Finds the texts with references in a pattern. */
final class Referrers {

    private final TreeMap<String, Referrer> found = new TreeMap<>();

    private Referrers() {}

    /** The texts with references by their pointer, in its order. */
    static TreeMap<String, Referrer> in(ReferenceView view) {
        Referrers referrers = new Referrers();
        view.forEachRoot(referrers::collect);
        return referrers.found;
    }

    private void collect(JsonPointer root, Value tree) {
        Deque<Map.Entry<JsonPointer, Value>> open = new ArrayDeque<>();
        open.push(Map.entry(root, tree));
        while (!open.isEmpty()) {
            Map.Entry<JsonPointer, Value> next = open.pop();
            JsonPointer pointer = next.getKey();
            Value value = next.getValue();
            if (value instanceof MapValue map) {
                for (MapValue.Entry entry : map) {
                    if (isInteresting(entry.value())) {
                        open.push(Map.entry(pointer.child(entry.key()), entry.value()));
                    }
                }
            } else if (value instanceof ListValue list) {
                for (int i = 0; i < list.size(); i++) {
                    if (isInteresting(list.get(i))) {
                        open.push(Map.entry(pointer.child(i), list.get(i)));
                    }
                }
            } else if (value instanceof TextValue text) {
                found.put(pointer.toString(), new Referrer(pointer, text));
            }
        }
    }

    private static boolean isInteresting(Value value) {
        return value instanceof TextValue text
                ? ReferenceText.mayHaveReference(text.text())
                : value instanceof MapValue || value instanceof ListValue;
    }
}
