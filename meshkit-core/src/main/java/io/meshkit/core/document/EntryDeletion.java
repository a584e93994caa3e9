// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

import java.util.List;

/** What to cut out of a text so that one entry of a map is gone and all comments that are not on its lines stay. */
final class EntryDeletion {

    /** A stretch to replace. */
    record Cut(int start, int end, String replacement) {}

    private final String text;
    private final Lines lines;
    /** Start of the key, start of the last scalar and end of the value, for each entry in the order of the text. */
    private final int[][] entries;

    private final int mapStart;
    private final int mapEnd;

    EntryDeletion(String text, Lines lines, int[][] entries, int mapStart, int mapEnd) {
        this.text = text;
        this.lines = lines;
        this.entries = entries;
        this.mapStart = mapStart;
        this.mapEnd = mapEnd;
    }

    List<Cut> block(int position) {
        if (entries.length == 1) {
            return List.of(new Cut(mapStart, mapEnd, "{}"));
        }
        int start = keyStart(position);
        int end = entries[position][2];
        int after = afterKeptLines(text, lines, entries[position][1], end);
        if (position > 0) {
            after = Math.max(after, afterKeptLines(text, lines, entries[position - 1][1], end));
        }
        if (lines.isFirst(start)) {
            return List.of(new Cut(lines.lineStart(start), after, ""));
        }
        // "- first: 1" with more entries below: the next one moves up behind the dash, unless a comment stands between
        if (position + 1 == entries.length) {
            return List.of();
        }
        int next = keyStart(position + 1);
        if (lines.lineStart(next) == after) {
            return List.of(new Cut(start, next, ""));
        }
        return List.of(new Cut(start, lines.lineEnd(end), ""));
    }

    List<Cut> flow(int position) {
        int start = keyStart(position);
        int end = entries[position][2];
        if (position + 1 < entries.length) {
            int comma = comma(end);
            return List.of(wholeLine(start, comma + 1));
        }
        if (position == 0) {
            return List.of(new Cut(start, end, ""));
        }
        int before = entries[position - 1][2];
        int comma = comma(before);
        boolean together = text.substring(comma + 1, start).isBlank();
        return together
                ? List.of(new Cut(comma, end, ""))
                : List.of(new Cut(comma, comma + 1, ""), new Cut(start, end, ""));
    }

    private Cut wholeLine(int start, int end) {
        int after = lines.skipBlanks(end);
        boolean alone = lines.isFirst(start) && (after == text.length() || CodePoints.isBreak(text.charAt(after)));
        return alone ? new Cut(lines.lineStart(start), lines.nextLine(after), "") : new Cut(start, after, "");
    }

    /** The comma that follows a value in flow style, comments left aside. */
    private int comma(int from) {
        int at = from;
        while (text.charAt(at) != ',') {
            at = text.charAt(at) == '#' ? lines.nextLine(at) : at + 1;
        }
        return at;
    }

    /** Where the entry begins: at its key, or at the question mark before it. */
    private int keyStart(int position) {
        int start = entries[position][0];
        int before = start - 1;
        while (before >= mapStart && CodePoints.isBlank(text.charAt(before))) {
            before--;
        }
        return before >= mapStart && text.charAt(before) == '?' && before < start - 1 ? before : start;
    }

    /** The blank lines behind a block scalar belong to it; left behind, they would join the scalar before. */
    static int afterKeptLines(String text, Lines lines, int scalarStart, int valueEnd) {
        boolean block = scalarStart < valueEnd && (text.charAt(scalarStart) == '|' || text.charAt(scalarStart) == '>');
        int after = lines.nextLine(valueEnd);
        while (block
                && after < text.length()
                && text.substring(after, lines.lineEnd(after)).isBlank()) {
            after = lines.nextLine(after);
        }
        return after;
    }
}
