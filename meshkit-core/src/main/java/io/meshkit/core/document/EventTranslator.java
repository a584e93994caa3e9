// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

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
 * Tells a {@link DocumentBuilder} what the events of one document mean. The engine's marks count code points from the start of what it was
 * given, so an offset is the mark's index plus the offset of the chunk.
 */
final class EventTranslator {

    private final Reading reading;
    private final Chunk chunk;
    private final DocumentBuilder document;
    private final NodeText nodeText;
    private int position;

    EventTranslator(Reading reading, Chunk chunk) {
        this.reading = reading;
        this.chunk = chunk;
        this.document = new DocumentBuilder(reading, chunk);
        this.nodeText = new NodeText(reading.points());
        this.position = chunk.offset();
    }

    /** The last offset that was read. */
    int position() {
        return position;
    }

    /** The offset after the last character of the document. */
    int end() {
        return document.end();
    }

    OptionalInt openBracket() {
        return document.openBracket();
    }

    boolean isAbandoned() {
        return document.isAbandoned();
    }

    void abandon() {
        document.abandon();
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
            document.alias(alias.getAlias().getValue(), offset(alias.getStartMark()), position);
        }
    }

    /** Hands the document over, or counts it as left out. */
    void finish() {
        document.finish();
    }

    private void start(CollectionStartEvent event) {
        boolean map = event instanceof MappingStartEvent;
        String anchor = name(event.getAnchor());
        Optional<String> tag = event.getTag();
        int start = offset(event.getStartMark());
        if (!anchor.isEmpty() || tag.isPresent()) {
            start = nodeText.afterProperties(start, document.end());
            tag.ifPresent(name -> document.checkCollectionTag(name, map, offset(event.getStartMark())));
        }
        position = start;
        document.open(map, start, anchor);
    }

    private void end(CollectionEndEvent event) {
        // [a: b] is a list of one map without braces, which ends like a block map
        position = nodeText.isBracket(document.openStart()) ? offset(event.getEndMark()) : document.lastEnd();
        document.close(position);
    }

    private void scalar(ScalarEvent event) {
        String anchor = name(event.getAnchor());
        String tag = event.getTag().orElse("");
        int start = offset(event.getStartMark());
        int end = offset(event.getEndMark());
        if (!anchor.isEmpty() || !tag.isEmpty()) {
            start = nodeText.afterProperties(start, end);
        }
        ScalarStyle style = event.getScalarStyle();
        if (style == ScalarStyle.LITERAL || style == ScalarStyle.FOLDED) {
            int headerEnd = Math.min(reading.points().lineEnd(start), end);
            end = nodeText.blockScalarEnd(start, end);
            document.passOver(headerEnd, end);
        } else {
            document.passOver(start, end);
        }
        position = end;
        String text = event.getValue();
        boolean plain = style == ScalarStyle.PLAIN;
        if (plain && text.indexOf('\uFEFF') >= 0) {
            String message = "an invisible byte order mark (U+FEFF) stands in this text; remove it";
            reading.error(DocumentCodes.SYNTAX, start, end, message);
            document.abandon();
            return;
        }
        document.scalar(text, plain, anchor, tag, start, end);
    }

    private int offset(Optional<Mark> mark) {
        return chunk.offset() + mark.map(Mark::getIndex).orElse(0);
    }

    private static String name(Optional<Anchor> anchor) {
        return anchor.isEmpty() ? "" : anchor.get().getValue();
    }
}
