// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes.internal.kinds;

import io.meshkit.document.MapValue;
import io.meshkit.resource.GroupKind;
import java.util.Map;
import java.util.Optional;

/** Finds bytes that are no base64, in the words and with the offset of Go's reader (encoding/base64). */
public final class EncodedBytes {

    private static final Map<GroupKind, String> FIELDS =
            Map.of(new GroupKind("", "Secret"), "data", new GroupKind("", "ConfigMap"), "binaryData");

    private EncodedBytes() {}

    /**
     * Checks an object.
     *
     * @param object the object
     * @param kind its kind
     * @return the complaint; empty when all bytes can be read, or the kind has none
     */
    public static Optional<String> complaint(MapValue object, GroupKind kind) {
        return Optional.ofNullable(FIELDS.get(kind))
                .flatMap(object::map)
                .flatMap(bytes -> bytes.entries().stream()
                        .map(entry -> corruptAt(entry.value().toString()))
                        .flatMap(Optional::stream)
                        .findFirst()
                        .map(offset -> "illegal base64 data at input byte " + offset));
    }

    /** The offset that Go names; line ends count as offsets, but not as data. */
    private static Optional<Integer> corruptAt(String text) {
        int inQuantum = 0;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '\r' || character == '\n') {
                continue;
            }
            if (character == '=') {
                return padded(text, i, inQuantum);
            }
            if (!isAlphabet(character)) {
                return Optional.of(i);
            }
            inQuantum = (inQuantum + 1) % 4;
        }
        return inQuantum == 0 ? Optional.empty() : Optional.of(text.length() - inQuantum);
    }

    private static Optional<Integer> padded(String text, int at, int inQuantum) {
        if (inQuantum < 2) {
            return Optional.of(at);
        }
        String rest = text.substring(at).replace("\r", "").replace("\n", "");
        String wanted = inQuantum == 2 ? "==" : "=";
        if (rest.equals(wanted)) {
            return Optional.empty();
        }
        return Optional.of(rest.startsWith(wanted) ? at + wanted.length() : Math.min(at + 1, text.length()));
    }

    private static boolean isAlphabet(char character) {
        return character >= 'A' && character <= 'Z'
                || character >= 'a' && character <= 'z'
                || character >= '0' && character <= '9'
                || character == '+'
                || character == '/';
    }
}
