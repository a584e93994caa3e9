// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.document.JsonPointer;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.finding.Finding;
import io.meshkit.pattern.DurationText;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Settings as renderers get them. A number that may be written in many ways ({@code 2}, {@code 2.0}, {@code 0x2}) comes in one, since it ends
 * up in texts that meshes read by other rules; a duration is one that all meshes can be told. Values keep their places.
 */
final class PlainSettings {

    private static final Pattern PLAIN = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?");

    private final MapValue schema;
    private final Map<JsonPointer, Value> changed = new TreeMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private final Value settings;

    private PlainSettings(Value settings, MapValue schema) {
        this.settings = settings;
        this.schema = schema;
    }

    /**
     * A value and what its schema says of it.
     *
     * @param way where it stands in the settings
     * @param value the value
     * @param schema its schema; empty when there is none
     */
    private record Open(JsonPointer way, Value value, MapValue schema) {}

    /** Looks at settings that their schema allows. */
    static PlainSettings of(Value settings, MapValue schema) {
        PlainSettings plain = new PlainSettings(settings, schema);
        plain.walk();
        return plain;
    }

    private void walk() {
        Deque<Open> open = new ArrayDeque<>();
        open.push(new Open(JsonPointer.ROOT, settings, schema));
        while (!open.isEmpty()) {
            Open next = open.pop();
            if (next.value() instanceof MapValue map) {
                map.forEach(entry -> open.push(
                        new Open(next.way().child(entry.key()), entry.value(), ofKey(next.schema(), entry.key()))));
            } else if (next.value() instanceof ListValue list) {
                MapValue items = followed(next.schema().map("items"));
                for (int i = 0; i < list.size(); i++) {
                    open.push(new Open(next.way().child(i), list.get(i), items));
                }
            } else if (next.value() instanceof NumberValue number) {
                plain(number, next.schema()).ifPresent(value -> changed.put(next.way(), value.at(number)));
            } else if (next.value() instanceof TextValue text && isDuration(next.schema())) {
                check(text, next.way());
            }
        }
    }

    private MapValue ofKey(MapValue schema, String key) {
        return followed(schema.map("properties")
                .flatMap(properties -> properties.map(key))
                .or(() -> schema.map("additionalProperties")));
    }

    private MapValue followed(Optional<MapValue> written) {
        return written.flatMap(part -> part.text("$ref"))
                .flatMap(reference -> schema.find(JsonPointer.parse(reference.substring(1))))
                .filter(MapValue.class::isInstance)
                .map(MapValue.class::cast)
                .or(() -> written)
                .orElse(MapValue.EMPTY);
    }

    private static Optional<NumberValue> plain(NumberValue number, MapValue schema) {
        boolean isInteger = schema.get("type")
                .map(type -> type instanceof ListValue list
                        ? list.texts().contains("integer")
                        : type.toString().equals("integer"))
                .orElse(false);
        boolean isPlain = PLAIN.matcher(number.text()).matches()
                && !(isInteger && number.text().contains("."));
        return isPlain
                ? Optional.empty()
                : number.decimal().map(PlainSettings::written).map(NumberValue::of);
    }

    private static String written(BigDecimal decimal) {
        return decimal.signum() == 0 ? "0" : decimal.stripTrailingZeros().toPlainString();
    }

    private static boolean isDuration(MapValue schema) {
        return schema.text("x-mk-unit").filter("duration"::equals).isPresent();
    }

    private void check(TextValue text, JsonPointer way) {
        if (DurationText.parse(text.text()).isEmpty()) {
            findings.add(PatternCodes.EXCLUSIVE
                    .finding(String.join(".", way.segments()) + " \"" + text
                            + "\" is no time that a mesh can be told; write whole milliseconds up to 99999h, such as"
                            + " 500ms or 1h30m")
                    .at(text)
                    .build());
        }
    }

    /** What no mesh could be told. */
    List<Finding> findings() {
        return findings;
    }

    /** The settings with plain numbers. */
    Value settings() {
        Value plain = settings;
        for (Map.Entry<JsonPointer, Value> one : changed.entrySet()) {
            plain = plain.with(one.getKey(), one.getValue());
        }
        return plain;
    }
}
