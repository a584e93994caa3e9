// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.kubernetes;

import io.meshkit.document.JsonPointer;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The value that an API server could not read into its own type, where its words say of what sort it is but not which one: bytes in base64
 * (encoding/base64), and quantities (k8s.io/apimachinery:pkg/api/resource/quantity.go).
 */
final class UnreadableValue {

    private static final Set<String> BYTES = Set.of("data", "binaryData", "caBundle");
    private static final Set<String> QUANTITIES =
            Set.of("limits", "requests", "hard", "capacity", "allocatable", "overhead");
    private static final Set<String> QUANTITY = Set.of("sizeLimit", "divisor", "storage", "averageValue");
    private static final Pattern SOUND_QUANTITY =
            Pattern.compile("[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]+)?");

    private UnreadableValue() {}

    /** The first such value from the top of a body; empty when the words are of another sort, or none is found. */
    static Optional<JsonPointer> find(String words, MapValue body) {
        boolean bytes = words.contains("illegal base64 data");
        if (!bytes && !words.contains("quantities must match")) {
            return Optional.empty();
        }
        Deque<Map.Entry<JsonPointer, Value>> open = new ArrayDeque<>();
        open.add(Map.entry(JsonPointer.ROOT, body));
        while (!open.isEmpty()) {
            Map.Entry<JsonPointer, Value> next = open.removeFirst();
            JsonPointer place = next.getKey();
            if (next.getValue() instanceof MapValue map) {
                map.forEach(entry -> open.add(Map.entry(place.child(entry.key()), entry.value())));
            } else if (next.getValue() instanceof ListValue list) {
                for (int i = 0; i < list.size(); i++) {
                    open.add(Map.entry(place.child(Integer.toString(i)), list.get(i)));
                }
            } else if (bytes ? isBrokenBytes(place, next.getValue()) : isBrokenQuantity(place, next.getValue())) {
                return Optional.of(place);
            }
        }
        return Optional.empty();
    }

    private static boolean isBrokenBytes(JsonPointer place, Value value) {
        return (isUnder(place, 1, BYTES) || isUnder(place, 0, BYTES)) && !isBase64(value.toString());
    }

    private static boolean isBrokenQuantity(JsonPointer place, Value value) {
        return (isUnder(place, 1, QUANTITIES) || isUnder(place, 0, QUANTITY))
                && !SOUND_QUANTITY.matcher(value.toString()).matches();
    }

    private static boolean isUnder(JsonPointer place, int above, Set<String> names) {
        int index = place.segments().size() - 1 - above;
        return index >= 0 && names.contains(place.segments().get(index));
    }

    /** Go's reader passes over line ends. */
    private static boolean isBase64(String text) {
        try {
            Base64.getDecoder().decode(text.replace("\n", "").replace("\r", ""));
            return text.replace("\n", "").replace("\r", "").length() % 4 == 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
