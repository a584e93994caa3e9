// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

import java.util.Arrays;

/**
 * Finds the nodes of one document, line by line, with a stack of its own. A collection in block style is known by its column: what stands
 * deeper is inside, what stands less deep ends it. The root is a map or a list; anything else is beyond the subset.
 */
final class SubsetParser {

    private static final int BEYOND = SubsetText.BEYOND;

    private final DocumentBuilder document;
    private final Offsets offsets;
    private final SubsetText text;
    private final SubsetScalar scalar;
    private final SubsetBlock block;
    private final SubsetFlow flow;
    private final int start;

    /** The columns of the open collections, a list's as it is, a map's as its complement; a list may stand in the column of its map. */
    private int[] columns = new int[16];

    private int depth;
    /** Whether the innermost collection, or the document, waits for a node; it stays empty when none comes. */
    private boolean pending = true;

    private int pendingOffset;
    private boolean marked;
    private boolean begun;

    SubsetParser(DocumentBuilder document, Chunk chunk, CodePoints points) {
        this.document = document;
        this.offsets = new Offsets(points, chunk.start(), chunk.offset());
        this.text = new SubsetText(points.text(), chunk.end());
        this.scalar = new SubsetScalar(text);
        this.block = new SubsetBlock(text);
        this.flow = new SubsetFlow(text, scalar, offsets, document);
        this.start = chunk.start();
    }

    /** Tells the document all its nodes; false when it is beyond the subset, after some of them perhaps. */
    boolean read() {
        int line = start;
        while (line != BEYOND && line < text.end()) {
            line = line(line);
        }
        while (depth > 0) {
            close();
        }
        return line != BEYOND;
    }

    /** Reads what begins on a line; gives the start of the next line. */
    private int line(int from) {
        int first = text.skipBlanks(from);
        char c = text.at(first);
        if (c == '#' || CodePoints.isBreak(c)) {
            return text.afterBreak(c == '#' ? text.lineEnd(first) : first);
        }
        int column = first - from;
        if (column == 0 && isMarker(first, c)) {
            return marker(first, c);
        }
        boolean dash = isDash(first, c);
        return settle(column, dash) ? nodes(first, column) : BEYOND;
    }

    private boolean isMarker(int at, char c) {
        return (c == '-' || c == '.') && text.at(at + 1) == c && text.at(at + 2) == c && text.separates(at + 3);
    }

    private int marker(int at, char c) {
        int next = text.afterLine(at + 3);
        if (c == '.') {
            return next == text.end() ? next : BEYOND;
        }
        boolean first = !marked && !begun;
        marked = true;
        return first ? next : BEYOND;
    }

    private boolean isDash(int at, char c) {
        return c == '-' && text.separates(at + 1);
    }

    /** Ends the collections that a node at the start of a line is not in; tells whether it may stand there. */
    private boolean settle(int column, boolean dash) {
        while (depth > 0 && column() > column) {
            close();
        }
        if (depth == 0 || column() < column) {
            return depth == 0 ? !begun : pending;
        }
        if (isMap() && dash) {
            return pending;
        }
        if (!isMap() && !dash) {
            boolean inColumnOfMap = depth > 1 && ~columns[depth - 2] == column;
            close();
            return inColumnOfMap;
        }
        leaveEmpty();
        return true;
    }

    private int column() {
        int column = columns[depth - 1];
        return column < 0 ? ~column : column;
    }

    private boolean isMap() {
        return columns[depth - 1] < 0;
    }

    /** Reads list items and the scalar or key behind them. */
    private int nodes(int first, int firstColumn) {
        int at = first;
        int column = firstColumn;
        while (isDash(at, text.at(at))) {
            if (!enter(false, at, column)) {
                return BEYOND;
            }
            wait(at + 1);
            int next = text.skipBlanks(at + 1);
            if (endsLine(next)) {
                return text.afterLine(at + 1);
            }
            column += next - at;
            at = next;
        }
        return scalarOrKey(at, column);
    }

    private boolean endsLine(int at) {
        return text.at(at) == '#' || text.isBreak(at);
    }

    /** Makes the innermost collection one that begins here, unless an entry of it begins here. */
    private boolean enter(boolean map, int at, int column) {
        if (depth > 0 && columns[depth - 1] == (map ? ~column : column)) {
            return true;
        }
        if (depth == columns.length) {
            columns = Arrays.copyOf(columns, 2 * depth);
        }
        columns[depth] = map ? ~column : column;
        depth++;
        begun = true;
        document.open(map, offsets.of(at), "");
        return !document.isAbandoned();
    }

    private void wait(int index) {
        pending = true;
        pendingOffset = offsets.of(index);
    }

    private void leaveEmpty() {
        if (pending) {
            document.scalar("", true, "", pendingOffset, pendingOffset);
            pending = false;
        }
    }

    private void close() {
        leaveEmpty();
        document.close(document.lastEnd());
        depth--;
    }

    private int scalarOrKey(int at, int column) {
        char c = text.at(at);
        boolean scalarOnly = c == '|' || c == '>' || c == '[' || c == '{';
        if (scalarOnly) {
            return value(at);
        }
        int stop = scalar.read(at, false);
        if (stop == BEYOND) {
            return BEYOND;
        }
        int colon = scalar.colon(at, false);
        if (colon == BEYOND) {
            return pending && depth > 0 ? scalar(at, stop, "") : BEYOND;
        }
        if (!enter(true, at, column)) {
            return BEYOND;
        }
        tellScalar(at, "");
        wait(colon + 1);
        int next = text.skipBlanks(colon + 1);
        return endsLine(next) ? text.afterLine(colon + 1) : value(next);
    }

    /** Reads the node that the innermost collection waits for, which is no block collection. */
    private int value(int at) {
        if (!pending || depth == 0) {
            return BEYOND;
        }
        char c = text.at(at);
        if (c == '|' || c == '>') {
            return blockScalar(at);
        }
        if (c == '[' || c == '{') {
            pending = false;
            int end = flow.read(at);
            return end == BEYOND ? BEYOND : text.afterLine(end);
        }
        if (c == '*') {
            return alias(at);
        }
        if (c == '&') {
            return anchored(at);
        }
        int stop = scalar.read(at, false);
        return stop == BEYOND ? BEYOND : scalar(at, stop, "");
    }

    /** Takes the scalar that was read as a value, with its further lines; {@code anchor} is empty when it has no name. */
    private int scalar(int at, int stop, String anchor) {
        boolean goesOn = scalar.isPlain() && text.isBreak(stop);
        int next = goesOn ? scalar.goOn(stop, column()) : text.afterLine(scalar.end());
        if (next != BEYOND) {
            tellScalar(at, anchor);
        }
        return next;
    }

    private void tellScalar(int at, String anchor) {
        pending = false;
        int from = offsets.of(at);
        document.scalar(scalar.value(), scalar.isPlain(), anchor, from, offsets.of(scalar.end()));
    }

    private int alias(int at) {
        int end = text.nameEnd(at + 1);
        int next = end == at + 1 ? BEYOND : text.afterLine(end);
        if (next != BEYOND) {
            pending = false;
            int from = offsets.of(at);
            document.alias(text.slice(at + 1, end), from, offsets.of(end));
        }
        return next;
    }

    /** Takes a scalar that has a name and stands on the same line. */
    private int anchored(int at) {
        int end = text.nameEnd(at + 1);
        int first = text.skipBlanks(end);
        if (end == at + 1 || first == end || endsLine(first)) {
            return BEYOND;
        }
        int stop = scalar.read(first, false);
        return stop == BEYOND ? BEYOND : scalar(first, stop, text.slice(at + 1, end));
    }

    private int blockScalar(int at) {
        int next = block.read(at, column());
        if (next != BEYOND) {
            pending = false;
            int from = offsets.of(at);
            int headerEnd = offsets.of(block.headerEnd());
            document.blockScalar(block.value(), from, headerEnd, offsets.of(block.end()));
        }
        return next;
    }
}
