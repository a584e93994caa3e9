// SPDX-License-Identifier: Apache-2.0
package io.meshkit.pattern;

import io.meshkit.document.Document;

/**
 * One way to write a pattern. Stateless and thread-safe.
 *
 * @since 0.1.0
 */
public interface PatternDialect {

    /**
     * The name of the dialect.
     *
     * @return the id, such as {@code meshkit.dev/v1}
     */
    String id();

    /**
     * Where it is asked among the dialects, the lowest first.
     *
     * @return its order
     */
    int order();

    /**
     * Whether a document is written in it. Must not throw, whatever the document is.
     *
     * @param document the document
     * @return true when it is; the first dialect to say so reads it
     */
    boolean recognises(Document document);

    /**
     * Reads a document. Must not throw, whatever the document is: what is wrong is in the pattern's report.
     *
     * @param document a document that this dialect recognises
     * @return the pattern, as complete as can be
     */
    Pattern read(Document document);
}
