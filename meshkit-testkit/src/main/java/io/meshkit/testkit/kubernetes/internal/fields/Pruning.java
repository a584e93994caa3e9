// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes.internal.fields;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NullValue;
import io.meshkit.document.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes fields out of a value (kubernetes-sigs/structured-merge-diff:typed/remove.go). */
final class Pruning {

    private Pruning() {}

    /** Without the fields of the set. Lists and maps that lose their last item become null. */
    static Value remove(Value value, FieldSet fields, @Nullable TypeRef type) {
        Atom atom = (type == null ? Atom.DEDUCED : type).atom().narrow(value);
        if (value instanceof MapValue map && atom.map() != null) {
            return removeFromMap(map, fields, atom.map());
        }
        if (value instanceof ListValue list && atom.list() != null) {
            return removeFromList(list, fields, atom.list());
        }
        return value;
    }

    private static Value removeFromMap(MapValue map, FieldSet fields, Atom.MapType type) {
        if (map.isEmpty() || type.atomic()) {
            return NullValue.NULL;
        }
        MapValue.Builder kept = MapValue.builder();
        for (MapValue.Entry entry : map) {
            PathElement element = PathElement.field(entry.key());
            if (fields.has(element)) {
                continue;
            }
            FieldSet below = fields.below(element);
            kept.put(
                    entry.key(),
                    below.isEmpty() ? entry.value() : remove(entry.value(), below, type.typeOf(entry.key())));
        }
        MapValue result = kept.build();
        return result.isEmpty() ? NullValue.NULL : result;
    }

    private static Value removeFromList(ListValue list, FieldSet fields, Atom.ListType type) {
        if (list.size() == 0 || type.atomic()) {
            return NullValue.NULL;
        }
        List<Value> kept = new ArrayList<>();
        for (Value item : list) {
            PathElement element;
            try {
                element = ItemKeys.of(type, item);
            } catch (IllegalArgumentException e) {
                kept.add(item);
                continue;
            }
            if (!fields.has(element)) {
                FieldSet below = fields.below(element);
                kept.add(below.isEmpty() ? item : remove(item, below, type.element()));
            }
        }
        return kept.isEmpty() ? NullValue.NULL : ListValue.of(kept);
    }
}
