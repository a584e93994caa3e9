// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.core.document.EditedText;
import io.meshkit.document.SourceText;
import io.meshkit.document.TextEdit;
import io.meshkit.finding.Fix;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * Mends a text by fixes, as long as it says the same. A fix after which it would say something else, or would not read, is not made.
 * Stateless.
 *
 * @param <T> what the text is read as
 */
final class Repair<T> {

    /** A repair may bring others to light, and a report holds a limited number of findings. */
    private static final int ROUNDS = 50;

    private final Function<SourceText, T> reader;
    private final Function<T, List<Fix>> fixes;
    private final BiPredicate<T, T> same;

    /** {@code fixes} are those to make in a text; {@code same} tells whether two texts say the same. */
    Repair(Function<SourceText, T> reader, Function<T, List<Fix>> fixes, BiPredicate<T, T> same) {
        this.reader = reader;
        this.fixes = fixes;
        this.same = same;
    }

    EditedText mend(EditedText text) {
        EditedText mended = text;
        for (int round = 0; round < ROUNDS; round++) {
            T read = reader.apply(mended.text());
            List<Fix> open = fixes.apply(read);
            EditedText next = open.isEmpty() ? mended : withMost(mended, read, open);
            if (next == mended) {
                break;
            }
            mended = next;
        }
        return mended;
    }

    /** Makes all fixes at once where that can be, and else as many of them as can be made together. */
    private EditedText withMost(EditedText text, T before, List<Fix> all) {
        EditedText mended = text;
        List<Fix> made = new ArrayList<>();
        Deque<List<Fix>> groups = new ArrayDeque<>(List.of(all));
        while (!groups.isEmpty()) {
            List<Fix> group = groups.pop();
            List<Fix> tried = new ArrayList<>(made);
            tried.addAll(group);
            Optional<EditedText> next = with(text, before, tried);
            if (next.isPresent()) {
                mended = next.get();
                made = tried;
            } else if (group.size() > 1) {
                int half = group.size() / 2;
                groups.push(group.subList(half, group.size()));
                groups.push(group.subList(0, half));
            }
        }
        return mended;
    }

    private Optional<EditedText> with(EditedText text, T before, List<Fix> some) {
        TextLines lines = new TextLines(text.text());
        List<TextEdit> edits = new ArrayList<>();
        some.forEach(fix -> edits.addAll(lines.tidied(fix)));
        EditedText after;
        try {
            after = text.with(edits);
        } catch (IllegalArgumentException overlapping) {
            return Optional.empty();
        }
        return same.test(before, reader.apply(after.text())) ? Optional.of(after) : Optional.empty();
    }
}
