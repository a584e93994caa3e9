// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes.internal.fields;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value without the fields that its type does not declare, and the names of those fields.
 *
 * @param pruned the value without them
 * @param names the fields left out, such as {@code spec.http[0].ruote}, in order
 */
public record UnknownFields(Value pruned, List<String> names) {

    /** Copies the names. */
    public UnknownFields {
        names = List.copyOf(names);
    }

    /**
     * Looks for undeclared fields.
     *
     * @param value the value
     * @param type its type
     * @return what was found
     */
    public static UnknownFields of(Value value, TypeRef type) {
        List<String> names = new ArrayList<>();
        Value pruned = walk("", value, type, names);
        return new UnknownFields(pruned, names);
    }

    private static Value walk(String path, Value value, @Nullable TypeRef type, List<String> names) {
        Atom atom = (type == null ? Atom.UNTYPED_ATOMIC : type).atom();
        if (value instanceof MapValue map && atom.map() != null) {
            MapValue.Builder kept = map.toBuilder();
            for (MapValue.Entry entry : map) {
                TypeRef below = atom.map().typeOf(entry.key());
                String there = path.isEmpty() ? entry.key() : path + "." + entry.key();
                if (below == null) {
                    names.add(there);
                    kept.remove(entry.key());
                } else {
                    kept.put(entry.key(), walk(there, entry.value(), below, names));
                }
            }
            return kept.build();
        }
        if (value instanceof ListValue list && atom.list() != null) {
            List<Value> items = new ArrayList<>();
            for (int i = 0; i < list.size(); i++) {
                items.add(walk(path + "[" + i + "]", list.get(i), atom.list().element(), names));
            }
            return ListValue.of(items);
        }
        return value;
    }
}
