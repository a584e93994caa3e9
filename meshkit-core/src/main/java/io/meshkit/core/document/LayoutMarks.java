// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What of one document its layout depends on. All offsets count code points from the start of the text, and ascend. */
final class LayoutMarks {

    /**
     * The beginning of an entry of a block, or of a value on a line of its own.
     *
     * @param offset where it begins
     * @param column its column, from 0
     * @param target the column that it shall have when it is the first on its line
     * @param in the block it belongs to
     */
    record Entry(int offset, int column, int target, Block in) {}

    /** How the lines within a node are to be treated. */
    enum Kind {
        /** A plain or quoted scalar: blanks at both ends of its inner lines mean nothing. */
        FOLDING,
        /** A block scalar: blanks beyond its indentation are content. */
        BLOCK_SCALAR,
        /** A map or list in brackets. */
        FLOW,
        /** Not to be touched. */
        FIXED
    }

    /**
     * A node that may go over several lines.
     *
     * @param start where it begins, anchor and tag included
     * @param end after its last character, the blank lines that belong to a block scalar included
     * @param kind how its lines are treated
     * @param in the block it is in; empty for the whole document
     */
    record Stretch(int start, int end, Kind kind, Optional<Block> in) {}

    /** Blanks between a dash and what follows it on the same line. */
    record Gap(int start, int end) {}

    private static final Block ANY = new Block(Optional.empty(), 0, 0);

    private final int start;
    private final int end;
    private final List<Entry> entries = new ArrayList<>();
    private final List<Stretch> stretches = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();

    LayoutMarks(int start, int end) {
        this.start = start;
        this.end = end;
    }

    /** A document of which every line stays as it is. */
    static LayoutMarks fixed(int start, int end) {
        LayoutMarks marks = new LayoutMarks(start, end);
        marks.add(new Stretch(start - 1, end, Kind.FIXED, Optional.empty()));
        return marks;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    void add(Entry entry) {
        entries.add(entry);
    }

    void add(Stretch stretch) {
        stretches.add(stretch);
    }

    void add(Gap gap) {
        gaps.add(gap);
    }

    List<Entry> entries() {
        return entries;
    }

    List<Stretch> stretches() {
        return stretches;
    }

    List<Gap> gaps() {
        return gaps;
    }

    /** The entry that begins at an offset, when it is the first on its line. */
    Optional<Entry> entryAt(int offset) {
        int found =
                Collections.binarySearch(entries, new Entry(offset, 0, 0, ANY), Comparator.comparingInt(Entry::offset));
        return found >= 0 ? Optional.of(entries.get(found)) : Optional.empty();
    }

    /** Entries are met in the order of the text, save that a list is met before the dash of its first item. */
    LayoutMarks sorted() {
        entries.sort(Comparator.comparingInt(Entry::offset));
        return this;
    }
}
