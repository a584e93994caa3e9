// SPDX-License-Identifier: Apache-2.0
package io.meshkit.pattern;

import static java.util.Objects.requireNonNull;

import io.meshkit.document.SourceText;
import io.meshkit.document.TextEdit;
import io.meshkit.finding.Report;
import java.util.List;

/**
 * A pattern file as {@link Patterns#format} lays it out.
 *
 * @param text the formatted text; the text as it was given when nothing was to do, or when the report has errors
 * @param edits what was changed, by place in the text that was given; line ends and a byte order mark stand at no place, so their change is
 *     in {@code text} alone
 * @param report what stands in the way: errors that leave the text as it was, documents that were left alone, older spellings that have no
 *     mechanical repair; places are those of {@code text}
 * @since 0.1.0
 */
public record FormattedText(SourceText text, List<TextEdit> edits, Report report) {

    /** Copies the edits. */
    public FormattedText {
        requireNonNull(text, "text");
        edits = List.copyOf(edits);
        requireNonNull(report, "report");
    }
}
