// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes.internal.kinds;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Fills in what a server fills in where an object of a built-in kind says nothing. The rules are read from a table: for each type, in order,
 * {@code set} gives what absent fields become and {@code copy} the field that an absent field is taken from, both only {@code when} other
 * fields have a form (a pattern; null for absent) or when the object has the fields of {@code only} and no others. Objects are filled from
 * the outside in, so that a map that a rule adds is filled by the rules of its own type.
 */
public final class BuiltInDefaults {

    private static final BuiltInDefaults TABLE = new BuiltInDefaults();

    private final Map<String, List<Rule>> rules = new HashMap<>();

    private BuiltInDefaults() {
        MapValue types = ((MapValue) TypeTable.resource("built-in-defaults.json"))
                .map("types")
                .orElseThrow();
        for (MapValue.Entry type : types) {
            List<Rule> read = new ArrayList<>();
            for (Value rule : (ListValue) type.value()) {
                read.add(Rule.read((MapValue) rule));
            }
            rules.put(type.key(), List.copyOf(read));
        }
    }

    /** What absent fields become, and when. */
    private record Rule(Condition when, Optional<ListValue> only, MapValue set, MapValue copy) {

        static Rule read(MapValue written) {
            return new Rule(
                    Condition.read(written),
                    written.list("only"),
                    written.map("set").orElse(MapValue.EMPTY),
                    written.map("copy").orElse(MapValue.EMPTY));
        }

        MapValue fill(MapValue object) {
            boolean meant =
                    when.holds(object) && (only.isEmpty() || only.get().texts().equals(object.keys()));
            if (!meant) {
                return object;
            }
            MapValue filled = merged(object, set);
            for (MapValue.Entry field : copy) {
                Optional<Value> source = filled.get(field.value().toString());
                if (source.isPresent() && !filled.has(field.key())) {
                    filled = filled.with(field.key(), source.get());
                }
            }
            return filled;
        }

        private static MapValue merged(MapValue object, MapValue defaults) {
            MapValue filled = object;
            for (MapValue.Entry field : defaults) {
                Optional<Value> own = object.get(field.key());
                if (own.isEmpty()) {
                    filled = filled.with(field.key(), field.value());
                } else if (own.get() instanceof MapValue below && field.value() instanceof MapValue more) {
                    filled = filled.with(field.key(), merged(below, more));
                }
            }
            return filled;
        }
    }

    /**
     * Fills an object.
     *
     * @param object the object
     * @param type the name of its type in {@link TypeTable}
     * @return the object with its defaults
     */
    public static MapValue fill(MapValue object, String type) {
        return TABLE.fillNamed(object, type);
    }

    private MapValue fillNamed(MapValue object, String type) {
        MapValue filled = object;
        for (Rule rule : rules.getOrDefault(type, List.of())) {
            filled = rule.fill(filled);
        }
        return fillFields(filled, (MapValue) TypeTable.builtIn().written(type));
    }

    private Value fill(Value value, Value type) {
        if (type instanceof TextValue name) {
            boolean named = name.text().startsWith("@");
            return named && value instanceof MapValue map
                    ? fillNamed(map, name.text().substring(1))
                    : value;
        }
        if (type instanceof ListValue pair) {
            return fill(value, pair.get(0));
        }
        MapValue map = (MapValue) type;
        Optional<Value> items = map.get("l");
        if (items.isPresent() && value instanceof ListValue list) {
            return ListValue.of(
                    list.items().stream().map(item -> fill(item, items.get())).toList());
        }
        return value instanceof MapValue below ? fillFields(below, map) : value;
    }

    private MapValue fillFields(MapValue object, MapValue type) {
        MapValue filled = object;
        MapValue fields = type.map("f").orElse(MapValue.EMPTY);
        Optional<Value> others = type.get("e");
        for (MapValue.Entry entry : object) {
            Optional<Value> below = fields.get(entry.key()).or(() -> others);
            if (below.isPresent()) {
                filled = filled.with(entry.key(), fill(entry.value(), below.get()));
            }
        }
        return filled;
    }
}
