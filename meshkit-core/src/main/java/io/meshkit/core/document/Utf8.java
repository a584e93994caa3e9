// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes as text, with the offsets of those that are no UTF-8. */
final class Utf8 {

    private final String text;
    private final int[] malformed;

    private Utf8(String text, int[] malformed) {
        this.text = text;
        this.malformed = malformed;
    }

    static Utf8 decode(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length + 1);
        int[] malformed = new int[0];
        int found = 0;
        CoderResult result = decoder.decode(in, out, true);
        while (result.isError()) {
            if (found == malformed.length) {
                malformed = Arrays.copyOf(malformed, Math.max(16, found * 2));
            }
            malformed[found] = out.position();
            found++;
            in.position(in.position() + result.length());
            out.put('\uFFFD');
            result = decoder.decode(in, out, true);
        }
        return new Utf8(out.flip().toString(), Arrays.copyOf(malformed, found));
    }

    /** The text, with U+FFFD for every malformed sequence. */
    String text() {
        return text;
    }

    /** Indexes of UTF-16 characters where a malformed sequence was replaced, ascending. */
    int[] malformed() {
        return malformed;
    }
}
