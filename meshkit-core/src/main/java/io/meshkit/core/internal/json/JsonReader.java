// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.json;

import io.meshkit.document.BooleanValue;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NullValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads one JSON value that a server sent. Numbers keep their text, so 1.10 stays 1.10. Keeps its own stack; at most
 * {@value #LARGEST_TEXT} bytes and {@value #DEEPEST} levels are read.
 */
public final class JsonReader {

    /** As much as a list page of an API server may hold. */
    public static final int LARGEST_TEXT = 100 * 1024 * 1024;

    /** More levels are refused. */
    public static final int DEEPEST = 512;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxDocumentLength(LARGEST_TEXT)
                    .maxStringLength(LARGEST_TEXT)
                    .build())
            .build();

    private JsonReader() {}

    /** What was sent is no JSON, or more than is read. */
    public static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1L;

        MalformedException(String message) {
            super(message);
        }
    }

    /** Reads one value. */
    public static Value read(byte[] bytes) throws MalformedException {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), bytes)) {
            Value value = read(parser);
            if (parser.nextToken() != null) {
                throw new MalformedException("more than one JSON value");
            }
            return value;
        } catch (JacksonException e) {
            throw new MalformedException(e.getOriginalMessage());
        }
    }

    /** Reads one object. */
    public static MapValue readMap(byte[] bytes) throws MalformedException {
        if (read(bytes) instanceof MapValue map) {
            return map;
        }
        throw new MalformedException("not a JSON object");
    }

    private static Value read(JsonParser parser) throws MalformedException {
        Deque<Container> open = new ArrayDeque<>();
        while (true) {
            JsonToken token = parser.nextToken();
            if (token == null) {
                throw new MalformedException("the JSON text is empty or ends early");
            }
            Value done;
            switch (token) {
                case START_OBJECT -> {
                    open.push(new Container(MapValue.builder(), List.of()));
                    continue;
                }
                case START_ARRAY -> {
                    open.push(new Container(null, new ArrayList<>()));
                    continue;
                }
                case PROPERTY_NAME -> {
                    open.element().key = parser.currentName();
                    continue;
                }
                case END_OBJECT, END_ARRAY -> done = open.pop().build();
                default -> done = scalar(parser, token);
            }
            if (open.isEmpty()) {
                return done;
            }
            open.element().add(done);
        }
    }

    private static Value scalar(JsonParser parser, JsonToken token) throws MalformedException {
        return switch (token) {
            case VALUE_STRING -> TextValue.of(parser.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> NumberValue.of(parser.getString());
            case VALUE_TRUE -> BooleanValue.TRUE;
            case VALUE_FALSE -> BooleanValue.FALSE;
            case VALUE_NULL -> NullValue.NULL;
            default -> throw new MalformedException("unexpected " + token);
        };
    }

    /** A map or list whose end has not come yet. */
    private static final class Container {
        private final MapValue.@Nullable Builder map;
        private final List<Value> list;
        private String key = "";

        Container(MapValue.@Nullable Builder map, List<Value> list) {
            this.map = map;
            this.list = list;
        }

        void add(Value value) {
            if (map == null) {
                list.add(value);
            } else {
                map.put(key, value);
            }
        }

        Value build() {
            return map == null ? ListValue.of(list) : map.build();
        }
    }
}
