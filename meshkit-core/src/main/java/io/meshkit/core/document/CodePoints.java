// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

import org.jspecify.annotations.Nullable;

/**
 * A text by code point offset, as places count. Texts without characters beyond the Basic Multilingual Plane, which are nearly all, are
 * looked at in place; others are unpacked once.
 */
final class CodePoints {

    private final String text;
    private final boolean printableAscii;
    private final boolean odd;
    private final int @Nullable [] points;

    private CodePoints(String text, boolean printableAscii, boolean odd, int @Nullable [] points) {
        this.text = text;
        this.printableAscii = printableAscii;
        this.odd = odd;
        this.points = points;
    }

    /** The text without a leading byte order mark. */
    static CodePoints of(String text) {
        String bare = text.startsWith("\uFEFF") ? text.substring(1) : text;
        boolean ascii = true;
        boolean pairs = false;
        boolean odd = false;
        for (int i = 0; i < bare.length(); i++) {
            char c = bare.charAt(i);
            if (c > '~' || (c < ' ' && !isBreak(c) && c != '\t')) {
                ascii = false;
                odd |= isOdd(c);
                pairs |= i > 0 && Character.isSurrogatePair(bare.charAt(i - 1), c);
            }
        }
        return new CodePoints(bare, ascii, odd, pairs ? bare.codePoints().toArray() : null);
    }

    /** Whether there is nothing but printable ASCII, tabs and line breaks. */
    boolean isPrintableAscii() {
        return printableAscii;
    }

    /** Delete, line breaks of old YAML, and byte order marks: what they mean depends on where they stand. */
    private static boolean isOdd(char c) {
        return switch (c) {
            case '\u007f', '\u0085', '\u2028', '\u2029', '\ufeff' -> true;
            default -> false;
        };
    }

    /** Whether there is a character whose meaning depends on where it stands, such as a byte order mark. */
    boolean hasOddCharacters() {
        return odd;
    }

    String text() {
        return text;
    }

    int length() {
        return points == null ? text.length() : points.length;
    }

    int at(int offset) {
        return points == null ? text.charAt(offset) : points[offset];
    }

    /** How many code points lie between two indexes of UTF-16 characters. */
    int count(int fromIndex, int toIndex) {
        return points == null ? toIndex - fromIndex : text.codePointCount(fromIndex, toIndex);
    }

    /** The first offset of a character at or after {@code from}, or the length of the text when there is none. */
    int find(char wanted, int from) {
        if (points == null) {
            int found = text.indexOf(wanted, from);
            return found < 0 ? text.length() : found;
        }
        int offset = from;
        while (offset < points.length && points[offset] != wanted) {
            offset++;
        }
        return offset;
    }

    String slice(int start, int end) {
        return points == null ? text.substring(start, end) : new String(points, start, end - start);
    }

    /** The offset where the line ends that {@code from} stands on: of its line break, or the length of the text. */
    int lineEnd(int from) {
        int offset = from;
        while (offset < length() && !isBreak(at(offset))) {
            offset++;
        }
        return offset;
    }

    static boolean isBreak(int c) {
        return c == '\n' || c == '\r';
    }

    static boolean isBlank(int c) {
        return c == ' ' || c == '\t';
    }
}
