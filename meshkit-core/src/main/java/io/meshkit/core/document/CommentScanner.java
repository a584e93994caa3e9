// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

import io.meshkit.document.Comment;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the comments of one document in the gaps between its scalars. The engine can report comments too, but takes another way through
 * its parser for that, which costs time and places some of them elsewhere.
 */
final class CommentScanner {

    private final Reading reading;
    private final CodePoints points;
    private final HashSigns hashes;
    private final List<Comment> comments = new ArrayList<>();
    private int position;
    private int nextHash;

    CommentScanner(Reading reading, int start) {
        this.reading = reading;
        this.points = reading.points();
        this.hashes = reading.hashes();
        this.position = start;
        this.nextHash = hashes.next(start);
    }

    /** Looks through the gap up to an offset. */
    void upTo(int end) {
        while (nextHash < end) {
            if (nextHash >= position && begins(nextHash)) {
                int lineEnd = points.lineEnd(nextHash);
                String text = points.slice(nextHash + 1, lineEnd);
                comments.add(new Comment(text, reading.place(nextHash, lineEnd), trails(nextHash)));
                nextHash = hashes.next(lineEnd);
            } else {
                nextHash = hashes.next(Math.max(nextHash + 1, position));
            }
        }
        position = Math.max(position, end);
    }

    /** Leaves a scalar out: what looks like a comment inside is none. */
    void skipTo(int end) {
        position = Math.max(position, end);
    }

    List<Comment> comments() {
        return comments;
    }

    private boolean begins(int offset) {
        if (offset == 0) {
            return true;
        }
        int before = points.at(offset - 1);
        return CodePoints.isBlank(before) || CodePoints.isBreak(before) || before == 0xFEFF;
    }

    private boolean trails(int hash) {
        int offset = hash - 1;
        while (offset >= 0 && CodePoints.isBlank(points.at(offset))) {
            offset--;
        }
        return offset >= 0 && !CodePoints.isBreak(points.at(offset));
    }
}
