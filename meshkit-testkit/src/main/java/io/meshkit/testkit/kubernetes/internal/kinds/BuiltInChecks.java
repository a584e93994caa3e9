// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes.internal.kinds;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds what a server refuses in an object of a built-in kind, in the server's words. The rules are read from a table: for each type, in
 * order, what one field must be ({@link FieldRule}), or the field that is walked into before the rules after it ({@code walk}). It holds
 * the rules that a manifest written by hand breaks; a real server has many more.
 */
public final class BuiltInChecks {

    private static final BuiltInChecks TABLE = new BuiltInChecks();

    private final Map<String, List<MapValue>> rules = new HashMap<>();
    private final Map<String, FieldRule.Form> forms = new HashMap<>();

    private BuiltInChecks() {
        MapValue table = (MapValue) TypeTable.resource("built-in-checks.json");
        for (MapValue.Entry form : table.map("forms").orElseThrow()) {
            forms.put(form.key(), FieldRule.Form.read((MapValue) form.value()));
        }
        for (MapValue.Entry type : table.map("types").orElseThrow()) {
            List<MapValue> read = new ArrayList<>();
            ((ListValue) type.value()).forEach(rule -> read.add((MapValue) rule));
            rules.put(type.key(), List.copyOf(read));
        }
    }

    /**
     * A complaint.
     *
     * @param reason such as {@code FieldValueRequired}
     * @param message the server's words
     * @param field the field, such as {@code spec.ports[0].name}
     */
    public record Complaint(String reason, String message, String field) {}

    /**
     * Checks an object.
     *
     * @param object the object, with its defaults
     * @param type the name of its type in {@link TypeTable}
     * @return the complaints in the server's order
     */
    public static List<Complaint> check(MapValue object, String type) {
        List<Complaint> complaints = new ArrayList<>();
        TABLE.checkNamed("", object, type, complaints);
        return complaints;
    }

    private void checkNamed(String path, MapValue object, String type, List<Complaint> complaints) {
        MapValue fields =
                ((MapValue) TypeTable.builtIn().written(type)).map("f").orElse(MapValue.EMPTY);
        Set<String> walked = new HashSet<>();
        for (MapValue rule : rules.getOrDefault(type, List.of())) {
            Optional<String> walk = rule.text("walk");
            if (walk.isPresent()) {
                walked.add(walk.get());
                checkField(path, object, fields, walk.get(), complaints);
            } else {
                FieldRule.of(rule, forms).check(path, object, complaints);
            }
        }
        for (MapValue.Entry entry : object) {
            if (!walked.contains(entry.key())) {
                checkField(path, object, fields, entry.key(), complaints);
            }
        }
    }

    private void checkField(String path, MapValue object, MapValue fields, String name, List<Complaint> complaints) {
        Optional<Value> value = object.get(name);
        Optional<Value> type = fields.get(name);
        if (value.isPresent() && type.isPresent()) {
            check(path.isEmpty() ? name : path + "." + name, value.get(), type.get(), complaints);
        }
    }

    private void check(String path, Value value, Value type, List<Complaint> complaints) {
        if (type instanceof TextValue name && name.text().startsWith("@")) {
            if (value instanceof MapValue map) {
                checkNamed(path, map, name.text().substring(1), complaints);
            }
        } else if (type instanceof ListValue pair) {
            check(path, value, pair.get(0), complaints);
        } else if (type instanceof MapValue map && value instanceof ListValue list && map.has("l")) {
            for (int i = 0; i < list.size(); i++) {
                check(path + "[" + i + "]", list.get(i), map.get("l").orElseThrow(), complaints);
            }
        }
    }
}
