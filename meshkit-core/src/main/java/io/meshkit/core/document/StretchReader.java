// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

import java.io.Reader;

/** The characters of a stretch of a text, without a copy of the stretch. Never fails; closing does nothing. */
final class StretchReader extends Reader {

    private final String text;
    private final int end;
    private int position;

    StretchReader(String text, int start, int end) {
        this.text = text;
        this.position = start;
        this.end = end;
    }

    @Override
    public int read(char[] target, int offset, int length) {
        if (position >= end) {
            return length == 0 ? 0 : -1;
        }
        int count = Math.min(length, end - position);
        text.getChars(position, position + count, target, offset);
        position += count;
        return count;
    }

    @Override
    public void close() {
        // nothing is held
    }
}
