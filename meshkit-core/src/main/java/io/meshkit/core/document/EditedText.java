// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

import static java.util.Objects.requireNonNull;

import io.meshkit.document.Origin;
import io.meshkit.document.SourceText;
import io.meshkit.document.TextEdit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * A text that is edited in several rounds and knows what all of them come to. Each round has the places of the text as the round before
 * left it; {@link #edits()} has those of the text at the beginning. Immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class EditedText {

    /** Characters of the first text from {@code start} to {@code end}, behind {@code inserted}, which replaces what lies before them. */
    private record Piece(String inserted, int start, int end) {

        int length() {
            return inserted.length() + end - start;
        }
    }

    private final SourceText original;
    private final SourceText current;
    private final List<Piece> pieces;

    private EditedText(SourceText original, SourceText current, List<Piece> pieces) {
        this.original = original;
        this.current = current;
        this.pieces = pieces;
    }

    /**
     * A text that is not edited yet.
     *
     * @param text the text
     * @return the same text
     */
    public static EditedText of(SourceText text) {
        requireNonNull(text, "text");
        int bom = text.text().startsWith("\uFEFF") ? 1 : 0;
        return new EditedText(
                text,
                text,
                List.of(new Piece("", 0, bom), new Piece("", bom, text.text().length())));
    }

    /**
     * Makes a round of edits.
     *
     * @param edits edits by place in {@link #text()}
     * @return the text after them
     * @throws IllegalArgumentException as {@link TextEdits#apply} throws it
     */
    public EditedText with(Collection<TextEdit> edits) {
        List<TextEdits.Change> changes = TextEdits.changes(current, edits);
        SourceText next = TextEdits.make(current, changes);
        Splice splice = new Splice();
        int done = 0;
        for (TextEdits.Change change : changes) {
            splice.keep(done, change.start());
            splice.insert(change.replacement());
            done = change.end();
        }
        splice.keep(done, current.text().length());
        return new EditedText(original, next, splice.result());
    }

    /**
     * The text after all edits so far.
     *
     * @return the text
     */
    public SourceText text() {
        return current;
    }

    /**
     * What all rounds come to.
     *
     * @return edits by place in the text at the beginning, in its order; none when nothing was changed
     */
    public List<TextEdit> edits() {
        Origin origin = Origin.of(original);
        String text = original.text();
        int bom = text.startsWith("\uFEFF") ? 1 : 0;
        List<TextEdit> edits = new ArrayList<>();
        int done = 0;
        int offset = 0;
        int counted = bom;
        for (Piece piece : pieces) {
            if (!piece.inserted().isEmpty() || piece.start() > done) {
                offset += text.codePointCount(counted, Math.max(counted, done));
                counted = Math.max(counted, done);
                int end = offset + text.codePointCount(counted, Math.max(counted, piece.start()));
                if (!piece.inserted().equals(text.substring(done, piece.start()))) {
                    edits.add(new TextEdit(origin.place(offset, end), piece.inserted()));
                }
            }
            done = piece.end();
        }
        return edits;
    }

    /** Puts the pieces of the next text together from those of this one. */
    private final class Splice {

        private final List<Piece> made = new ArrayList<>();
        private final StringBuilder pending = new StringBuilder();
        private int index;
        private int before;

        void insert(String characters) {
            pending.append(characters);
        }

        /** Keeps the characters of the current text between two indexes; those between calls are dropped. */
        void keep(int from, int to) {
            while (index < pieces.size() && before < to) {
                Piece piece = pieces.get(index);
                int first = Math.max(0, from - before);
                int last = Math.min(piece.length(), to - before);
                keepOf(piece, first, last);
                if (before + piece.length() > to) {
                    return;
                }
                before += piece.length();
                index++;
            }
        }

        private void keepOf(Piece piece, int first, int last) {
            int inserted = piece.inserted().length();
            if (first < inserted && first < last) {
                pending.append(piece.inserted(), first, Math.min(last, inserted));
            }
            int start = piece.start() + Math.max(0, first - inserted);
            int end = piece.start() + Math.max(0, last - inserted);
            if (start < end) {
                add(start, end);
            }
        }

        private void add(int start, int end) {
            boolean joins = pending.length() == 0
                    && !made.isEmpty()
                    && made.get(made.size() - 1).end() == start;
            if (joins) {
                Piece last = made.remove(made.size() - 1);
                made.add(new Piece(last.inserted(), last.start(), end));
            } else {
                made.add(new Piece(pending.toString(), start, end));
                pending.setLength(0);
            }
        }

        List<Piece> result() {
            int length = original.text().length();
            made.add(new Piece(pending.toString(), length, length));
            return made;
        }
    }
}
