// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

import io.meshkit.document.Place;
import io.meshkit.document.Span;
import io.meshkit.finding.Finding;

/** The end of a document that comes too early: inside brackets or quotes. */
final class EarlyEnd {

    private final Reading reading;
    private final int end;

    /** @param end the offset after the last character of the document */
    EarlyEnd(Reading reading, int end) {
        this.reading = reading;
        this.end = end;
    }

    /** Whether nothing but blanks and line breaks is left of the document. */
    boolean isAt(int offset) {
        return offset >= lastVisible();
    }

    /** The end of the last line that holds something; the empty line after it is nobody's. */
    Place place() {
        int last = lastVisible();
        return reading.place(last, last);
    }

    private int lastVisible() {
        CodePoints points = reading.points();
        int offset = Math.min(end, points.length());
        while (offset > 0 && isInvisible(points.at(offset - 1))) {
            offset--;
        }
        return offset;
    }

    private static boolean isInvisible(int c) {
        return CodePoints.isBlank(c) || CodePoints.isBreak(c);
    }

    /** Says what is not closed: the bracket or quote at {@code opened}. */
    Finding.Builder inside(int opened, String introduction) {
        int sign = reading.points().at(opened);
        String what = switch (sign) {
            case '[' -> "list";
            case '{' -> "map";
            default -> "quoted text";
        };
        char closing = switch (sign) {
            case '[' -> ']';
            case '{' -> '}';
            default -> (char) sign;
        };
        Span began = reading.place(opened, opened).span();
        String whole = end >= reading.points().length() ? "text" : "document";
        return Finding.error(
                        DocumentCodes.SYNTAX,
                        introduction + "the " + whole + " ends inside the " + what + " that began at " + began.line()
                                + ":" + began.column() + "; close it with " + closing)
                .at(place())
                .related(reading.character(opened), "the " + what + " begins here");
    }
}
