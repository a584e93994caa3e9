// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.mesh.reference;

/** A text that can be read only so often, so that no regular expression works on it for ever. Used by one thread. */
final class BoundedText implements CharSequence {

    private static final int MOST_READS = 2_000_000;

    private final CharSequence text;
    private int reads;

    BoundedText(CharSequence text) {
        this.text = text;
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        if (++reads > MOST_READS) {
            throw new IllegalStateException("a regular expression takes too long; write it without nested repetitions");
        }
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
