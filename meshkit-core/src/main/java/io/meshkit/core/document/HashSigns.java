// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

/**
 * The hash signs of a text, one after another. It remembers the last answer: each document of a text asks where the next one is, and a
 * search through the whole rest of the text for each would take quadratic time. Used by one thread.
 */
final class HashSigns {

    private final CodePoints points;
    private int searchedFrom = Integer.MAX_VALUE;
    private int found = -1;

    HashSigns(CodePoints points) {
        this.points = points;
    }

    /** The offset of the first hash sign at or after {@code from}, or the length of the text when there is none. */
    int next(int from) {
        if (from < searchedFrom || from > found) {
            found = points.find('#', from);
            searchedFrom = from;
        }
        return found;
    }
}
