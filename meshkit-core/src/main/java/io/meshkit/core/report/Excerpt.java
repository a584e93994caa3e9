// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.report;

import io.meshkit.document.Span;
import java.util.Optional;

/** One line of a text with carets under a stretch of it, fit for a terminal: tabs as blanks, control characters made harmless. */
record Excerpt(String line, String carets) {

    private static final int TAB = 4;
    private static final int SOFT_HYPHEN = 0xAD;
    /** The most cells of a line that are shown. */
    private static final int WIDEST = 100;
    /** How many cells before the stretch are kept when a line is cut. */
    private static final int LEAD = 30;

    /** @return empty when the text has no such line */
    static Optional<Excerpt> of(String text, Span span) {
        Optional<String> found = line(text, span.line());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        int[] characters = found.get().codePoints().toArray();
        int first = Math.min(span.column() - 1, characters.length);
        int end = span.endLine() == span.line() ? Math.min(span.endColumn() - 1, characters.length) : characters.length;
        return Optional.of(draw(characters, first, Math.max(end, first)));
    }

    private static Excerpt draw(int[] characters, int first, int end) {
        int from = start(characters, first, end);
        StringBuilder line = new StringBuilder(from > 0 ? "…" : "");
        StringBuilder carets = new StringBuilder(from > 0 ? " " : "");
        int cells = line.length();
        int marked = 0;
        for (int i = from; i < characters.length; i++) {
            int width = width(characters[i]);
            if (cells + width > WIDEST) {
                line.append("…");
                break;
            }
            cells += width;
            append(line, characters[i]);
            boolean inside = i >= first && i < end;
            marked += inside ? width : 0;
            if (i < first || inside) {
                carets.append((inside ? "^" : " ").repeat(width));
            }
        }
        return new Excerpt(line.toString(), marked == 0 ? carets + "^" : carets.toString());
    }

    private static int start(int[] characters, int first, int end) {
        int before = 0;
        for (int i = 0; i < end; i++) {
            before += width(characters[i]);
        }
        if (before < WIDEST) {
            return 0;
        }
        int from = first;
        for (int lead = 0; from > 0 && lead < LEAD; from--) {
            lead += width(characters[from - 1]);
        }
        return from;
    }

    private static Optional<String> line(String text, int number) {
        int start = text.startsWith("\uFEFF") ? 1 : 0;
        for (int line = 1; ; line++) {
            int end = start;
            while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
                end++;
            }
            if (line == number) {
                return Optional.of(text.substring(start, end));
            }
            if (end >= text.length()) {
                return Optional.empty();
            }
            start = text.startsWith("\r\n", end) ? end + 2 : end + 1;
        }
    }

    private static void append(StringBuilder line, int character) {
        if (character == '\t') {
            line.append(" ".repeat(TAB));
        } else {
            line.appendCodePoint(isDangerous(character) ? '\uFFFD' : character);
        }
    }

    /** Escape sequences and marks of direction could rewrite what the terminal shows. */
    private static boolean isDangerous(int character) {
        return Character.isISOControl(character)
                || (character >= 0x202A && character <= 0x202E)
                || (character >= 0x2066 && character <= 0x2069);
    }

    /** The cells that a terminal gives a character. */
    private static int width(int character) {
        if (character == '\t') {
            return TAB;
        }
        int type = Character.getType(character);
        if (isDangerous(character) || character == SOFT_HYPHEN) {
            return 1;
        }
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        boolean wide = (character >= 0x1100 && character <= 0x115F)
                || (character >= 0x2E80 && character <= 0xA4CF)
                || (character >= 0xAC00 && character <= 0xD7A3)
                || (character >= 0xF900 && character <= 0xFAFF)
                || (character >= 0xFE30 && character <= 0xFE6F)
                || (character >= 0xFF00 && character <= 0xFF60)
                || (character >= 0x1F300 && character <= 0x1FAFF)
                || (character >= 0x20000 && character <= 0x3FFFD);
        return wide ? 2 : 1;
    }
}
