// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes.internal.json;

import io.meshkit.document.BooleanValue;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NullValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import java.io.ByteArrayInputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.dataformat.yaml.YAMLFactory;

/** Reads and writes values. Numbers keep their text; nesting is limited to 200 levels, which every walk over values here relies on. */
public final class Json {

    private static final StreamReadConstraints LIMITS =
            StreamReadConstraints.builder().maxNestingDepth(200).build();
    private static final JsonFactory JSON =
            JsonFactory.builder().streamReadConstraints(LIMITS).build();
    private static final YAMLFactory YAML =
            YAMLFactory.builder().streamReadConstraints(LIMITS).build();

    private Json() {}

    /**
     * Reads JSON.
     *
     * @param bytes UTF-8
     * @return the value; null when the text holds none
     * @throws IllegalArgumentException when the text is not JSON
     */
    public static Value read(byte[] bytes) {
        return read(JSON, bytes);
    }

    /**
     * Reads JSON.
     *
     * @param text the text
     * @return the value
     * @throws IllegalArgumentException when the text is not JSON
     */
    public static Value read(String text) {
        return read(JSON, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads the first document of YAML, which JSON is too.
     *
     * @param bytes UTF-8
     * @return the value
     * @throws IllegalArgumentException when the text is not YAML
     */
    public static Value readYaml(byte[] bytes) {
        return read(YAML, bytes);
    }

    /**
     * Writes compact JSON.
     *
     * @param value the value
     * @return the text
     */
    public static String write(Value value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            write(generator, value);
        }
        return text.toString();
    }

    private static Value read(TokenStreamFactory factory, byte[] bytes) {
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), new ByteArrayInputStream(bytes))) {
            Value value = readValue(parser);
            if (factory == JSON && parser.nextToken() != null) {
                throw new IllegalArgumentException("invalid character after top-level value");
            }
            return value;
        } catch (JacksonException e) {
            throw new IllegalArgumentException(e.getOriginalMessage(), e);
        }
    }

    private static Value readValue(JsonParser parser) {
        Deque<Open> around = new ArrayDeque<>();
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            Value done;
            switch (token) {
                case START_OBJECT -> {
                    around.push(new Open(MapValue.builder(), null));
                    continue;
                }
                case START_ARRAY -> {
                    around.push(new Open(null, new ArrayList<>()));
                    continue;
                }
                case PROPERTY_NAME -> {
                    around.element().key = parser.currentName();
                    continue;
                }
                case END_OBJECT, END_ARRAY -> done = around.pop().close();
                default -> done = scalar(parser, token);
            }
            if (around.isEmpty()) {
                return done;
            }
            around.element().add(done);
        }
        return NullValue.NULL;
    }

    private static Value scalar(JsonParser parser, JsonToken token) {
        return switch (token) {
            case VALUE_TRUE -> BooleanValue.TRUE;
            case VALUE_FALSE -> BooleanValue.FALSE;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> NumberValue.of(parser.getString());
            case VALUE_NULL -> NullValue.NULL;
            default -> TextValue.of(parser.getString());
        };
    }

    private static void write(JsonGenerator generator, Value value) {
        if (value instanceof MapValue map) {
            generator.writeStartObject();
            for (MapValue.Entry entry : map) {
                generator.writeName(entry.key());
                write(generator, entry.value());
            }
            generator.writeEndObject();
        } else if (value instanceof ListValue list) {
            generator.writeStartArray();
            for (Value item : list) {
                write(generator, item);
            }
            generator.writeEndArray();
        } else if (value instanceof NumberValue number) {
            generator.writeNumber(number.text());
        } else if (value instanceof BooleanValue flag) {
            generator.writeBoolean(flag.value());
        } else if (value instanceof TextValue text) {
            generator.writeString(text.text());
        } else {
            generator.writeNull();
        }
    }

    /** A map or list that has begun and not ended. */
    private static final class Open {

        private final MapValue.@Nullable Builder map;
        private final @Nullable List<Value> list;
        private String key = "";

        Open(MapValue.@Nullable Builder map, @Nullable List<Value> list) {
            this.map = map;
            this.list = list;
        }

        void add(Value value) {
            if (map != null) {
                map.put(key, value);
            } else if (list != null) {
                list.add(value);
            }
        }

        Value close() {
            return map != null ? map.build() : ListValue.of(list == null ? List.of() : list);
        }
    }
}
