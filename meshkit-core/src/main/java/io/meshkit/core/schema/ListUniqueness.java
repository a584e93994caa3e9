// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.schema;

import io.meshkit.core.schema.SchemaViolation.Reason;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NullValue;
import io.meshkit.document.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Lists that are sets or maps may hold each thing once; as in {@code apiserver/schema/listtype/validation.go}. */
final class ListUniqueness {

    private final List<SchemaViolation> found = new ArrayList<>();

    private ListUniqueness() {}

    static List<SchemaViolation> validate(StructuralSchema schema, Value value) {
        ListUniqueness check = new ListUniqueness();
        check.node(schema, value, Way.ROOT);
        return check.found;
    }

    private void node(StructuralSchema schema, Value value, Way way) {
        if (value instanceof ListValue list) {
            switch (schema.listType) {
                case SET -> set(list, way);
                case MAP -> map(schema.listMapKeys, list, way);
                case ATOMIC -> {}
            }
            if (schema.items != null) {
                for (int i = 0; i < list.size(); i++) {
                    node(schema.items, list.get(i), way.item(i));
                }
            }
        } else if (value instanceof MapValue map) {
            for (MapValue.Entry entry : map) {
                StructuralSchema property = schema.properties.get(entry.key());
                if (property != null) {
                    node(property, entry.value(), way.property(entry.key()));
                } else if (schema.additionalProperties != null) {
                    node(schema.additionalProperties, entry.value(), way.key(entry.key()));
                }
            }
        }
    }

    private void set(ListValue list, Way way) {
        duplicates(list.items(), way);
    }

    private void map(List<String> keys, ListValue list, Way way) {
        List<Value> identities = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            Value item = list.get(i);
            if (item instanceof MapValue map) {
                MapValue.Builder identity = MapValue.builder();
                keys.forEach(key -> map.get(key).ifPresent(value -> identity.put(key, value)));
                identities.add(identity.build());
            } else if (item instanceof NullValue) {
                identities.add(MapValue.EMPTY);
            } else {
                Way where = way.item(i);
                String message =
                        "Invalid value: " + GoText.shown(item) + ": must be an object for an array of list-type map";
                found.add(violation(where, Reason.INVALID, message, Map.of("actual", GoText.shown(item))));
                return;
            }
        }
        duplicates(identities, way);
    }

    /** Reports each thing that is there more than once at its second place, as a server does. */
    private void duplicates(List<Value> things, Way way) {
        Map<Value, Integer> times = new HashMap<>();
        for (int i = 0; i < things.size(); i++) {
            if (times.merge(things.get(i), 1, Integer::sum) == 2) {
                String shown = GoText.shown(things.get(i));
                int first = things.indexOf(things.get(i));
                Map<String, String> parameters = Map.of("actual", shown, "first", Integer.toString(first));
                found.add(violation(way.item(i), Reason.DUPLICATE, "Duplicate value: " + shown, parameters));
            }
        }
    }

    private static SchemaViolation violation(Way way, Reason reason, String message, Map<String, String> parameters) {
        return new SchemaViolation(
                way.pointer(), way.fieldWithKeys(), reason, message, "x-kubernetes-list-type", parameters);
    }
}
