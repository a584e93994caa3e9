// SPDX-License-Identifier: Apache-2.0
package io.meshkit.finding;

import static java.util.Objects.requireNonNull;

import io.meshkit.document.TextEdit;
import java.util.List;

/**
 * A mechanical repair: edits that, made together, take the finding away.
 *
 * @param title what the repair does, such as "replace 'depends On' by 'dependsOn'"
 * @param edits the edits; they do not overlap
 * @since 0.1.0
 */
public record Fix(String title, List<TextEdit> edits) {

    /**
     * Copies the edits.
     *
     * @throws IllegalArgumentException when there is none
     */
    public Fix {
        requireNonNull(title, "title");
        edits = List.copyOf(edits);
        if (edits.isEmpty()) {
            throw new IllegalArgumentException("a fix has at least one edit");
        }
    }
}
