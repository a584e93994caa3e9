// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

import io.meshkit.document.SourceText;
import io.meshkit.document.TextEdit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Makes edits in a text. All places are those of the text before any edit, so the order of the edits does not matter, and what no edit
 * covers stays as it is to the last character.
 *
 * @since 0.1.0
 */
public final class TextEdits {

    /** An edit by index of characters. */
    record Change(int start, int end, String replacement) {}

    private TextEdits() {}

    /**
     * Makes all edits at once. Line ends in replacements become those that the text uses.
     *
     * @param text the text that the places were taken from
     * @param edits the edits in any order
     * @return the changed text under the same name
     * @throws IllegalArgumentException when an edit is for another text, has a place that the text does not have, overlaps another, or
     *     inserts where another inserts as well
     */
    public static SourceText apply(SourceText text, Collection<TextEdit> edits) {
        return make(text, changes(text, edits));
    }

    /** The edits by index, in the order of the text. */
    static List<Change> changes(SourceText text, Collection<TextEdit> edits) {
        Lines lines = new Lines(text.text());
        List<Change> changes = new ArrayList<>();
        for (TextEdit edit : edits) {
            changes.add(change(text, lines, edit));
        }
        changes.sort(Comparator.comparingInt(Change::start).thenComparingInt(Change::end));
        return changes;
    }

    static SourceText make(SourceText text, List<Change> changes) {
        StringBuilder changed = new StringBuilder(text.text().length());
        int done = 0;
        int lastInsertion = -1;
        for (Change change : changes) {
            boolean inserts = change.start() == change.end();
            if (change.start() < done || (inserts && change.start() == lastInsertion)) {
                throw new IllegalArgumentException(
                        "two edits of " + text.id() + " overlap at character " + change.start());
            }
            lastInsertion = inserts ? change.start() : lastInsertion;
            changed.append(text.text(), done, change.start()).append(change.replacement());
            done = change.end();
        }
        changed.append(text.text(), done, text.text().length());
        return new SourceText(text.id(), changed.toString());
    }

    private static Change change(SourceText text, Lines lines, TextEdit edit) {
        if (!edit.place().source().equals(text.id())) {
            throw new IllegalArgumentException(
                    "an edit of " + edit.place().source() + " cannot be made in " + text.id());
        }
        String replacement = edit.replacement().replace("\r\n", "\n").replace("\n", lines.lineBreak());
        return new Change(
                lines.start(edit.place().span()), lines.end(edit.place().span()), replacement);
    }
}
