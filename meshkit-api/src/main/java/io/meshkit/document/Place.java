// SPDX-License-Identifier: Apache-2.0
package io.meshkit.document;

import static java.util.Objects.requireNonNull;

/**
 * Where a key or value was written: the text, and the lines and columns in it.
 *
 * @param source the text
 * @param span the stretch of it
 * @since 0.1.0
 */
public record Place(SourceId source, Span span) implements Comparable<Place> {

    /** Checks that nothing is null. */
    public Place {
        requireNonNull(source, "source");
        requireNonNull(span, "span");
    }

    @Override
    public int compareTo(Place other) {
        int bySource = source.compareTo(other.source);
        return bySource != 0 ? bySource : span.compareTo(other.span);
    }

    /** Gives {@code source:line:column}, which terminals and editors turn into a link. */
    @Override
    public String toString() {
        return source + ":" + span;
    }
}
