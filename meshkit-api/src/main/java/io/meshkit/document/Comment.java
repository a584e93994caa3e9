// SPDX-License-Identifier: Apache-2.0
package io.meshkit.document;

import static java.util.Objects.requireNonNull;

/**
 * A comment of a document.
 *
 * @param text the characters after the hash sign, as written
 * @param place where it stands, hash sign included
 * @param trailing true when something else stands before it on its line
 * @since 0.1.0
 */
public record Comment(String text, Place place, boolean trailing) {

    /** Checks that nothing is null. */
    public Comment {
        requireNonNull(text, "text");
        requireNonNull(place, "place");
    }
}
