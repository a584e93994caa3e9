// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.kubernetes;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Bytes as gzip. What is unpacked is bounded. */
final class Compressed {

    /** A revision of ten thousand resources has some 20 MiB. */
    static final int LARGEST = 256 * 1024 * 1024;

    private Compressed() {}

    static byte[] pack(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail to write", e);
        }
        return bytes.toByteArray();
    }

    /**
     * Unpacks.
     *
     * @throws IOException when the bytes are damaged, or unpack to more than the limit
     */
    static byte[] unpack(byte[] packed) throws IOException {
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            byte[] content = gzip.readNBytes(LARGEST);
            if (gzip.read() >= 0) {
                throw new IOException("unpacks to more than " + LARGEST + " bytes");
            }
            return content;
        }
    }
}
