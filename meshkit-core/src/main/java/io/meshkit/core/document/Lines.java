// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

import io.meshkit.document.Span;
import java.util.Arrays;

/** A text by line and column: turns spans into indexes of UTF-16 characters, and looks around in lines. */
final class Lines {

    private final String text;
    private final int[] starts;

    Lines(String text) {
        this.text = text;
        this.starts = starts(text);
    }

    private static int[] starts(String text) {
        int[] starts = new int[16];
        starts[0] = text.startsWith("\uFEFF") ? 1 : 0;
        int count = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean ends = c == '\n' || (c == '\r' && !(i + 1 < text.length() && text.charAt(i + 1) == '\n'));
            if (ends) {
                if (count == starts.length) {
                    starts = Arrays.copyOf(starts, count * 2);
                }
                starts[count] = i + 1;
                count++;
            }
        }
        return Arrays.copyOf(starts, count);
    }

    int start(Span span) {
        return index(span.line(), span.column(), span);
    }

    int end(Span span) {
        return index(span.endLine(), span.endColumn(), span);
    }

    private int index(int line, int column, Span span) {
        if (line <= starts.length) {
            int start = starts[line - 1];
            int limit = line < starts.length ? starts[line] : text.length();
            if (text.codePointCount(start, limit) >= column - 1) {
                return text.offsetByCodePoints(start, column - 1);
            }
        }
        throw new IllegalArgumentException("the text has no place " + span);
    }

    /** The index where the line begins that {@code index} stands on. */
    int lineStart(int index) {
        int found = Arrays.binarySearch(starts, index);
        return starts[Math.max(0, found >= 0 ? found : -found - 2)];
    }

    /** The index of the line break that ends the line {@code index} stands on, or the length of the text. */
    int lineEnd(int index) {
        int end = index;
        while (end < text.length() && !CodePoints.isBreak(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /** The index where the next line begins, or the length of the text. */
    int nextLine(int index) {
        int end = lineEnd(index);
        if (end + 1 < text.length() && text.charAt(end) == '\r' && text.charAt(end + 1) == '\n') {
            end++;
        }
        return Math.min(end + 1, text.length());
    }

    /** Whether nothing but blanks stands before {@code index} on its line. */
    boolean isFirst(int index) {
        return text.substring(lineStart(index), index).isBlank();
    }

    /** The first index at or after {@code index} that holds no blank. */
    int skipBlanks(int index) {
        int at = index;
        while (at < text.length() && CodePoints.isBlank(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** Whether nothing but blanks and a comment stands from {@code index} to the end of its line. */
    boolean isLast(int index) {
        int at = skipBlanks(index);
        return at == text.length()
                || CodePoints.isBreak(text.charAt(at))
                || (text.charAt(at) == '#' && (at > index || at == lineStart(at)));
    }

    /** The line end that the text uses: that of its first line, LF when there is none. */
    String lineBreak() {
        int end = lineEnd(0);
        if (end == text.length() || text.charAt(end) == '\n') {
            return "\n";
        }
        return text.startsWith("\r\n", end) ? "\r\n" : "\r";
    }
}
