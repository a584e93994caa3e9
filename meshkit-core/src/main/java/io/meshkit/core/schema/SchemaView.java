// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.schema;

import io.meshkit.document.JsonPointer;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Tells which parts of a JSON Schema speak about a place in a document, and so which keys are legal there. It follows {@code $ref},
 * {@code allOf}, conditions, and those branches of {@code oneOf} and {@code anyOf} that the document has not ruled out by a type or a
 * constant.
 */
final class SchemaView {

    private static final int MOST_PARTS = 500;

    /** A part of a schema and the document with {@code $id} that its references start from. */
    private record Part(MapValue schema, MapValue resource) {}

    private final MapValue schema;
    private final Function<String, Optional<MapValue>> others;

    /** @param others other schemas by their {@code $id} */
    SchemaView(MapValue schema, Function<String, Optional<MapValue>> others) {
        this.schema = schema;
        this.others = others;
    }

    /** The keys legal in the map at a place, with those that patterns describe left out. */
    Set<String> keys(Value root, JsonPointer at) {
        Set<String> keys = new LinkedHashSet<>();
        for (MapValue part : parts(root, at)) {
            part.map("properties").ifPresent(properties -> keys.addAll(properties.keys()));
        }
        return keys;
    }

    /** Former names of the keys legal in the map at a place ({@code x-mk-alias}), with the names of today. */
    Map<String, String> aliases(Value root, JsonPointer at) {
        Map<String, String> aliases = new LinkedHashMap<>();
        for (MapValue part : parts(root, at)) {
            for (MapValue.Entry property : part.map("properties").orElse(MapValue.EMPTY)) {
                if (property.value() instanceof MapValue body) {
                    body.list("x-mk-alias")
                            .map(ListValue::texts)
                            .orElse(List.of())
                            .forEach(alias -> aliases.put(alias, property.key()));
                }
            }
        }
        return aliases;
    }

    /** The value of a keyword at a place; of several parts that have it, the first one's. */
    Optional<Value> keyword(Value root, JsonPointer at, String keyword) {
        return parts(root, at).stream()
                .flatMap(part -> part.get(keyword).stream())
                .findFirst();
    }

    List<MapValue> parts(Value root, JsonPointer at) {
        List<Part> parts = expand(List.of(new Part(schema, schema)), root);
        Value value = root;
        for (String segment : at.segments()) {
            Value inside = value.find(new JsonPointer(List.of(segment))).orElse(MapValue.EMPTY);
            List<Part> next = new ArrayList<>();
            for (Part part : parts) {
                children(part, value, segment, next);
            }
            parts = expand(next, inside);
            value = inside;
        }
        return parts.stream().map(Part::schema).toList();
    }

    private static void children(Part part, Value value, String segment, List<Part> into) {
        MapValue schema = part.schema();
        if (value instanceof ListValue) {
            Optional<Value> prefix = schema.list("prefixItems").flatMap(items -> items.find("/" + segment));
            prefix.or(() -> schema.get("items")).ifPresent(items -> add(items, part, into));
            return;
        }
        Optional<Value> named = schema.map("properties").flatMap(properties -> properties.get(segment));
        named.ifPresent(property -> add(property, part, into));
        boolean matched = named.isPresent();
        for (MapValue.Entry pattern : schema.map("patternProperties").orElse(MapValue.EMPTY)) {
            if (matches(pattern.key(), segment)) {
                add(pattern.value(), part, into);
                matched = true;
            }
        }
        if (!matched) {
            schema.get("additionalProperties")
                    .or(() -> schema.get("unevaluatedProperties"))
                    .ifPresent(additional -> add(additional, part, into));
        }
    }

    private static boolean matches(String pattern, String key) {
        try {
            return Pattern.compile(pattern).matcher(key).find();
        } catch (PatternSyntaxException e) {
            return false;
        }
    }

    private static void add(Value schema, Part from, List<Part> into) {
        if (schema instanceof MapValue map) {
            into.add(new Part(map, map.has("$id") ? map : from.resource()));
        }
    }

    /** The parts and all that apply at the same place through them, each once. */
    private List<Part> expand(List<Part> start, Value value) {
        List<Part> all = new ArrayList<>();
        Set<MapValue> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Part> waiting = new ArrayDeque<>(start);
        while (!waiting.isEmpty() && all.size() < MOST_PARTS) {
            Part part = waiting.poll();
            if (seen.add(part.schema())) {
                all.add(part);
                waiting.addAll(inPlace(part, value));
            }
        }
        return all;
    }

    private List<Part> inPlace(Part part, Value value) {
        List<Part> found = new ArrayList<>();
        MapValue schema = part.schema();
        schema.text("$ref").flatMap(ref -> resolve(ref, part)).ifPresent(found::add);
        schema.list("allOf").ifPresent(branches -> branches.forEach(branch -> add(branch, part, found)));
        for (String keyword : List.of("oneOf", "anyOf")) {
            schema.list(keyword).ifPresent(branches -> found.addAll(open(branches, part, value)));
        }
        for (String keyword : List.of("then", "else")) {
            schema.get(keyword).ifPresent(branch -> add(branch, part, found));
        }
        schema.map("dependentSchemas").ifPresent(map -> map.forEach(entry -> add(entry.value(), part, found)));
        return found;
    }

    /** The branches that the value has not ruled out; all of them when none is left. */
    private List<Part> open(ListValue branches, Part part, Value value) {
        List<Part> all = new ArrayList<>();
        branches.forEach(branch -> add(branch, part, all));
        List<Part> open =
                all.stream().filter(branch -> !isRuledOut(branch, value, 0)).toList();
        return open.isEmpty() ? all : open;
    }

    private boolean isRuledOut(Part branch, Value value, int hops) {
        Optional<Part> target = branch.schema().text("$ref").flatMap(ref -> resolve(ref, branch));
        if (target.isPresent() && hops < 10 && isRuledOut(target.get(), value, hops + 1)) {
            return true;
        }
        Optional<String> type = branch.schema().text("type");
        if (type.isPresent() && !fits(type.get(), value)) {
            return true;
        }
        if (!(value instanceof MapValue map)) {
            return false;
        }
        for (MapValue.Entry property : branch.schema().map("properties").orElse(MapValue.EMPTY)) {
            Optional<Value> actual = map.get(property.key());
            if (actual.isPresent() && property.value() instanceof MapValue body && contradicts(body, actual.get())) {
                return true;
            }
        }
        return false;
    }

    private static boolean contradicts(MapValue schema, Value value) {
        Optional<Value> constant = schema.get("const");
        return constant.isPresent() && !constant.get().equals(value);
    }

    private static boolean fits(String type, Value value) {
        String actual = GoText.typeName(value);
        return type.equals(actual) || (type.equals("number") && actual.equals("integer"));
    }

    private Optional<Part> resolve(String ref, Part from) {
        int hash = ref.indexOf('#');
        String id = hash < 0 ? ref : ref.substring(0, hash);
        String fragment = hash < 0 ? "" : ref.substring(hash + 1);
        Optional<MapValue> resource = id.isEmpty() || isIdOf(id, from.resource())
                ? Optional.of(from.resource())
                : isIdOf(id, schema) ? Optional.of(schema) : others.apply(id);
        if (!fragment.isEmpty() && !fragment.startsWith("/")) {
            return Optional.empty();
        }
        return resource.flatMap(root -> root.find(fragment)
                .filter(MapValue.class::isInstance)
                .map(target -> new Part((MapValue) target, root)));
    }

    private static boolean isIdOf(String id, MapValue resource) {
        return resource.get("$id").filter(own -> own.equals(TextValue.of(id))).isPresent();
    }
}
