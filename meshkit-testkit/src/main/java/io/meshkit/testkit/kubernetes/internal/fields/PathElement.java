// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes.internal.fields;

import io.meshkit.document.MapValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.testkit.kubernetes.internal.json.Json;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One step of a field's path, in the form that managed fields write: {@code f:name} for a field, {@code k:{"name":"x"}} for an item by its
 * keys, {@code v:"x"} for an item of a set, {@code i:0} for an index (kubernetes-sigs/structured-merge-diff:fieldpath/serialize-pe.go).
 *
 * @param kind what kind of step
 * @param text what stands behind the colon
 */
record PathElement(Kind kind, String text) implements Comparable<PathElement> {

    /** Kinds of steps in the order in which they are written. */
    enum Kind {
        FIELD('f'),
        KEY('k'),
        VALUE('v'),
        INDEX('i');

        private final char letter;

        Kind(char letter) {
            this.letter = letter;
        }
    }

    static PathElement field(String name) {
        return new PathElement(Kind.FIELD, name);
    }

    static PathElement key(MapValue keys) {
        TreeMap<String, Value> sorted = new TreeMap<>();
        keys.forEach(entry -> sorted.put(entry.key(), canonical(entry.value())));
        MapValue.Builder builder = MapValue.builder();
        sorted.forEach(builder::put);
        return new PathElement(Kind.KEY, Json.write(builder.build()));
    }

    static PathElement value(Value value) {
        return new PathElement(Kind.VALUE, Json.write(canonical(value)));
    }

    static PathElement index(int index) {
        return new PathElement(Kind.INDEX, Integer.toString(index));
    }

    /** Reads the written form. */
    static PathElement parse(String written) {
        for (Kind kind : Kind.values()) {
            if (written.length() >= 2 && written.charAt(0) == kind.letter && written.charAt(1) == ':') {
                String text = written.substring(2);
                return kind == Kind.KEY && Json.read(text) instanceof MapValue keys
                        ? key(keys)
                        : new PathElement(kind, text);
            }
        }
        throw new IllegalArgumentException("unknown path element: " + written);
    }

    /** Whole numbers are the same key however they were written. */
    private static Value canonical(Value value) {
        if (value instanceof NumberValue number && number.asLong().isPresent()) {
            return NumberValue.of(number.asLong().getAsLong());
        }
        return value;
    }

    /** The form in managed fields. */
    String written() {
        return kind.letter + ":" + text;
    }

    @Override
    public int compareTo(PathElement other) {
        int byKind = kind.compareTo(other.kind);
        return byKind != 0 ? byKind : text.compareTo(other.text);
    }

    /** The form in messages: {@code .name}, {@code [name="x"]}, {@code [="x"]}, {@code [0]}. */
    @Override
    public String toString() {
        return switch (kind) {
            case FIELD -> "." + text;
            case KEY ->
                ((MapValue) Json.read(text))
                        .entries().stream()
                                .map(entry -> entry.key() + "=" + shown(entry.value()))
                                .collect(Collectors.joining(",", "[", "]"));
            case VALUE -> "[=" + shown(Json.read(text)) + "]";
            case INDEX -> "[" + text + "]";
        };
    }

    private static String shown(Value value) {
        return value instanceof TextValue text ? Json.write(text) : value.toString();
    }
}
