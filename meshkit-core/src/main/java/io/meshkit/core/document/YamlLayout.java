// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

import static java.util.Objects.requireNonNull;

import io.meshkit.core.document.LayoutMarks.Kind;
import io.meshkit.core.document.LayoutMarks.Stretch;
import io.meshkit.core.document.LineLayout.Cut;
import io.meshkit.document.Origin;
import io.meshkit.document.Place;
import io.meshkit.document.SourceText;
import io.meshkit.document.TextEdit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The usual layout of a YAML text, as edits by place: what no rule speaks of stays to the last character, all comments above all.
 *
 * <ul>
 *   <li>A level of a block is two columns. The dashes of a list stand in the column of the key that it belongs to, as kubectl writes them,
 *       and one blank follows a dash.
 *   <li>A comment on a line of its own moves with the block in whose column it stands; comments on successive lines keep their columns
 *       relative to each other.
 *   <li>The content of block scalars and the lines inside brackets move as a whole; the further lines of other scalars stand one level in.
 *   <li>No line ends with blanks, save where they are content; the text ends with one line end, save where a block scalar would change.
 *   <li>Order of keys, quotes, blank lines, and the width of lines stay as they are.
 * </ul>
 *
 * <p>A document with explicit keys ({@code ? key}), without a key, or with a collection as key, is left as it is. A JSON text is cleared of
 * blanks at the ends of its lines only. Making the edits takes time proportional to the length of the text. Immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class YamlLayout {

    private final List<TextEdit> edits;
    private final List<Place> leftAlone;

    private YamlLayout(List<TextEdit> edits, List<Place> leftAlone) {
        this.edits = List.copyOf(edits);
        this.leftAlone = List.copyOf(leftAlone);
    }

    /**
     * Finds the layout of a text.
     *
     * @param text a text that reads without errors; documents that do not are left alone
     * @return its layout
     */
    public static YamlLayout of(SourceText text) {
        CodePoints points = CodePoints.of(requireNonNull(text, "text").text());
        Origin origin = Origin.of(text);
        List<LayoutMarks> all = new ArrayList<>();
        List<Place> leftAlone = new ArrayList<>();
        if (JsonReader.takes(text)) {
            all.add(new LayoutMarks(0, points.length()));
        } else {
            readDocuments(points, origin, all, leftAlone);
        }
        List<Cut> cuts = new ArrayList<>();
        all.forEach(marks -> cuts.addAll(new LineLayout(points, marks).cuts()));
        TextEnd.of(points, all).ifPresent(end -> {
            cuts.removeIf(cut -> cut.end() > end.start());
            cuts.add(end);
        });
        List<TextEdit> edits = cuts.stream()
                .map(cut -> new TextEdit(origin.place(cut.start(), cut.end()), cut.replacement()))
                .sorted((one, other) -> one.place().compareTo(other.place()))
                .toList();
        return new YamlLayout(edits, leftAlone);
    }

    private static void readDocuments(CodePoints points, Origin origin, List<LayoutMarks> all, List<Place> leftAlone) {
        ChunkSplitter splitter = new ChunkSplitter(points);
        int done = 0;
        for (Optional<Chunk> next = splitter.next(); next.isPresent(); next = splitter.next()) {
            Chunk chunk = next.get();
            int start = chunk.offset();
            int end = start + points.count(chunk.start(), chunk.end());
            all.add(new LayoutMarks(done, start));
            Optional<LayoutMarks> marks = LayoutReader.read(chunk, points);
            if (marks.isEmpty()) {
                leftAlone.add(origin.place(start, start));
            }
            all.add(marks.orElseGet(() -> LayoutMarks.fixed(start, end)));
            done = end;
        }
        all.add(new LayoutMarks(done, points.length()));
    }

    /**
     * What to replace so that the text has this layout.
     *
     * @return the edits in the order of the text; none when it has the layout already
     */
    public List<TextEdit> edits() {
        return edits;
    }

    /**
     * The documents that are left as they are.
     *
     * @return where each of them begins
     */
    public List<Place> leftAlone() {
        return leftAlone;
    }

    /** What a text ends with. */
    private static final class TextEnd {

        private TextEnd() {}

        /** What to replace so that the text ends with one line end; empty when it does, or when a scalar would become another. */
        static Optional<Cut> of(CodePoints points, List<LayoutMarks> all) {
            int last = points.length();
            while (last > 0 && isWhite(points.at(last - 1))) {
                last--;
            }
            String tail = points.slice(last, points.length());
            String wanted = last == 0 ? "" : "\n";
            if (tail.equals(wanted) || isContent(points, all, last, tail)) {
                return Optional.empty();
            }
            return Optional.of(new Cut(last, points.length(), wanted));
        }

        private static boolean isWhite(int c) {
            return CodePoints.isBlank(c) || CodePoints.isBreak(c);
        }

        private static boolean isContent(CodePoints points, List<LayoutMarks> all, int last, String tail) {
            Optional<Stretch> end = all.stream()
                    .flatMap(marks -> marks.stretches().stream())
                    .filter(stretch -> stretch.end() >= last)
                    .findFirst();
            if (end.isEmpty() || end.get().kind() == Kind.FLOW || end.get().kind() == Kind.FOLDING) {
                return false;
            }
            if (end.get().kind() == Kind.FIXED) {
                return true;
            }
            Block in = end.get().in().orElseThrow();
            BlockScalar scalar = BlockScalar.read(points, end.get(), in);
            boolean blanks = tail.lines().anyMatch(line -> line.length() > scalar.column())
                    || (!tail.isEmpty() && CodePoints.isBlank(tail.charAt(0)));
            return scalar.chomping() == '+' || blanks || (scalar.chomping() == ' ' && tail.indexOf('\n') < 0);
        }
    }
}
