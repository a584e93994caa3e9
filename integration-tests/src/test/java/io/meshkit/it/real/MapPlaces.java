// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.real;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The places of the maps in a kind of object, as its schema has them: those whose keys are words of the schema, and those whose keys are
 * text of the user. Reads the schemas of {@code /openapi/v3} and of CustomResourceDefinitions.
 */
final class MapPlaces {

    /** A step into the items of a list. */
    static final String ITEM = "[]";
    /** A step into the values of a map whose keys are text. */
    static final String ANY = "*";

    private static final String REFERENCE = "#/components/schemas/";

    /** What identifies an object or is the server's is in no pattern; definitions do not describe metadata, which are the same everywhere. */
    private static final Set<String> NOT_OURS = Set.of("apiVersion", "kind", "metadata", "status");

    private final MapValue definitions;
    private final Set<String> endless;
    private final String kind;
    /** By the way there: whether the keys are text. */
    private final Map<String, Boolean> places = new TreeMap<>();

    /**
     * Of a kind.
     *
     * @param definitions the schemas that references lead to
     * @param kind the kind
     * @param endless places, with the kind first, of which the schema cannot tell what is in them because it would have to nest without end
     */
    MapPlaces(MapValue definitions, String kind, Set<String> endless) {
        this.definitions = definitions;
        this.kind = kind;
        this.endless = endless;
    }

    /** The ways to maps, and whether the keys there are text. */
    Map<String, Boolean> of(MapValue schema) {
        for (MapValue.Entry property : properties(schema)) {
            if (!NOT_OURS.contains(property.key())) {
                walk((MapValue) property.value(), List.of(property.key()));
            }
        }
        return places;
    }

    private void walk(MapValue written, List<String> path) {
        MapValue schema = resolved(written);
        String way = String.join(".", path);
        if (endless.contains(kind + " " + way.replace("." + ITEM, ""))
                || path.get(path.size() - 1).equals("managedFields")) {
            return;
        }
        if (isOpen(schema)) {
            places.put(way, true);
            return;
        }
        schema.map("additionalProperties").ifPresent(values -> {
            places.put(way, true);
            walk(values, step(path, ANY));
        });
        schema.map("items").ifPresent(items -> walk(items, step(path, ITEM)));
        MapValue properties = properties(schema);
        if (!properties.isEmpty()) {
            places.put(way, false);
        }
        properties.forEach(property -> walk((MapValue) property.value(), step(path, property.key())));
    }

    private static boolean isOpen(MapValue schema) {
        boolean inside =
                schema.has("properties") || schema.map("additionalProperties").isPresent();
        boolean untyped = !schema.has("type") && !schema.has("oneOf") && !schema.has("anyOf");
        boolean scalar = schema.has("x-kubernetes-int-or-string");
        return schema.has("x-kubernetes-preserve-unknown-fields")
                || !inside
                        && !scalar
                        && (untyped || schema.text("type").orElse("").equals("object"));
    }

    private MapValue resolved(MapValue schema) {
        MapValue resolved = schema;
        while (true) {
            MapValue holder =
                    resolved.list("allOf").map(all -> (MapValue) all.get(0)).orElse(resolved);
            if (!holder.has("$ref")) {
                return resolved;
            }
            String name = holder.text("$ref").orElseThrow().substring(REFERENCE.length());
            resolved = definitions.map(name).orElseThrow();
        }
    }

    private static MapValue properties(MapValue schema) {
        return schema.map("properties").orElse(MapValue.EMPTY);
    }

    private static List<String> step(List<String> path, String step) {
        List<String> longer = new ArrayList<>(path);
        longer.add(step);
        return longer;
    }

    /** Settings with a value at a place; keys that are text get a name. */
    static Value around(List<String> path, Value value) {
        Value around = value;
        for (int i = path.size() - 1; i >= 0; i--) {
            String step = path.get(i);
            around = step.equals(ITEM)
                    ? ListValue.of(List.of(around))
                    : MapValue.builder()
                            .put(step.equals(ANY) ? "any" : step, around)
                            .build();
        }
        return around;
    }

    /** The pointer to a place in {@link #around}. */
    static String pointer(List<String> path) {
        StringBuilder pointer = new StringBuilder();
        for (String step : path) {
            String token = step.equals(ITEM) ? "0" : step.equals(ANY) ? "any" : step;
            pointer.append('/').append(token.replace("~", "~0").replace("/", "~1"));
        }
        return pointer.toString();
    }
}
