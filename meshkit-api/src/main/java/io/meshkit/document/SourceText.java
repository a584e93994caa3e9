// SPDX-License-Identifier: Apache-2.0
package io.meshkit.document;

import static java.util.Objects.requireNonNull;

/**
 * A named text, before it is read.
 *
 * @param id how the text is named in findings
 * @param text the characters, with line ends as they were written; a leading byte order mark is allowed
 * @since 0.1.0
 */
public record SourceText(SourceId id, String text) {

    /** Checks that nothing is null. */
    public SourceText {
        requireNonNull(id, "id");
        requireNonNull(text, "text");
    }

    /**
     * Names a text.
     *
     * @param name the name shown in findings
     * @param text the characters
     * @return the named text
     */
    public static SourceText of(String name, String text) {
        return new SourceText(new SourceId(name), text);
    }

    /** Shows the name and the length, not the text, which may hold secrets. */
    @Override
    public String toString() {
        return id + " (" + text.length() + " characters)";
    }
}
