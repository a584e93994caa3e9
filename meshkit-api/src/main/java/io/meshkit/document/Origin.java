// SPDX-License-Identifier: Apache-2.0
package io.meshkit.document;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns offsets in one text into places. Values keep two offsets each and share one origin per text, which costs a fraction of a place
 * per value; the {@link Place} is made when somebody asks. Readers make origins; everybody else calls {@link Value#place()}.
 *
 * <p>Offsets count Unicode code points from the start of the text, a byte order mark left out. Immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class Origin {

    private final SourceId source;
    private final int[] lineStarts;
    private final int anchorStart;
    private final int anchorEnd;
    private final @Nullable Place only;

    private Origin(SourceId source, int[] lineStarts, int anchorStart, int anchorEnd, @Nullable Place only) {
        this.source = source;
        this.lineStarts = lineStarts;
        this.anchorStart = anchorStart;
        this.anchorEnd = anchorEnd;
        this.only = only;
    }

    /**
     * Finds the lines of a text. Time is proportional to the length of the text.
     *
     * @param text the text
     * @return its origin
     */
    public static Origin of(SourceText text) {
        requireNonNull(text, "text");
        return new Origin(text.id(), lineStarts(text.text()), -1, -1, null);
    }

    /**
     * The origin of values that code computes from what stands at one place: all of them stand there, whatever their offsets.
     *
     * @param place the place
     * @return an origin that knows this place alone
     */
    public static Origin at(Place place) {
        return new Origin(place.source(), new int[] {0}, -1, -1, place);
    }

    private static int[] lineStarts(String text) {
        int[] starts = new int[Math.max(16, text.length() / 24)];
        int lines = 1;
        int length = text.length();
        // what an index is ahead of the offset: a byte order mark, and the second halves of surrogate pairs
        int ahead = length > 0 && text.charAt(0) == '\uFEFF' ? 1 : 0;
        for (int index = ahead; index < length; index++) {
            char c = text.charAt(index);
            if (c > '\r' && c < Character.MIN_SURROGATE) {
                continue;
            }
            char next = index + 1 < length ? text.charAt(index + 1) : ' ';
            if (Character.isSurrogatePair(c, next)) {
                index++;
                ahead++;
            } else if (c == '\n' || (c == '\r' && next != '\n')) {
                if (lines == starts.length) {
                    starts = Arrays.copyOf(starts, lines * 2);
                }
                starts[lines] = index + 1 - ahead;
                lines++;
            }
        }
        return Arrays.copyOf(starts, lines);
    }

    /**
     * The origin of values that an alias brought to another place of the same text.
     *
     * @param start offset where the anchored node begins
     * @param end offset where it ends
     * @return an origin that also knows the anchored node
     */
    public Origin aliasOf(int start, int end) {
        return new Origin(source, lineStarts, start, end, only);
    }

    /**
     * The text that the offsets belong to.
     *
     * @return its name
     */
    public SourceId source() {
        return source;
    }

    /**
     * The place between two offsets.
     *
     * @param start offset of the first character, at least 0
     * @param end offset after the last character, at least {@code start}
     * @return the place; offsets beyond the text count as further columns of its last line
     */
    public Place place(int start, int end) {
        if (only != null) {
            return only;
        }
        int line = line(start);
        int endLine = line(end);
        return new Place(
                source, new Span(line + 1, start - lineStarts[line] + 1, endLine + 1, end - lineStarts[endLine] + 1));
    }

    /**
     * Where the anchored node was written, for values that came through an alias.
     *
     * @return the place of the anchored node; empty for values written where they stand
     */
    public Optional<Place> anchor() {
        return anchorStart < 0 ? Optional.empty() : Optional.of(place(anchorStart, anchorEnd));
    }

    private int line(int offset) {
        int found = Arrays.binarySearch(lineStarts, offset);
        return found >= 0 ? found : -found - 2;
    }
}
