// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

/**
 * Reads documents in the part of YAML that configuration is written in: block maps and lists, scalars of every style, comments, collections
 * in brackets without surprises, and scalars with names. It declines whatever is beyond that (names of collections, tags, directives,
 * {@code ?} keys, tabs before nodes) and every text with an error of syntax, so that only the {@link EventReader} ever complains of one.
 */
final class SubsetReader implements ChunkReader {

    @Override
    public boolean read(Chunk chunk, Reading reading) {
        if (reading.points().hasOddCharacters() || reading.isDamaged(chunk)) {
            return false;
        }
        int found = reading.findingCount();
        DocumentBuilder document = new DocumentBuilder(reading, chunk);
        boolean read = new SubsetParser(document, chunk, reading.points()).read() && !document.isAbandoned();
        if (read) {
            document.finish();
        } else {
            reading.forgetSince(found);
        }
        return read;
    }
}
