// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

import io.meshkit.core.document.LayoutMarks.Kind;
import io.meshkit.core.document.LayoutMarks.Stretch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Walks over the lines of one document and says what to replace so that each begins at its column and none ends with blanks. Used by one
 * thread, for one document.
 */
final class LineLayout {

    /** A stretch to replace. */
    record Cut(int start, int end, String replacement) {}

    /** May stand before every document of a text (YAML 1.2.2, production 202). */
    private static final int BYTE_ORDER_MARK = 0xFEFF;

    private final CodePoints points;
    private final LayoutMarks marks;
    private final Comments comments;
    private final List<Cut> cuts = new ArrayList<>();
    private int nextEntry;
    private int nextStretch;
    private BlockScalar scalar = BlockScalar.NONE;

    LineLayout(CodePoints points, LayoutMarks marks) {
        this.points = points;
        this.marks = marks;
        this.comments = new Comments(marks.entries());
    }

    List<Cut> cuts() {
        int line = marks.start();
        while (line < marks.end()) {
            int end = Math.min(points.lineEnd(line), marks.end());
            line(line, end);
            boolean pair = end + 1 < marks.end() && points.at(end) == '\r' && points.at(end + 1) == '\n';
            line = end + (pair ? 2 : 1);
        }
        marks.gaps().stream()
                .filter(gap -> gap.end() - gap.start() != 1 || points.at(gap.start()) != ' ')
                .forEach(gap -> cuts.add(new Cut(gap.start(), gap.end(), " ")));
        return cuts;
    }

    private void line(int start, int end) {
        int first = start;
        while (first < end && CodePoints.isBlank(points.at(first))) {
            first++;
        }
        Optional<Stretch> within = within(start);
        if (within.isPresent()) {
            comments.endRun();
            inner(within.get(), start, first, end);
            return;
        }
        while (nextEntry < marks.entries().size()
                && marks.entries().get(nextEntry).offset() < first) {
            nextEntry++;
        }
        if (first == end) {
            indent(start, first, 0);
            comments.endRun();
            return;
        }
        if (points.at(first) == BYTE_ORDER_MARK) {
            cuts.add(new Cut(first, first + 1, ""));
        }
        boolean entry = nextEntry < marks.entries().size()
                && marks.entries().get(nextEntry).offset() == first;
        int column = first - start;
        if (entry) {
            indent(start, first, marks.entries().get(nextEntry).target());
            comments.endRun();
        } else if (points.at(first) == '#') {
            indent(start, first, comments.target(column, nextEntry));
        } else {
            move(start, first, comments.shifted(column, nextEntry));
            comments.endRun();
        }
        trim(first, end);
    }

    /** The node of several lines that a line belongs to but does not begin. */
    private Optional<Stretch> within(int lineStart) {
        List<Stretch> all = marks.stretches();
        while (nextStretch < all.size() && all.get(nextStretch).end() <= lineStart) {
            nextStretch++;
        }
        return nextStretch < all.size() && all.get(nextStretch).start() < lineStart
                ? Optional.of(all.get(nextStretch))
                : Optional.empty();
    }

    private void inner(Stretch stretch, int start, int first, int end) {
        if (stretch.kind() == Kind.FIXED) {
            return;
        }
        if (stretch.in().isEmpty()) {
            // brackets that are the whole document stand in no column
            if (first == end) {
                indent(start, first, 0);
            }
            trim(first, end);
            return;
        }
        Block in = stretch.in().get();
        if (stretch.kind() == Kind.BLOCK_SCALAR) {
            scalar = scalar.isOf(stretch) ? scalar : BlockScalar.read(points, stretch, in);
            if (start > scalar.header()) {
                content(start, first, end);
                return;
            }
        }
        if (first == end) {
            indent(start, first, 0);
            return;
        }
        indent(start, first, stretch.kind() == Kind.FLOW ? flowColumn(stretch, in, start, first, end) : in.inner());
        trim(first, end);
    }

    /** A line of a block scalar: all that stands right of its indentation is content. */
    private void content(int start, int first, int end) {
        int blanks = 0;
        while (start + blanks < end && points.at(start + blanks) == ' ') {
            blanks++;
        }
        boolean empty = first == end && end - start <= scalar.column();
        if (empty) {
            indent(start, end, 0);
        } else if (blanks >= scalar.column()) {
            indent(start, start + scalar.column(), scalar.target());
        }
    }

    private int flowColumn(Stretch stretch, Block in, int start, int first, int end) {
        int shift = marks.entryAt(stretch.start())
                .map(entry -> entry.target() - entry.column())
                .orElse(in.target() - in.column());
        int column = Math.max(0, first - start + shift);
        boolean marker = column == 0 && end - first >= 3 && isMarker(points.slice(first, first + 3));
        return marker ? 1 : column;
    }

    private static boolean isMarker(String start) {
        return start.equals("---") || start.equals("...");
    }

    /** Indents a line that begins no entry; one that stays may be indented by tabs. */
    private void move(int start, int first, int column) {
        if (column != first - start) {
            indent(start, first, column);
        }
    }

    private void indent(int start, int first, int column) {
        String blanks = " ".repeat(column);
        if (!points.slice(start, first).equals(blanks)) {
            cuts.add(new Cut(start, first, blanks));
        }
    }

    /** Takes blanks away at the end of a line, save those that a backslash in double quotes makes content. */
    private void trim(int first, int end) {
        int last = end;
        while (last > first && CodePoints.isBlank(points.at(last - 1))) {
            last--;
        }
        if (last < end && points.at(last - 1) != '\\') {
            cuts.add(new Cut(last, end, ""));
        }
    }
}
