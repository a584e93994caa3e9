// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

import io.meshkit.core.document.LayoutMarks.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where comments on lines of their own go when the blocks around them move. A comment that stands in the column of a block moves with that
 * block, one that stands elsewhere with the comment above it, and otherwise to the block that its column is in.
 */
final class Comments {

    private final List<Entry> entries;
    private int runColumn = -1;
    private int runTarget;

    Comments(List<Entry> entries) {
        this.entries = entries;
    }

    /** Ends a run of comments on successive lines. */
    void endRun() {
        runColumn = -1;
    }

    /** The column for a comment before the entry {@code next}. */
    int target(int column, int next) {
        int target = targetOf(column, next);
        runColumn = column;
        runTarget = target;
        return target;
    }

    private int targetOf(int column, int next) {
        Optional<Entry> exact = candidates(next).stream()
                .filter(entry -> entry.column() == column)
                .findFirst();
        if (exact.isPresent()) {
            return exact.get().target();
        }
        if (runColumn >= 0) {
            return Math.max(0, runTarget + column - runColumn);
        }
        return outer(column, next).map(Entry::target).orElse(0);
    }

    /** The column for something else that begins no entry: it moves with the block that its column is in. */
    int shifted(int column, int next) {
        return outer(column, next)
                .map(entry -> column + entry.target() - entry.column())
                .orElse(column);
    }

    /** The innermost block around here that begins at a column or left of it. */
    private Optional<Entry> outer(int column, int next) {
        return candidates(next).stream()
                .filter(entry -> entry.column() <= column)
                .max((one, other) -> Integer.compare(one.column(), other.column()));
    }

    /** What is open between two entries: what follows, the blocks around it, and those around what stands before. */
    private List<Entry> candidates(int next) {
        List<Entry> open = new ArrayList<>();
        if (next < entries.size()) {
            addWithBlocks(entries.get(next), open);
        }
        if (next > 0) {
            addWithBlocks(entries.get(next - 1), open);
        }
        return open;
    }

    private static void addWithBlocks(Entry entry, List<Entry> open) {
        open.add(entry);
        Optional<Block> block = Optional.of(entry.in());
        while (block.isPresent()) {
            Block found = block.get();
            open.add(new Entry(entry.offset(), found.column(), found.target(), found));
            block = found.around();
        }
    }
}
