// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

import java.util.Optional;

/**
 * Cuts a stream into documents at the lines {@code ---} and {@code ...}. That is exact, not a guess: YAML 1.2.2 forbids both at the start
 * of a line inside any scalar (production 206, c-forbidden). So every document is read by itself, and an error in one stays there.
 */
final class ChunkSplitter {

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
        if (nextStart < nextEnd && isPrefix(from, nextStart, true)) {
            nextStart = marker("---", nextStart + 3, -1);
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
        return found < 0 ? text.length() : found;
    }

    private boolean standsAlone(int index) {
        boolean begins = index == 0 || CodePoints.isBreak(text.charAt(index - 1));
        int after = index + 3;
        return begins
                && (after == text.length()
                        || CodePoints.isBlank(text.charAt(after))
                        || CodePoints.isBreak(text.charAt(after)));
    }

    /** Whether all lines are blank or comments, or directives where {@code ---} follows them. */
    private boolean isPrefix(int from, int to, boolean directives) {
        int line = from;
        while (line < to) {
            int first = line;
            while (first < to && (CodePoints.isBlank(text.charAt(first)) || text.charAt(first) == '\uFEFF')) {
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
