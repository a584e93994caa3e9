// SPDX-License-Identifier: Apache-2.0
package io.meshkit.pattern;

import static java.util.Objects.requireNonNull;

import io.meshkit.finding.Report;

/**
 * A pattern in the words of {@code meshkit.dev/v1}, as {@link Patterns#convert} writes it.
 *
 * @param yaml the text of a file of that dialect, ending with a line end
 * @param report what has no place in that dialect and is left out, and which keys were given other names; places are those of the text that
 *     the pattern was read from
 * @since 0.1.0
 */
public record ConvertedPattern(String yaml, Report report) {

    /** Checks that nothing is null. */
    public ConvertedPattern {
        requireNonNull(yaml, "yaml");
        requireNonNull(report, "report");
    }
}
