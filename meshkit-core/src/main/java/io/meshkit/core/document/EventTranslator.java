// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

import io.meshkit.document.Value;
import java.util.Optional;
import java.util.OptionalInt;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/**
 * Tells a {@link TreeBuilder} what the events of one document mean. The engine's marks count code points from the start of what it was
 * given, so an offset is the mark's index plus the offset of the chunk.
 */
final class EventTranslator {

    private final Reading reading;
    private final Chunk chunk;
    private final int chunkEnd;
    private final TreeBuilder tree;
    private final ScalarReader scalars;
    private final NodeText nodeText;
    private final CommentScanner comments;
    private int position;

    EventTranslator(Reading reading, Chunk chunk) {
        this.reading = reading;
        this.chunk = chunk;
        this.chunkEnd = chunk.offset() + reading.points().count(chunk.start(), chunk.end());
        this.tree = new TreeBuilder(reading);
        this.scalars = new ScalarReader(reading);
        this.nodeText = new NodeText(reading.points());
        this.comments = new CommentScanner(reading, chunk.offset());
        this.position = chunk.offset();
    }

    /** The last offset that was read. */
    int position() {
        return position;
    }

    /** The offset after the last character of the document. */
    int end() {
        return chunkEnd;
    }

    OptionalInt openBracket() {
        return tree.openBracket();
    }

    boolean isAbandoned() {
        return tree.isAbandoned();
    }

    void abandon() {
        tree.abandon();
    }

    void accept(Event event) {
        if (event instanceof ScalarEvent scalar) {
            scalar(scalar);
        } else if (event instanceof CollectionStartEvent start) {
            start(start);
        } else if (event instanceof CollectionEndEvent end) {
            end(end);
        } else if (event instanceof AliasEvent alias) {
            position = offset(alias.getEndMark());
            tree.alias(alias.getAlias().getValue(), offset(alias.getStartMark()), position);
        }
    }

    /** Hands the document over, or counts it as left out. */
    void finish() {
        Optional<Value> root = reading.isDamaged(chunk.offset(), chunkEnd) ? Optional.empty() : tree.root();
        if (root.isPresent()) {
            comments.upTo(chunkEnd);
            reading.add(root.get(), comments.comments());
        } else {
            reading.skip();
        }
    }

    private void start(CollectionStartEvent event) {
        boolean map = event instanceof MappingStartEvent;
        String anchor = name(event.getAnchor());
        Optional<String> tag = event.getTag();
        int start = offset(event.getStartMark());
        if (!anchor.isEmpty() || tag.isPresent()) {
            start = nodeText.afterProperties(start, chunkEnd);
            tag.ifPresent(name -> scalars.checkCollectionTag(name, map, offset(event.getStartMark())));
        }
        position = start;
        tree.open(map, start, anchor);
    }

    private void end(CollectionEndEvent event) {
        // [a: b] is a list of one map without braces, which ends like a block map
        position = nodeText.isBracket(tree.openStart()) ? offset(event.getEndMark()) : tree.lastEnd();
        tree.close(position);
    }

    private void scalar(ScalarEvent event) {
        String anchor = name(event.getAnchor());
        String tag = event.getTag().orElse("");
        int start = offset(event.getStartMark());
        int end = offset(event.getEndMark());
        if (!anchor.isEmpty() || !tag.isEmpty()) {
            start = nodeText.afterProperties(start, end);
        }
        comments.upTo(start);
        ScalarStyle style = event.getScalarStyle();
        if (style == ScalarStyle.LITERAL || style == ScalarStyle.FOLDED) {
            comments.upTo(Math.min(reading.points().lineEnd(start), end));
            end = nodeText.blockScalarEnd(start, end);
        }
        comments.skipTo(end);
        position = end;
        boolean plain = style == ScalarStyle.PLAIN;
        boolean named = !anchor.isEmpty();
        String text = event.getValue();
        if (plain && text.indexOf('\uFEFF') >= 0) {
            String message = "an invisible byte order mark (U+FEFF) stands in this text; remove it";
            reading.error(DocumentCodes.SYNTAX, start, end, message);
            tree.abandon();
            return;
        }
        if (tree.expectsKey()) {
            boolean untagged = plain && tag.isEmpty();
            tree.key(text, untagged && text.equals("<<"), start, end);
            if (untagged) {
                scalars.warnOfGo(text, start, end);
            }
            if (named) {
                tree.name(anchor, scalars.text(text, start, end), start, end);
            }
            return;
        }
        boolean nothing = plain && start == end && !named && tag.isEmpty();
        if (nothing && tree.isEmpty()) {
            return;
        }
        Value value = scalars.value(text, plain, tag, start, end);
        if (named) {
            tree.name(anchor, value, start, end);
        }
        tree.scalar(value, start, end);
    }

    private int offset(Optional<Mark> mark) {
        return chunk.offset() + mark.map(Mark::getIndex).orElse(0);
    }

    private static String name(Optional<Anchor> anchor) {
        return anchor.isEmpty() ? "" : anchor.get().getValue();
    }
}
