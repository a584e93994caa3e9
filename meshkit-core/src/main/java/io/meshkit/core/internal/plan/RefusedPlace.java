// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import io.meshkit.document.JsonPointer;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Place;
import io.meshkit.document.Value;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The place that a server's complaint is about, which may be nearer than the field that it names. */
final class RefusedPlace {

    /** The value as Go quotes it (k8s.io/apimachinery:pkg/util/validation/field/errors.go). */
    private static final Pattern QUOTED =
            Pattern.compile("^(?:Invalid|Unsupported|Duplicate) value: \"((?:[^\"\\\\]|\\\\.)*)\"");

    private RefusedPlace() {}

    /**
     * The place of an entry that the server quotes, of the value that the pointer leads to, or of the key under which it is missed.
     *
     * @param pointer the field that the server names
     * @param words what it says of it
     */
    static Optional<Place> of(MapValue body, JsonPointer pointer, String words) {
        Optional<Value> there = body.find(pointer);
        return there.flatMap(value -> quoted(value, words))
                .or(() -> there.isPresent() ? Optional.empty() : keyAround(body, pointer))
                .or(() -> BodyPlaces.nearest(body, pointer));
    }

    private static Optional<Place> quoted(Value value, String words) {
        Matcher matcher = QUOTED.matcher(words);
        if (!matcher.find()) {
            return Optional.empty();
        }
        String text = matcher.group(1).replaceAll("\\\\([\"\\\\])", "$1");
        if (value instanceof ListValue list) {
            return list.items().stream()
                    .filter(item -> item.toString().equals(text))
                    .findFirst()
                    .flatMap(Value::place);
        }
        return value instanceof MapValue map ? entry(map, text) : Optional.empty();
    }

    private static Optional<Place> entry(MapValue map, String text) {
        return map.entries().stream()
                .filter(entry -> entry.value().toString().equals(text))
                .findFirst()
                .flatMap(entry -> entry.value().place())
                .or(() -> map.keyPlace(text));
    }

    private static Optional<Place> keyAround(MapValue body, JsonPointer missing) {
        JsonPointer way = missing.parent();
        while (!way.isRoot() && body.find(way).isEmpty()) {
            way = way.parent();
        }
        if (way.isRoot()) {
            return Optional.empty();
        }
        String key = way.last();
        return body.find(way.parent())
                .filter(MapValue.class::isInstance)
                .flatMap(parent -> ((MapValue) parent).keyPlace(key));
    }
}
