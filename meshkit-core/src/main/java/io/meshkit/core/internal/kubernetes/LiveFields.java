// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.kubernetes;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the rules of readiness read of an object. What has another type than expected counts as absent. */
record LiveFields(MapValue body) {

    /**
     * A condition of an object.
     *
     * @param type such as {@code Ready}
     * @param status {@code True}, {@code False} or {@code Unknown}
     * @param reason the machine's word for it; may be empty
     * @param message the person's words for it; may be empty
     * @param observedGeneration the generation it is about; empty when the condition does not say
     */
    record Condition(String type, String status, String reason, String message, Optional<Long> observedGeneration) {

        boolean is(String wantedType, String wantedStatus) {
            return type.equals(wantedType) && status.equals(wantedStatus);
        }

        /** Reason and message in one line. */
        String words() {
            String words = reason.isEmpty() || message.isEmpty() ? reason + message : reason + ": " + message;
            return type + " is " + status + (words.isEmpty() ? "" : " (" + words.replaceAll("\\s+", " ") + ")");
        }
    }

    String kind() {
        return body.text("kind").orElse("object");
    }

    Optional<String> text(String pointer) {
        return body.find(pointer)
                .filter(TextValue.class::isInstance)
                .map(value -> ((TextValue) value).text())
                .filter(text -> !text.isEmpty());
    }

    Optional<Long> number(String pointer) {
        return body.find(pointer).flatMap(LiveFields::whole);
    }

    long number(String pointer, long otherwise) {
        return number(pointer).orElse(otherwise);
    }

    List<MapValue> maps(String pointer) {
        List<MapValue> maps = new ArrayList<>();
        if (body.find(pointer).orElse(ListValue.EMPTY) instanceof ListValue list) {
            list.forEach(item -> {
                if (item instanceof MapValue map) {
                    maps.add(map);
                }
            });
        }
        return maps;
    }

    List<Condition> conditions() {
        return conditions(maps("/status/conditions"));
    }

    static List<Condition> conditions(List<MapValue> maps) {
        return maps.stream()
                .map(map -> new Condition(
                        map.text("type").orElse(""),
                        map.text("status").orElse(""),
                        map.text("reason").orElse(""),
                        map.text("message").orElse(""),
                        map.get("observedGeneration").flatMap(LiveFields::whole)))
                .toList();
    }

    Optional<Condition> condition(String type) {
        return conditions().stream().filter(one -> one.type().equals(type)).findFirst();
    }

    private static Optional<Long> whole(Value value) {
        return value instanceof NumberValue number && number.asLong().isPresent()
                ? Optional.of(number.asLong().getAsLong())
                : Optional.empty();
    }
}
