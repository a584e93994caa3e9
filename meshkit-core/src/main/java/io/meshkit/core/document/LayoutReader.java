// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

import io.meshkit.core.document.LayoutMarks.Entry;
import io.meshkit.core.document.LayoutMarks.Gap;
import io.meshkit.core.document.LayoutMarks.Kind;
import io.meshkit.core.document.LayoutMarks.Stretch;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;

/**
 * Finds where the blocks of one document stand and where they shall stand: a level is two columns; the dashes of a list stand under the key
 * that it belongs to. Used by one thread, for one document.
 */
final class LayoutReader {

    private final CodePoints points;
    private final NodeText nodeText;
    private final Chunk chunk;
    private final LayoutMarks marks;
    private final Deque<Frame> frames = new ArrayDeque<>();
    private int lastEnd;
    private int flowDepth;
    private int flowStart;

    /** A block that is open. */
    private static final class Frame {

        final boolean list;
        final Optional<Block> around;
        final int target;

        @Nullable
        Block block;

        boolean expectsKey = true;

        Frame(boolean list, Optional<Block> around, int target) {
            this.list = list;
            this.around = around;
            this.target = target;
        }
    }

    /** A document that is written in a way that no rule of layout speaks of. */
    private static final class Unusual extends Exception {

        private static final long serialVersionUID = 1;

        Unusual() {
            super("unusual", null, false, false);
        }
    }

    private LayoutReader(CodePoints points, Chunk chunk) {
        this.points = points;
        this.nodeText = new NodeText(points);
        this.chunk = chunk;
        this.marks = new LayoutMarks(chunk.offset(), chunk.offset() + points.count(chunk.start(), chunk.end()));
        this.lastEnd = chunk.offset();
    }

    /** The marks of one document that can be read; empty when it has explicit keys or other things that layout knows no rule for. */
    static Optional<LayoutMarks> read(Chunk chunk, CodePoints points) {
        LayoutReader reader = new LayoutReader(points, chunk);
        ParserImpl parser = EventReader.parser(chunk, points);
        try {
            while (parser.hasNext()) {
                reader.accept(parser.next());
            }
        } catch (Unusual | YamlEngineException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
        return Optional.of(reader.marks.sorted());
    }

    private void accept(Event event) throws Unusual {
        if (event instanceof CollectionStartEvent start) {
            open(start);
        } else if (event instanceof CollectionEndEvent) {
            close(offset(event.getEndMark()));
        } else if (event instanceof ScalarEvent scalar) {
            scalar(scalar);
        } else if (event instanceof AliasEvent && flowDepth == 0) {
            begin(offset(event.getStartMark()), offset(event.getEndMark()));
            finish(offset(event.getEndMark()));
        }
    }

    private void open(CollectionStartEvent event) throws Unusual {
        int start = offset(event.getStartMark());
        if (flowDepth > 0 || event.isFlow()) {
            if (flowDepth == 0) {
                flowStart = start;
                begin(start, start + 1);
            }
            flowDepth++;
            return;
        }
        boolean list = !(event instanceof MappingStartEvent);
        Frame top = frames.peek();
        if (top == null) {
            frames.push(new Frame(list, Optional.empty(), 0));
        } else if (top.expectsKey && !top.list) {
            throw new Unusual();
        } else {
            if (top.list) {
                dash(top, start, start + 1);
            }
            Block around = block(top);
            frames.push(new Frame(list, Optional.of(around), top.list || !list ? around.inner() : around.target()));
        }
        if (list) {
            int first = nodeText.afterProperties(start, marks.end());
            Frame frame = frames.element();
            frame.block = new Block(frame.around, column(first), frame.target);
            lastEnd = first;
        }
    }

    private void close(int end) throws Unusual {
        if (flowDepth > 0) {
            flowDepth--;
            if (flowDepth == 0) {
                marks.add(new Stretch(flowStart, end, Kind.FLOW, around()));
                finish(end);
            }
            return;
        }
        frames.pop();
        finish(lastEnd);
    }

    private void scalar(ScalarEvent event) throws Unusual {
        if (flowDepth > 0) {
            return;
        }
        int start = offset(event.getStartMark());
        int end = offset(event.getEndMark());
        begin(start, end);
        ScalarStyle style = event.getScalarStyle();
        boolean block = style == ScalarStyle.LITERAL || style == ScalarStyle.FOLDED;
        if (frames.isEmpty()) {
            marks.add(new Stretch(start, end, Kind.FIXED, Optional.empty()));
        } else if (block || points.lineEnd(start) < end) {
            marks.add(new Stretch(start, end, block ? Kind.BLOCK_SCALAR : Kind.FOLDING, around()));
        }
        finish(end);
    }

    /** Marks where a node begins that is no block. */
    private void begin(int start, int end) throws Unusual {
        Frame top = frames.peek();
        if (top == null) {
            return;
        }
        if (top.list) {
            dash(top, start, end);
        } else if (top.expectsKey) {
            key(top, start, end);
            return;
        }
        if (start < end && isFirst(start)) {
            marks.add(new Entry(start, column(start), block(top).inner(), block(top)));
        }
    }

    /** Marks a key; explicit keys, empty ones and those in brackets are left to their authors. */
    private void key(Frame frame, int start, int end) throws Unusual {
        int before = start - 1;
        while (before >= chunk.offset() && CodePoints.isBlank(points.at(before))) {
            before--;
        }
        boolean explicit = before >= chunk.offset() && points.at(before) == '?';
        if (explicit || start >= end || nodeText.isBracket(start) || points.lineEnd(start) < end) {
            throw new Unusual();
        }
        int column = column(start);
        if (frame.block == null) {
            boolean alone = frame.around.isEmpty() && !isFirst(start);
            if (alone) {
                throw new Unusual();
            }
            frame.block = new Block(frame.around, column, frame.target);
        } else if (frame.block.column() != column || !isFirst(start)) {
            throw new Unusual();
        }
        marks.add(new Entry(start, column, frame.target, frame.block));
    }

    /** Marks the dash of an item, which is the first thing after the item before that is no comment. */
    private void dash(Frame frame, int itemStart, int itemEnd) throws Unusual {
        Block block = block(frame);
        int at = lastEnd;
        while (at < marks.end() && points.at(at) != '-') {
            int c = points.at(at);
            if (c == '#') {
                at = points.lineEnd(at);
            } else if (CodePoints.isBlank(c) || CodePoints.isBreak(c)) {
                at++;
            } else {
                throw new Unusual();
            }
        }
        boolean alone = block.around().isEmpty() && !isFirst(at);
        if (at >= marks.end() || column(at) != block.column() || alone) {
            throw new Unusual();
        }
        marks.add(new Entry(at, block.column(), block.target(), block));
        if (itemStart < itemEnd && itemStart > at + 1 && points.lineEnd(at) >= itemStart) {
            marks.add(new Gap(at + 1, itemStart));
        }
        lastEnd = at + 1;
    }

    private void finish(int end) {
        lastEnd = Math.max(lastEnd, end);
        Frame top = frames.peek();
        if (top != null && !top.list) {
            top.expectsKey = !top.expectsKey;
        }
    }

    private Optional<Block> around() {
        return Optional.ofNullable(frames.peek()).map(frame -> frame.block);
    }

    private static Block block(Frame frame) throws Unusual {
        if (frame.block == null) {
            throw new Unusual();
        }
        return frame.block;
    }

    private boolean isFirst(int offset) {
        int at = offset - 1;
        while (at >= 0 && CodePoints.isBlank(points.at(at))) {
            at--;
        }
        return at < 0 || CodePoints.isBreak(points.at(at));
    }

    private int column(int offset) {
        int at = offset;
        while (at > 0 && !CodePoints.isBreak(points.at(at - 1))) {
            at--;
        }
        return offset - at;
    }

    private int offset(Optional<Mark> mark) {
        return chunk.offset() + mark.map(Mark::getIndex).orElse(0);
    }
}
