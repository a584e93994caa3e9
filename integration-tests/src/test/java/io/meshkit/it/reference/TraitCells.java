// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.reference;

import io.meshkit.core.document.YamlReader;
import io.meshkit.document.BooleanValue;
import io.meshkit.document.JsonPointer;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.SourceText;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * All that the schema of a trait lets one set: each field with each of its words and examples, beside no more than what has to stand beside
 * it, and the examples of the whole. Adding a field to a schema adds its cells; a field without words or example is an error.
 */
final class TraitCells {

    /** What fields mean nothing without, though the schema does not ask for it. */
    private static final Map<String, MapValue> BESIDE = Map.of(
            "circuitBreaker.from",
                    MapValue.builder().put("consecutiveErrors", 5).build(),
            "limits.from", MapValue.builder().put("maxConnections", 100).build());

    /** Settings in which fields mean something else together. */
    private static final Map<String, List<String>> TOGETHER = Map.of(
            "route",
            List.of(
                    "{rules: [{to: [{version: v1, weight: 90}, {version: v2, weight: 10}]}]}",
                    "{rules: [{match: [{headers: [{name: x, exact: '1', invert: true}]}]}]}",
                    "{rules: [{match: [{methods: [GET]}], rewrite: {path: /b}}]}"));

    private final String trait;
    private final String type;
    private final MapValue root;
    private final Set<Cell> cells = new LinkedHashSet<>();

    /**
     * One thing to ask a mesh for.
     *
     * @param field the way to the field, {@code []} for items of lists; empty for the whole trait
     * @param way the way in these settings
     * @param value what the field is set to
     * @param settings the settings of the trait
     */
    record Cell(String field, JsonPointer way, Value value, MapValue settings) {}

    private TraitCells(String trait, String type, MapValue root) {
        this.trait = trait;
        this.type = type;
        this.root = root;
    }

    /** The cells of a trait on a type that it stands on. */
    static List<Cell> of(String trait, MapValue schema, String type) {
        TraitCells all = new TraitCells(trait, type, schema);
        schema.list("examples")
                .orElseThrow()
                .forEach(example -> all.cells.add(new Cell("", JsonPointer.ROOT, example, (MapValue) example)));
        for (String together : TOGETHER.getOrDefault(trait, List.of())) {
            MapValue settings = (MapValue) new YamlReader()
                    .read(SourceText.of("together", together))
                    .documents()
                    .get(0)
                    .root();
            all.cells.add(new Cell("", JsonPointer.ROOT, settings, settings));
        }
        all.properties(schema, "", JsonPointer.ROOT, settings -> settings);
        return List.copyOf(all.cells);
    }

    private void properties(MapValue schema, String name, JsonPointer way, Function<MapValue, MapValue> around) {
        for (MapValue.Entry property : schema.map("properties").orElse(MapValue.EMPTY)) {
            MapValue beside = beside(schema, name, property.key());
            walk(
                    followed((MapValue) property.value()),
                    name.isEmpty() ? property.key() : name + "." + property.key(),
                    way.child(property.key()),
                    value -> around.apply(beside.with(property.key(), value)));
        }
    }

    /** What has to stand beside a key: the example of the map, and what is required. */
    private MapValue beside(MapValue schema, String name, String key) {
        boolean isWhole = name.isEmpty();
        MapValue beside = isWhole ? BESIDE.getOrDefault(trait + "." + key, MapValue.EMPTY) : example(schema);
        MapValue example = isWhole ? example(schema) : MapValue.EMPTY;
        for (String required : schema.list("required").orElse(ListValue.EMPTY).texts()) {
            if (!beside.has(required)) {
                beside = beside.with(
                        required,
                        example.get(required)
                                .orElseGet(() -> values(followed((MapValue) schema.map("properties")
                                                .orElseThrow()
                                                .get(required)
                                                .orElseThrow()))
                                        .get(0)));
            }
        }
        if (isWhole
                && type.equals("Mesh")
                && schema.find(JsonPointer.of("properties", "namespaces")).isPresent()) {
            beside = beside.with("namespaces", ListValue.of(TextValue.of("shop")));
        }
        return beside;
    }

    private static MapValue example(MapValue schema) {
        return schema.list("examples").map(list -> (MapValue) list.get(0)).orElse(MapValue.EMPTY);
    }

    private void walk(MapValue schema, String field, JsonPointer way, Function<Value, MapValue> around) {
        for (Value value : values(schema)) {
            cells.add(new Cell(field, way, value, around.apply(value)));
        }
        if (schema.has("properties")) {
            properties(schema, field, way, around::apply);
        }
        schema.map("items").map(this::followed).filter(items -> !isLeaf(items)).ifPresent(items -> {
            walk(items, field + "[]", way.child(0), value -> around.apply(ListValue.of(value)));
        });
        if (isLeaf(schema) && values(schema).isEmpty()) {
            throw new AssertionError(trait + "." + field + " has no example in its schema");
        }
    }

    private static boolean isLeaf(MapValue schema) {
        return !schema.has("properties") && !schema.has("items");
    }

    /** The values that the schema itself names. */
    private List<Value> values(MapValue schema) {
        Optional<Value> only = schema.get("const");
        if (only.isPresent()) {
            return List.of(only.get());
        }
        if (schema.text("type").orElse("").equals("boolean")) {
            return List.of(BooleanValue.TRUE, BooleanValue.FALSE);
        }
        List<Value> values = new ArrayList<>();
        schema.list("enum").ifPresent(words -> values.addAll(words.items()));
        schema.list("examples").ifPresent(examples -> values.addAll(examples.items()));
        if (values.isEmpty()) {
            schema.get("x-mk-example").ifPresent(values::add);
        }
        schema.map("items")
                .map(this::followed)
                .flatMap(items -> items.list("enum"))
                .ifPresent(words -> words.forEach(word -> values.add(ListValue.of(word))));
        return List.copyOf(new LinkedHashSet<>(values));
    }

    private MapValue followed(MapValue schema) {
        return schema.text("$ref")
                .map(reference -> (MapValue) root.find(reference.substring(1)).orElseThrow())
                .orElse(schema);
    }
}
