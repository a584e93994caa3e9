// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

/** Where nodes begin and end when the engine's marks say something else: behind anchor and tag, and before trailing blank lines. */
final class NodeText {

    private final CodePoints points;

    NodeText(CodePoints points) {
        this.points = points;
    }

    boolean isBracket(int offset) {
        return offset < points.length() && (points.at(offset) == '{' || points.at(offset) == '[');
    }

    /** The offset after anchor, tag and what separates them from the node; {@code end} when nothing follows. */
    int afterProperties(int start, int end) {
        int offset = start;
        int lastProperty = start;
        while (offset < end) {
            int c = points.at(offset);
            if (c == '&' || c == '!') {
                offset = afterProperty(offset, end);
                lastProperty = offset;
            } else if (CodePoints.isBlank(c) || CodePoints.isBreak(c)) {
                offset++;
            } else if (c == '#') {
                offset = Math.min(points.lineEnd(offset), end);
            } else {
                return offset;
            }
        }
        return Math.min(lastProperty, end);
    }

    private int afterProperty(int start, int end) {
        boolean verbatim = points.at(start) == '!' && start + 1 < end && points.at(start + 1) == '<';
        int offset = start + 1;
        while (offset < end) {
            int c = points.at(offset);
            if (verbatim && c == '>') {
                return offset + 1;
            }
            boolean ends = CodePoints.isBlank(c) || CodePoints.isBreak(c);
            if (ends || (!verbatim && (c == ',' || c == '[' || c == ']' || c == '{' || c == '}'))) {
                return offset;
            }
            offset++;
        }
        return offset;
    }

    /** The end of the last line of a block scalar that holds something. */
    int blockScalarEnd(int start, int end) {
        int last = end;
        int offset = end;
        while (offset > start) {
            int c = points.at(offset - 1);
            if (CodePoints.isBreak(c)) {
                last = offset - 1;
            } else if (!CodePoints.isBlank(c)) {
                break;
            }
            offset--;
        }
        return last == end ? end : last;
    }
}
