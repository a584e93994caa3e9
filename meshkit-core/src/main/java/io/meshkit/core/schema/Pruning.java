// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.schema;

import io.meshkit.document.JsonPointer;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Leaves out keys without a schema; as in {@code apiserver/schema/pruning/algorithm.go}. */
final class Pruning {

    private static final Set<String> META_FIELDS = Set.of("apiVersion", "kind", "metadata");

    private final List<JsonPointer> pruned = new ArrayList<>();
    /** Lists in lists have no schema to end the walk. */
    private int depth;

    StructuralSchema.Pruned prune(StructuralSchema schema, MapValue resource) {
        MapValue rest = map(schema, resource, Way.ROOT, schema.preservesUnknownFields, true);
        return new StructuralSchema.Pruned(rest, pruned);
    }

    private Value node(@Nullable StructuralSchema schema, Value value, Way way, boolean keepUnknown) {
        boolean keep = keepUnknown || (schema != null && schema.preservesUnknownFields);
        if (value instanceof MapValue map) {
            return map(schema, map, way, keep, schema != null && schema.embeddedResource);
        }
        if (value instanceof ListValue list && depth < StructuralSchema.DEEPEST) {
            depth++;
            Value rest = list(schema, list, way, keep);
            depth--;
            return rest;
        }
        return value;
    }

    private MapValue map(
            @Nullable StructuralSchema schema, MapValue map, Way way, boolean keepUnknown, boolean isResource) {
        MapValue.Builder rest = map.toBuilder();
        boolean changed = false;
        for (MapValue.Entry entry : map) {
            String key = entry.key();
            if (isResource && META_FIELDS.contains(key)) {
                continue;
            }
            boolean named = schema != null && schema.properties.containsKey(key);
            if (schema != null && (named || schema.additionalAllowed != null)) {
                Way inside = named ? way.property(key) : way.key(key);
                Value kept = node(schema.forKey(key), entry.value(), inside, false);
                changed |= kept != entry.value();
                rest.put(key, kept);
            } else if (!keepUnknown) {
                pruned.add(way.key(key).pointer());
                rest.remove(key);
                changed = true;
            }
        }
        return changed ? rest.build() : map;
    }

    /** Only through lists does "keep unknown" reach further in than its own node. */
    private Value list(@Nullable StructuralSchema schema, ListValue list, Way way, boolean keepUnknown) {
        StructuralSchema items = schema == null ? null : schema.items;
        if (items == null && keepUnknown) {
            return list;
        }
        List<Value> rest = new ArrayList<>(list.size());
        boolean changed = false;
        for (int i = 0; i < list.size(); i++) {
            Value kept = node(items, list.get(i), way.item(i), keepUnknown);
            changed |= kept != list.get(i);
            rest.add(kept);
        }
        return changed ? ListValue.of(rest).at(list) : list;
    }
}
