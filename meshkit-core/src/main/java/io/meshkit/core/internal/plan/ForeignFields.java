// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import io.meshkit.document.JsonPointer;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import io.meshkit.plan.ForeignField;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Resource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The fields that others write: taken out of what we write, and left out of what we compare. */
final class ForeignFields {

    private static final String ANY = "*";

    private final Map<GroupKind, List<JsonPointer>> patterns = new HashMap<>();

    ForeignFields(Collection<ForeignField> fields) {
        fields.forEach(field -> patterns.computeIfAbsent(field.groupKind(), kind -> new ArrayList<>())
                .add(field.field()));
    }

    Resource strip(Resource resource) {
        Value body = resource.body();
        for (JsonPointer pattern : patterns.getOrDefault(resource.key().groupKind(), List.of())) {
            List<JsonPointer> places = places(body, pattern);
            for (int i = places.size() - 1; i >= 0; i--) {
                body = body.without(places.get(i));
            }
        }
        return resource.withBody((MapValue) body);
    }

    boolean covers(GroupKind kind, JsonPointer field) {
        return patterns.getOrDefault(kind, List.of()).stream().anyMatch(pattern -> covers(pattern, field));
    }

    private static boolean covers(JsonPointer pattern, JsonPointer field) {
        List<String> wanted = pattern.segments();
        if (wanted.size() > field.segments().size()) {
            return false;
        }
        for (int i = 0; i < wanted.size(); i++) {
            if (!wanted.get(i).equals(ANY)
                    && !wanted.get(i).equals(field.segments().get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Where a pattern leads to in a body, in the order of the body. */
    static List<JsonPointer> places(Value body, JsonPointer pattern) {
        List<JsonPointer> places = List.of(JsonPointer.ROOT);
        for (String segment : pattern.segments()) {
            List<JsonPointer> next = new ArrayList<>();
            for (JsonPointer place : places) {
                if (segment.equals(ANY)) {
                    body.find(place).ifPresent(around -> children(around).forEach(key -> next.add(place.child(key))));
                } else if (body.find(place.child(segment)).isPresent()) {
                    next.add(place.child(segment));
                }
            }
            places = next;
        }
        return places;
    }

    private static List<String> children(Value value) {
        if (value instanceof MapValue map) {
            return map.keys();
        }
        List<String> indexes = new ArrayList<>();
        if (value instanceof ListValue list) {
            for (int i = 0; i < list.size(); i++) {
                indexes.add(Integer.toString(i));
            }
        }
        return indexes;
    }
}
