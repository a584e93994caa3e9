// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import java.util.List;
import java.util.Optional;

/** Reads and writes the metadata of objects. */
final class Metadata {

    private Metadata() {}

    static MapValue of(MapValue object) {
        return object.map("metadata").orElse(MapValue.EMPTY);
    }

    static String text(MapValue object, String key) {
        return of(object).text(key).orElse("");
    }

    static MapValue with(MapValue object, String key, Value value) {
        return object.with("metadata", of(object).with(key, value));
    }

    static MapValue with(MapValue object, String key, String value) {
        return with(object, key, TextValue.of(value));
    }

    static MapValue without(MapValue object, String key) {
        return of(object).has(key) ? object.with("metadata", of(object).without(key)) : object;
    }

    /** Takes an entry over from another object, or takes it away when that has none. */
    static MapValue copy(MapValue from, MapValue to, String key) {
        Optional<Value> value = of(from).get(key);
        return value.isPresent() ? with(to, key, value.get()) : without(to, key);
    }

    static List<String> finalizers(MapValue object) {
        return of(object).list("finalizers").map(ListValue::texts).orElse(List.of());
    }

    static MapValue withFinalizers(MapValue object, List<String> finalizers) {
        return finalizers.isEmpty()
                ? without(object, "finalizers")
                : with(object, "finalizers", ListValue.ofTexts(finalizers));
    }

    static boolean isTerminating(MapValue object) {
        return of(object).has("deletionTimestamp");
    }

    static long generation(MapValue object) {
        return of(object)
                .get("generation")
                .filter(NumberValue.class::isInstance)
                .map(number -> ((NumberValue) number).asLong().orElse(0))
                .orElse(0L);
    }

    static List<MapValue> owners(MapValue object) {
        return of(object).list("ownerReferences").map(ListValue::items).orElse(List.of()).stream()
                .filter(MapValue.class::isInstance)
                .map(MapValue.class::cast)
                .toList();
    }
}
