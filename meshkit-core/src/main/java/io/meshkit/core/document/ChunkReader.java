// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

/**
 * Reads one document of a text, or hands over to the next reader in line. A reader that is fast on the plain files that are most common
 * declines, without having reported anything, whatever is beyond it; the last reader in line takes everything.
 */
interface ChunkReader {

    /**
     * Reads a document.
     *
     * @param chunk where it stands
     * @param reading the text, and where documents and findings go
     * @return false when this reader declines and has left no trace
     */
    boolean read(Chunk chunk, Reading reading);
}
