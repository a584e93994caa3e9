// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

import io.meshkit.core.document.LayoutMarks.Kind;
import io.meshkit.core.document.LayoutMarks.Stretch;
import java.util.Optional;

/**
 * The indentation of a block scalar ({@code |} or {@code >}; YAML 1.2.2, section 8.1).
 *
 * @param stretch the scalar
 * @param header offset of its indicator
 * @param column the column where its content begins
 * @param target the column where its content shall begin
 * @param chomping what becomes of the line ends behind it: {@code -}, {@code +}, or a blank for one line end
 */
record BlockScalar(Stretch stretch, int header, int column, int target, char chomping) {

    static final BlockScalar NONE = new BlockScalar(new Stretch(-1, -1, Kind.FIXED, Optional.empty()), -1, 0, 0, ' ');

    static BlockScalar read(CodePoints points, Stretch stretch, Block in) {
        int header = new NodeText(points).afterProperties(stretch.start(), stretch.end());
        int given = 0;
        char chomping = ' ';
        for (int at = header + 1; at < stretch.end() && at <= header + 2; at++) {
            int c = points.at(at);
            given = c >= '1' && c <= '9' ? c - '0' : given;
            chomping = c == '-' || c == '+' ? (char) c : chomping;
        }
        if (given > 0) {
            return new BlockScalar(stretch, header, in.column() + given, in.target() + given, chomping);
        }
        return new BlockScalar(stretch, header, firstColumn(points, header, stretch.end()), in.inner(), chomping);
    }

    boolean isOf(Stretch other) {
        return stretch.start() == other.start();
    }

    /** The column of the first line that holds something; without such a line all lines are empty. */
    private static int firstColumn(CodePoints points, int header, int end) {
        int line = points.lineEnd(header) + 1;
        int widest = 0;
        while (line < end) {
            int at = line;
            while (at < end && points.at(at) == ' ') {
                at++;
            }
            if (at < end && !CodePoints.isBreak(points.at(at))) {
                return at - line;
            }
            widest = Math.max(widest, at - line);
            line = at + 1;
        }
        return widest;
    }
}
