// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

import java.util.Optional;

/**
 * Cuts a stream into documents at the lines {@code ---} and {@code ...}. That is exact, not a guess: YAML 1.2.2 forbids both at the start
 * of a line inside any scalar (production 206, c-forbidden). So every document is read by itself, and an error in one stays there.
 */
final class ChunkSplitter {

    /** May stand before every document (production 202, l-document-prefix), as it does where files were put one after another. */
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final CodePoints points;
    private final String text;
    private int at;
    private int offset;
    private int nextStart = -1;
    private int nextEnd = -1;

    ChunkSplitter(CodePoints points) {
        this.points = points;
        this.text = points.text();
    }

    /** The next stretch that holds more than blank lines, comments and directives; empty at the end of the text. */
    Optional<Chunk> next() {
        while (at < text.length()) {
            int start = at;
            boolean content = advance(start);
            Chunk chunk = new Chunk(start, at, offset);
            offset += points.count(start, at);
            if (content) {
                return Optional.of(chunk);
            }
        }
        return Optional.empty();
    }

    /** Moves to the end of the document that begins at {@code from}; tells whether there is anything to read. */
    private boolean advance(int from) {
        nextStart = marker("---", from, nextStart);
        nextEnd = marker("...", from, nextEnd);
        boolean marked = nextStart < text.length() && text.charAt(nextStart) == BYTE_ORDER_MARK;
        boolean joins = nextStart == from || !marked;
        if (joins && nextStart < nextEnd && isPrefix(from, nextStart, true)) {
            nextStart = marker("---", nextStart + 4, -1);
            at = nextEnd < nextStart ? lineAfter(nextEnd) : nextStart;
            return true;
        }
        at = nextEnd < nextStart ? lineAfter(nextEnd) : nextStart;
        return !isPrefix(from, Math.min(nextEnd, nextStart), false);
    }

    private int marker(String marker, int from, int known) {
        if (known >= from) {
            return known;
        }
        int found = text.indexOf(marker, from);
        while (found >= 0 && !standsAlone(found)) {
            found = text.indexOf(marker, found + 1);
        }
        if (found < 0) {
            return text.length();
        }
        return follows(found, BYTE_ORDER_MARK) ? found - 1 : found;
    }

    private boolean standsAlone(int index) {
        int first = follows(index, BYTE_ORDER_MARK) ? index - 1 : index;
        boolean begins = first == 0 || CodePoints.isBreak(text.charAt(first - 1));
        int after = index + 3;
        return begins
                && (after == text.length()
                        || CodePoints.isBlank(text.charAt(after))
                        || CodePoints.isBreak(text.charAt(after)));
    }

    private boolean follows(int index, char before) {
        return index > 0 && text.charAt(index - 1) == before;
    }

    /** Whether all lines are blank or comments, or directives where {@code ---} follows them. */
    private boolean isPrefix(int from, int to, boolean directives) {
        int line = from;
        while (line < to) {
            int first = line;
            while (first < to && (CodePoints.isBlank(text.charAt(first)) || text.charAt(first) == BYTE_ORDER_MARK)) {
                first++;
            }
            char c = first < to ? text.charAt(first) : '\n';
            if (!CodePoints.isBreak(c) && c != '#' && !(directives && c == '%' && first == line)) {
                return false;
            }
            line = lineAfter(first);
        }
        return true;
    }

    private int lineAfter(int index) {
        int end = index;
        while (end < text.length() && !CodePoints.isBreak(text.charAt(end))) {
            end++;
        }
        if (end < text.length()
                && text.charAt(end) == '\r'
                && end + 1 < text.length()
                && text.charAt(end + 1) == '\n') {
            end++;
        }
        return Math.min(end + 1, text.length());
    }
}
