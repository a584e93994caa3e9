// SPDX-License-Identifier: Apache-2.0
package io.meshkit.document;

import static java.util.Objects.requireNonNull;

/**
 * The name under which a text is shown to people: a path as the user wrote it, a URI, or a word in angle brackets such as
 * {@code <stdin>}.
 *
 * @param name the name, not blank
 * @since 0.1.0
 */
public record SourceId(String name) implements Comparable<SourceId> {

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException when the name is blank
     */
    public SourceId {
        requireNonNull(name, "name");
        if (name.isBlank()) {
            throw new IllegalArgumentException("a source has a name that can be shown; got a blank one");
        }
    }

    @Override
    public int compareTo(SourceId other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
