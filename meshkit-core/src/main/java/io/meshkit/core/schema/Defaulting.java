// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.schema;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NullValue;
import io.meshkit.document.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fills in defaults; as {@code PruneNonNullableNullsWithoutDefaults} followed by {@code Default} in
 * {@code apiserver/schema/defaulting}. Defaults are defaulted in turn.
 */
final class Defaulting {

    private Defaulting() {}

    static MapValue apply(StructuralSchema schema, MapValue resource) {
        return map(schema, resource);
    }

    private static Value node(@Nullable StructuralSchema schema, Value value) {
        if (schema != null && value instanceof MapValue map) {
            return map(schema, map);
        }
        if (schema != null && schema.items != null && value instanceof ListValue list) {
            return list(schema.items, list);
        }
        return value;
    }

    private static MapValue map(StructuralSchema schema, MapValue map) {
        MapValue.Builder full = map.toBuilder();
        boolean changed = false;
        for (MapValue.Entry entry : map) {
            StructuralSchema child = schema.forKey(entry.key());
            if (child != null && isForbiddenNull(child, entry.value())) {
                Value replacement = child.defaultValue;
                changed = true;
                if (replacement == null) {
                    full.remove(entry.key());
                } else {
                    full.put(entry.key(), node(child, replacement));
                }
            } else {
                Value filled = node(child, entry.value());
                changed |= filled != entry.value();
                full.put(entry.key(), filled);
            }
        }
        for (Map.Entry<String, StructuralSchema> property : schema.properties.entrySet()) {
            Value missing = property.getValue().defaultValue;
            if (missing != null && !full.has(property.getKey())) {
                full.put(property.getKey(), node(property.getValue(), missing));
                changed = true;
            }
        }
        return changed ? full.build() : map;
    }

    private static ListValue list(StructuralSchema items, ListValue list) {
        List<Value> full = new ArrayList<>(list.size());
        boolean changed = false;
        for (Value item : list) {
            Value replacement = items.defaultValue;
            Value present = isForbiddenNull(items, item) && replacement != null ? replacement : item;
            Value filled = node(items, present);
            changed |= filled != item;
            full.add(filled);
        }
        return changed ? ListValue.of(full).at(list) : list;
    }

    private static boolean isForbiddenNull(StructuralSchema schema, Value value) {
        return value instanceof NullValue && !schema.nullable;
    }
}
