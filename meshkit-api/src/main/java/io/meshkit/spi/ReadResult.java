// SPDX-License-Identifier: Apache-2.0
package io.meshkit.spi;

import io.meshkit.document.Document;
import io.meshkit.finding.Report;
import java.util.List;

/**
 * What was read from a text.
 *
 * @param documents the documents that could be read, in order; those with a syntax error are missing, empty ones too
 * @param report what is wrong with the text
 * @since 0.1.0
 */
public record ReadResult(List<Document> documents, Report report) {

    /** Copies the documents. */
    public ReadResult {
        documents = List.copyOf(documents);
    }
}
