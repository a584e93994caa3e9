// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.json;

import io.meshkit.document.BooleanValue;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes a value as JSON, keys in the order of the map. A number whose text is JSON is written as it stands; YAML's other spellings
 * (0x1F, 012, +1) are written as decimals.
 */
public final class JsonWriter {

    private static final Pattern JSON_NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamWriteConstraints(StreamWriteConstraints.builder()
                    .maxNestingDepth(JsonReader.DEEPEST + 1)
                    .build())
            .build();

    private JsonWriter() {}

    /**
     * The JSON text of a value, in UTF-8.
     *
     * @throws IllegalArgumentException for numbers that JSON cannot express ({@code .inf}, {@code .nan}) and for nesting beyond the limit
     */
    public static byte[] write(Value value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            Deque<Level> open = new ArrayDeque<>();
            begin(json, value, open);
            while (!open.isEmpty()) {
                Level level = open.element();
                Value next = level.next(json);
                if (next == null) {
                    open.pop();
                } else {
                    begin(json, next, open);
                }
            }
        }
        return bytes.toByteArray();
    }

    private static void begin(JsonGenerator json, Value value, Deque<Level> open) {
        if (value instanceof MapValue map) {
            json.writeStartObject();
            push(open, new Level(map.iterator(), null));
        } else if (value instanceof ListValue list) {
            json.writeStartArray();
            push(open, new Level(null, list.iterator()));
        } else if (value instanceof TextValue text) {
            json.writeString(text.text());
        } else if (value instanceof NumberValue number) {
            json.writeNumber(text(number));
        } else if (value instanceof BooleanValue bool) {
            json.writeBoolean(bool.value());
        } else {
            json.writeNull();
        }
    }

    private static void push(Deque<Level> open, Level level) {
        if (open.size() == JsonReader.DEEPEST) {
            throw new IllegalArgumentException("nested deeper than " + JsonReader.DEEPEST + " levels");
        }
        open.push(level);
    }

    private static String text(NumberValue number) {
        if (JSON_NUMBER.matcher(number.text()).matches()) {
            return number.text();
        }
        return number.decimal()
                .map(BigDecimal::toPlainString)
                .orElseThrow(() -> new IllegalArgumentException("JSON has no number " + number.text()));
    }

    /** A map or list that is being written. */
    private record Level(
            @Nullable Iterator<MapValue.Entry> entries,
            @Nullable Iterator<Value> items) {

        /** The next value in it, its key written; null at the end, the bracket written. */
        @Nullable
        Value next(JsonGenerator json) {
            if (entries != null) {
                if (!entries.hasNext()) {
                    json.writeEndObject();
                    return null;
                }
                MapValue.Entry entry = entries.next();
                json.writeName(entry.key());
                return entry.value();
            }
            if (items == null || !items.hasNext()) {
                json.writeEndArray();
                return null;
            }
            return items.next();
        }
    }
}
