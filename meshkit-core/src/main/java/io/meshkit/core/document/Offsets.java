// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

/** Turns indexes of UTF-16 characters into offsets. It counts from the last answer, so that indexes near each other cost little. */
final class Offsets {

    private final CodePoints points;
    private int index;
    private int offset;

    Offsets(CodePoints points, int index, int offset) {
        this.points = points;
        this.index = index;
        this.offset = offset;
    }

    int of(int wanted) {
        offset += wanted < index ? -points.count(wanted, index) : points.count(index, wanted);
        index = wanted;
        return offset;
    }
}
