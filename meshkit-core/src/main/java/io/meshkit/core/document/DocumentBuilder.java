// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

import io.meshkit.document.Value;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One document on its way: its tree, its comments, and warnings of scalars that others read differently. A reader tells its nodes in the
 * order of the text; all offsets count code points from the start of the text.
 */
final class DocumentBuilder {

    private final Reading reading;
    private final int start;
    private final int end;
    private final TreeBuilder tree;
    private final ScalarReader scalars;
    private final CommentScanner comments;

    DocumentBuilder(Reading reading, Chunk chunk) {
        this.reading = reading;
        this.start = chunk.offset();
        this.end = start + reading.points().count(chunk.start(), chunk.end());
        this.tree = new TreeBuilder(reading);
        this.scalars = new ScalarReader(reading);
        this.comments = new CommentScanner(reading, start);
    }

    /** The offset after the last character of the document. */
    int end() {
        return end;
    }

    boolean isAbandoned() {
        return tree.isAbandoned();
    }

    /** Gives the document up; what is wrong with it has been or will be reported. */
    void abandon() {
        tree.abandon();
    }

    /** Where the innermost map or list begins that is open and written with brackets. */
    OptionalInt openBracket() {
        return tree.openBracket();
    }

    /** Begins a map or a list; {@code anchor} is empty when it has no name. */
    void open(boolean map, int at, String anchor) {
        tree.open(map, at, anchor);
    }

    void checkCollectionTag(String tag, boolean map, int at) {
        scalars.checkCollectionTag(tag, map, at);
    }

    /** Where the innermost open map or list begins. */
    int openStart() {
        return tree.openStart();
    }

    /** Where the last node of the innermost open map or list ends: the end of that map or list in block style. */
    int lastEnd() {
        return tree.lastEnd();
    }

    /** Ends the innermost map or list. */
    void close(int at) {
        tree.close(at);
    }

    void alias(String name, int from, int to) {
        tree.alias(name, from, to);
    }

    /** Takes a scalar without a tag, key or value; {@code anchor} is empty when it has no name. */
    void scalar(String text, boolean plain, String anchor, int from, int to) {
        passOver(from, to);
        scalar(text, plain, anchor, "", from, to);
    }

    /** Takes a block scalar without anchor or tag; a comment may stand behind its indicators. */
    void blockScalar(String text, int from, int headerEnd, int to) {
        passOver(Math.min(headerEnd, to), to);
        scalar(text, false, "", "", from, to);
    }

    /** Looks for comments before a scalar, and for none inside. */
    void passOver(int from, int to) {
        comments.upTo(from);
        comments.skipTo(to);
    }

    /** Takes a scalar that was passed over; anchor and tag are empty when it has none. */
    void scalar(String text, boolean plain, String anchor, String tag, int from, int to) {
        boolean named = !anchor.isEmpty();
        if (tree.expectsKey()) {
            boolean untagged = plain && tag.isEmpty();
            tree.key(text, untagged && text.equals("<<"), from, to);
            if (untagged) {
                scalars.warnOfGo(text, from, to);
            }
            if (named) {
                tree.name(anchor, scalars.text(text, from, to), from, to);
            }
            return;
        }
        boolean nothing = plain && from == to && !named && tag.isEmpty();
        if (nothing && tree.isEmpty()) {
            return;
        }
        Value value = scalars.value(text, plain, tag, from, to);
        if (named) {
            tree.name(anchor, value, from, to);
        }
        tree.scalar(value, from, to);
    }

    /** Hands the document over, or counts it as left out. */
    void finish() {
        Optional<Value> root = reading.isDamaged(start, end) ? Optional.empty() : tree.root();
        if (root.isPresent()) {
            comments.upTo(end);
            reading.add(root.get(), comments.comments());
        } else {
            reading.skip();
        }
    }
}
