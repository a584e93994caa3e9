// SPDX-License-Identifier: Apache-2.0
package io.meshkit.document;

import static java.util.Objects.requireNonNull;

/**
 * A change to a text, by place. Everything outside the place stays as it is, comments included.
 *
 * @param place what to replace; an empty span inserts
 * @param replacement the characters to put there; empty text deletes
 * @since 0.1.0
 */
public record TextEdit(Place place, String replacement) {

    /** Checks that nothing is null. */
    public TextEdit {
        requireNonNull(place, "place");
        requireNonNull(replacement, "replacement");
    }
}
