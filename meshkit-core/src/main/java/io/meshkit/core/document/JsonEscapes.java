// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Escapes what JSON allows inside its texts and YAML's readers, or some editors, do not take as it is: controls, line ends beyond ASCII, byte
 * order marks, halves of surrogate pairs. With that JSON's texts are YAML's double-quoted ones.
 */
final class JsonEscapes {

    private JsonEscapes() {}

    /** Escapes such characters in a JSON text, where they stand inside of texts only. */
    static String escape(String json) {
        int first = first(json);
        if (first == json.length()) {
            return json;
        }
        StringBuilder escaped = new StringBuilder(json.length() + 16).append(json, 0, first);
        int index = first;
        while (index < json.length()) {
            int c = json.codePointAt(index);
            if (isFine(c)) {
                escaped.appendCodePoint(c);
            } else {
                escaped.append("\\u%04x".formatted(c));
            }
            index += Character.charCount(c);
        }
        return escaped.toString();
    }

    private static int first(String json) {
        int index = 0;
        while (index < json.length() && isFine(json.codePointAt(index))) {
            index += Character.charCount(json.codePointAt(index));
        }
        return index;
    }

    private static boolean isFine(int c) {
        return (c >= ' ' && c < 0x7F)
                || (StreamReader.isPrintable(c) && c != 0x7F && c != 0x85 && c != 0x2028 && c != 0x2029 && c != 0xFEFF);
    }
}
