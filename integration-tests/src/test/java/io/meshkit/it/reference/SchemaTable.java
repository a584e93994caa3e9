// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.reference;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The settings that a JSON Schema allows, as a table: one row for each key, {@code []} for items of lists, {@code NAME} for free keys. */
final class SchemaTable {

    private static final String HEAD = "| key | type | default | meaning |\n| --- | --- | --- | --- |\n";

    private final MapValue root;
    private final Set<MapValue> linked = new LinkedHashSet<>();
    private final StringBuilder rows = new StringBuilder();

    private SchemaTable(MapValue root) {
        this.root = root;
    }

    /** The table of a schema; a sentence when it has no settings. */
    static String of(MapValue schema) {
        return of(schema, schema);
    }

    /** The table of a part of a schema. */
    static String of(MapValue root, MapValue part) {
        SchemaTable table = new SchemaTable(root);
        table.properties("", part);
        StringBuilder text = new StringBuilder(table.rows.isEmpty() ? "It has no settings.\n" : HEAD + table.rows);
        for (MapValue linked : table.linked) {
            SchemaTable inner = new SchemaTable(root);
            inner.properties("", linked);
            text.append("\n### ")
                    .append(linked.text("title").orElseThrow())
                    .append("\n\n")
                    .append(linked.text("description").orElse(""))
                    .append("\n\n")
                    .append(HEAD)
                    .append(inner.rows);
        }
        return text.toString();
    }

    private void properties(String prefix, MapValue schema) {
        List<String> required = texts(schema.list("required"));
        for (MapValue.Entry property : schema.map("properties").orElse(MapValue.EMPTY)) {
            row(prefix + property.key(), (MapValue) property.value(), required.contains(property.key()));
        }
    }

    private void row(String name, MapValue written, boolean required) {
        if (written.has("$ref") && name.contains(".")) {
            link(name, written);
            return;
        }
        MapValue schema = followed(written);
        rows.append("| `")
                .append(name)
                .append("` | ")
                .append(type(schema))
                .append(" | ")
                .append(
                        required
                                ? "required"
                                : schema.get("default")
                                        .map(value -> "`" + value + "`")
                                        .orElse(""))
                .append(" | ")
                .append(ReferencePages.cell(List.of(meaning(schema))))
                .append(" |\n");
        properties(name + ".", schema);
        schema.map("items").map(this::followed).ifPresent(items -> properties(name + "[].", items));
        schema.map("additionalProperties").ifPresent(values -> properties(name + ".NAME.", values));
    }

    /** What is referred to from several places and described in each has a table of its own. */
    private void link(String name, MapValue written) {
        if (written.has("description")) {
            MapValue schema = followed(written);
            String title = schema.text("title").orElseThrow();
            linked.add(schema);
            rows.append("| `" + name + "` | [" + title + "](#" + title.toLowerCase(Locale.ROOT) + ") |  | "
                    + ReferencePages.cell(List.of(meaning(written))) + " |\n");
        }
    }

    /** What a reference leads to; one into the same document alone. */
    private MapValue followed(MapValue schema) {
        Optional<String> reference = schema.text("$ref");
        return reference.isEmpty()
                ? schema
                : (MapValue) root.find(reference.get().substring(1)).orElseThrow();
    }

    private static String meaning(MapValue schema) {
        String text = schema.text("description").orElse("");
        boolean old = schema.get("deprecated").isPresent();
        return old && !text.isEmpty() ? text + " Deprecated." : text;
    }

    private String type(MapValue schema) {
        Optional<ListValue> values = schema.list("enum");
        if (values.isPresent()) {
            return values.get().items().stream().map(value -> "`" + value + "`").collect(Collectors.joining(", "));
        }
        if (schema.has("const")) {
            return "`" + schema.get("const").orElseThrow() + "`";
        }
        if (schema.text("x-mk-unit").filter("duration"::equals).isPresent()) {
            return "duration";
        }
        String type = schema.get("type").map(SchemaTable::typeName).orElse("any");
        if (type.endsWith(" or list")) {
            return type;
        }
        return type
                + schema.map("items")
                        .map(items -> " of " + type(followed(items)))
                        .orElse("")
                + range(schema);
    }

    private static String typeName(Value type) {
        return type instanceof ListValue list
                ? list.items().stream()
                        .map(Value::toString)
                        .filter(name -> !name.equals("null"))
                        .map(SchemaTable::word)
                        .collect(Collectors.joining(" or "))
                : word(type.toString());
    }

    private static String word(String type) {
        return type.replace("object", "map").replace("array", "list");
    }

    private static String range(MapValue schema) {
        String least = schema.get("minimum").map(Value::toString).orElse("");
        String most = schema.get("maximum").map(Value::toString).orElse("");
        if (least.isEmpty() && most.isEmpty()) {
            return "";
        }
        return most.isEmpty() ? ", from " + least : ", " + least + " to " + most;
    }

    private static List<String> texts(Optional<ListValue> list) {
        List<String> texts = new ArrayList<>();
        list.ifPresent(values -> values.forEach(value -> texts.add(value.toString())));
        return texts;
    }
}
