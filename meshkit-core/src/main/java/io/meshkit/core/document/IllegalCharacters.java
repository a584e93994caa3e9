// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

import java.util.Arrays;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Characters that YAML 1.2.2 (production 1, c-printable) forbids: controls and halves of surrogate pairs. They are found and replaced
 * before reading, because the engine looks at a whole buffer ahead and would give up documents that stand long before them.
 */
final class IllegalCharacters {

    private static final char REPLACEMENT = '\uFFFD';

    private final String cleaned;
    private final int[] offsets;

    private IllegalCharacters(String cleaned, int[] offsets) {
        this.cleaned = cleaned;
        this.offsets = offsets;
    }

    static IllegalCharacters in(CodePoints points) {
        if (points.isPrintableAscii()) {
            return new IllegalCharacters(points.text(), new int[0]);
        }
        int[] offsets = new int[0];
        int found = 0;
        for (int offset = 0; offset < points.length(); offset++) {
            int c = points.at(offset);
            if ((c < ' ' || c > '~') && !StreamReader.isPrintable(c)) {
                if (found == offsets.length) {
                    offsets = Arrays.copyOf(offsets, Math.max(16, found * 2));
                }
                offsets[found] = offset;
                found++;
            }
        }
        return new IllegalCharacters(found == 0 ? points.text() : clean(points.text()), Arrays.copyOf(offsets, found));
    }

    private static String clean(String text) {
        StringBuilder cleaned = new StringBuilder(text.length());
        text.codePoints().forEach(c -> cleaned.appendCodePoint(StreamReader.isPrintable(c) ? c : REPLACEMENT));
        return cleaned.toString();
    }

    /** The text with every such character replaced; offsets stay what they are. */
    String cleaned() {
        return cleaned;
    }

    int[] offsets() {
        return offsets;
    }

    /** Words for the first of them, and how many follow. */
    String describeFirst(CodePoints written) {
        int c = written.at(offsets[0]);
        boolean half = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        int others = offsets.length - 1;
        return "U+%04X%s cannot stand in a document; remove it, or write it as an escape in double quotes"
                        .formatted(c, half ? ", half a surrogate pair," : "")
                + switch (others) {
                    case 0 -> "";
                    case 1 -> "; 1 more such character follows";
                    default -> "; " + others + " more such characters follow";
                };
    }
}
