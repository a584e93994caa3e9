// SPDX-License-Identifier: Apache-2.0
package io.meshkit.spi;

import io.meshkit.document.SourceText;
import java.nio.file.Path;

/**
 * Reads YAML 1.2 (core schema) and JSON into located values. Stateless and thread-safe. No text makes it throw: what is wrong with a text
 * is in the report. Size, depth, aliases and documents are bounded.
 *
 * @since 0.1.0
 */
public interface DocumentReader {

    /**
     * Reads a text.
     *
     * @param text the text
     * @return its documents and what is wrong with it
     */
    ReadResult read(SourceText text);

    /**
     * Reads a UTF-8 file; it is named in findings as the path is written.
     *
     * @param file the file
     * @return its documents and what is wrong with it, bytes that are no UTF-8 included
     * @throws io.meshkit.MeshKitException with code {@code MK-FILE-READ} when the file cannot be read
     */
    ReadResult read(Path file);
}
