// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import io.meshkit.document.JsonPointer;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Server-side apply in small: each manager owns the scalars, lists and empty maps that it last applied. What it owned alone and does not
 * apply any more goes away; what another owns with another value is a conflict.
 */
final class MergedBody {

    private static final Set<String> IDENTITY = Set.of("/apiVersion", "/kind", "/metadata/name", "/metadata/namespace");
    private static final JsonPointer MANAGED = JsonPointer.of("metadata", "managedFields");

    private final MapValue body;
    private final Map<JsonPointer, String> conflicts;

    private MergedBody(MapValue body, Map<JsonPointer, String> conflicts) {
        this.body = body;
        this.conflicts = conflicts;
    }

    MapValue body() {
        return body;
    }

    /** The fields in the way, and whose they are. */
    Map<JsonPointer, String> conflicts() {
        return conflicts;
    }

    static MergedBody of(MapValue live, MapValue applied, String manager, boolean force) {
        Map<String, Set<JsonPointer>> owners = owners(live);
        Set<JsonPointer> wanted = leaves(applied);
        Map<JsonPointer, String> conflicts = new TreeMap<>();
        owners.forEach((owner, fields) -> {
            for (JsonPointer field : List.copyOf(fields)) {
                boolean other =
                        applied.find(field).isPresent() && !applied.find(field).equals(live.find(field));
                if (!owner.equals(manager) && wanted.contains(field) && other) {
                    conflicts.put(field, owner);
                    fields.remove(field);
                }
            }
        });
        if (!force && !conflicts.isEmpty()) {
            return new MergedBody(live, conflicts);
        }
        Value merged = live;
        Set<JsonPointer> mine = owners.getOrDefault(manager, Set.of());
        for (JsonPointer field : mine) {
            boolean shared = owners.entrySet().stream()
                    .anyMatch(entry ->
                            !entry.getKey().equals(manager) && entry.getValue().contains(field));
            if (!wanted.contains(field) && !shared) {
                merged = remove(merged, field);
            }
        }
        for (JsonPointer field : wanted) {
            Value value = applied.find(field).orElseThrow();
            boolean fuller = value.equals(MapValue.EMPTY) && merged.find(field).isPresent();
            merged = fuller ? merged : merged.with(field, value);
        }
        owners.put(manager, wanted);
        return new MergedBody((MapValue) merged.with(MANAGED, write(owners)), Map.of());
    }

    static MapValue withoutOwners(MapValue live, MapValue applied) {
        Value merged = live;
        for (JsonPointer field : leaves(applied)) {
            merged = merged.with(field, applied.find(field).orElseThrow());
        }
        return (MapValue) merged;
    }

    static boolean isUnchanged(MapValue live, MapValue applied, String manager) {
        Set<JsonPointer> wanted = leaves(applied);
        return wanted.equals(owners(live).getOrDefault(manager, Set.of()))
                && wanted.stream().allMatch(field -> applied.find(field).equals(live.find(field)));
    }

    private static Value remove(Value body, JsonPointer field) {
        Value left = body.without(field);
        JsonPointer around = field.parent();
        while (!around.isRoot() && left.find(around).equals(Optional.of(MapValue.EMPTY))) {
            left = left.without(around);
            around = around.parent();
        }
        return left;
    }

    private static Map<String, Set<JsonPointer>> owners(MapValue live) {
        Map<String, Set<JsonPointer>> owners = new TreeMap<>();
        live.find(MANAGED)
                .ifPresent(list -> ((ListValue) list).forEach(entry -> {
                    MapValue map = (MapValue) entry;
                    Set<JsonPointer> fields = new TreeSet<>();
                    map.list("fields").orElseThrow().texts().forEach(text -> fields.add(JsonPointer.parse(text)));
                    owners.put(map.text("manager").orElseThrow(), fields);
                }));
        return owners;
    }

    private static ListValue write(Map<String, Set<JsonPointer>> owners) {
        List<Value> entries = new ArrayList<>();
        owners.forEach((manager, fields) -> {
            if (!fields.isEmpty()) {
                entries.add(MapValue.builder()
                        .put("manager", TextValue.of(manager))
                        .put("fields", ListValue.ofTexts(texts(fields)))
                        .build());
            }
        });
        return ListValue.of(entries);
    }

    private static List<String> texts(Collection<JsonPointer> fields) {
        return fields.stream().map(JsonPointer::toString).toList();
    }

    private static Set<JsonPointer> leaves(MapValue body) {
        Set<JsonPointer> leaves = new TreeSet<>();
        Deque<JsonPointer> open = new ArrayDeque<>();
        open.push(JsonPointer.ROOT);
        while (!open.isEmpty()) {
            JsonPointer way = open.pop();
            if (IDENTITY.contains(way.toString())) {
                continue;
            }
            if (body.find(way).orElseThrow() instanceof MapValue map && !map.isEmpty()) {
                map.keys().forEach(key -> open.push(way.child(key)));
            } else {
                leaves.add(way);
            }
        }
        return leaves;
    }
}
