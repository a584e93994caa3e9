// SPDX-License-Identifier: Apache-2.0
package io.meshkit.document;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * One document of a text. A YAML stream holds any number of them, a JSON text one.
 *
 * @param source the text it was read from
 * @param index its position in the text, from 0
 * @param root its content
 * @param comments its comments in the order of the text
 * @since 0.1.0
 */
public record Document(SourceId source, int index, Value root, List<Comment> comments) {

    /** Copies the comments. */
    public Document {
        requireNonNull(source, "source");
        requireNonNull(root, "root");
        comments = List.copyOf(comments);
    }
}
