// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes.internal.fields;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fills in what names an item of a list and has a default: {@code protocol: TCP} of a port. */
public final class KeyDefaults {

    private KeyDefaults() {}

    /**
     * Fills a value.
     *
     * @param value the value
     * @param type its type
     * @return the value with the keys of all items
     */
    public static Value fill(Value value, @Nullable TypeRef type) {
        Atom atom = (type == null ? Atom.UNTYPED_ATOMIC : type).atom();
        if (value instanceof MapValue map && atom.map() != null) {
            MapValue.Builder filled = map.toBuilder();
            for (MapValue.Entry entry : map) {
                filled.put(entry.key(), fill(entry.value(), atom.map().typeOf(entry.key())));
            }
            return filled.build();
        }
        if (value instanceof ListValue list && atom.list() != null) {
            List<Value> items = new ArrayList<>();
            for (Value item : list) {
                items.add(withKeys(fill(item, atom.list().element()), atom.list()));
            }
            return ListValue.of(items);
        }
        return value;
    }

    private static Value withKeys(Value item, Atom.ListType list) {
        Atom.MapType type = list.element().atom().map();
        if (!(item instanceof MapValue map) || type == null) {
            return item;
        }
        MapValue filled = map;
        for (String key : list.keys()) {
            Atom.Field field = type.fields().get(key);
            if (field != null && field.defaultValue() != null && !filled.has(key)) {
                filled = filled.with(key, field.defaultValue());
            }
        }
        return filled;
    }
}
