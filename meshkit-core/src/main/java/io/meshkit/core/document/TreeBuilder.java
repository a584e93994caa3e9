// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NullValue;
import io.meshkit.document.Place;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.finding.Finding;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Builds the located value of one document from its nodes in the order of the text, with a stack of its own. Anchors, aliases, merge keys,
 * duplicate keys and the limits on depth and aliases are its business; where nodes begin and end is the caller's. All offsets count code
 * points from the start of the text.
 */
final class TreeBuilder {

    private final Reading reading;
    private final Deque<Frame> frames = new ArrayDeque<>();
    private final Map<String, Anchored> anchors = new HashMap<>();
    private @Nullable Frame top;
    private @Nullable Value root;
    /** The maps of the list that was closed last, when that list stands behind a merge key. */
    private List<Frame.Merge> listMerges = List.of();

    private int namedFrames;
    private int collectionAliases;
    private long aliasNodes;
    private boolean abandoned;

    TreeBuilder(Reading reading) {
        this.reading = reading;
    }

    boolean isAbandoned() {
        return abandoned;
    }

    /** Gives the document up; what is wrong with it has been or will be reported. */
    void abandon() {
        abandoned = true;
    }

    /** The whole value; empty before its end, and for a document that holds nothing. */
    Optional<Value> root() {
        return abandoned ? Optional.empty() : Optional.ofNullable(root);
    }

    /** Whether the next node is a key. */
    boolean expectsKey() {
        return top != null && top.expectsKey();
    }

    boolean isEmpty() {
        return top == null && root == null;
    }

    /** Begins a map or a list; {@code anchor} is empty when it has no name. */
    void open(boolean map, int start, String anchor) {
        int depth = frames.size() + (top == null ? 0 : 1);
        if (depth >= reading.limits().depth()) {
            giveUp(
                    start,
                    "maps and lists are nested more than " + reading.limits().depth() + " deep here");
            return;
        }
        Frame frame = map ? Frame.map(start, anchor) : Frame.list(start, anchor);
        frame.mergeList = !map && top != null && top.merging && top.next == Frame.Next.VALUE;
        if (top != null) {
            frames.push(top);
        }
        top = frame;
        namedFrames += anchor.isEmpty() ? 0 : 1;
    }

    /** Where the innermost open map or list begins. */
    int openStart() {
        return top == null ? 0 : top.start;
    }

    /** Where the innermost map or list begins that is open and written with brackets. */
    OptionalInt openBracket() {
        NodeText text = new NodeText(reading.points());
        return Stream.concat(Stream.ofNullable(top), frames.stream())
                .mapToInt(frame -> frame.start)
                .filter(start -> text.isBracket(start))
                .findFirst();
    }

    /** Where the last node of the innermost open map or list ends: the end of that map or list in block style. */
    int lastEnd() {
        return top == null ? 0 : top.end;
    }

    /** Ends the innermost map or list. */
    void close(int end) {
        Frame frame = top;
        if (frame == null) {
            return;
        }
        frame.end = end;
        Value value = frame.finish(reading);
        top = frames.poll();
        listMerges = frame.mergeList ? frame.merges : List.of();
        if (!frame.anchor.isEmpty()) {
            namedFrames--;
            anchors.put(frame.anchor, new Anchored(value, frame.start, end, frame.nodes, frame.height));
        }
        deliver(value, frame.start, end, frame.nodes, frame.height);
    }

    /** Takes a key; {@code merging} tells that it brings in other maps. */
    void key(String text, boolean merging, int start, int end) {
        Frame frame = top;
        if (frame == null) {
            return;
        }
        reading.checkHalves(text, start, end);
        frame.key = reading.pool().key(text);
        frame.keyStart = start;
        frame.keyEnd = end;
        frame.end = end;
        frame.next = Frame.Next.VALUE;
        frame.merging = merging;
        if (merging) {
            checkMerge(frame);
        }
    }

    /** The maps to merge are a list; a second {@code <<} is a key like any other that stands twice. */
    private void checkMerge(Frame frame) {
        if (frame.mergeStart < 0) {
            frame.mergeStart = frame.keyStart;
            frame.mergeEnd = frame.keyEnd;
        } else if (!reading.isFull()) {
            reading.report(Finding.error(
                            DocumentCodes.DUPLICATE_KEY,
                            "key \"<<\" stands twice in this map; to merge several maps, give it a list of them")
                    .parameter("key", "<<")
                    .at(reading.place(frame.keyStart, frame.keyEnd))
                    .related(reading.place(frame.mergeStart, frame.mergeEnd), "first written here")
                    .build());
        }
    }

    /** Takes a scalar that is no key. */
    void scalar(Value value, int start, int end) {
        if (value instanceof TextValue text) {
            reading.checkHalves(text.text(), start, end);
        }
        deliver(value, start, end, 1, 0);
    }

    /** Remembers the name of a scalar. */
    void name(String anchor, Value value, int start, int end) {
        anchors.put(anchor, new Anchored(value, start, end, 1, 0));
    }

    void alias(String name, int start, int end) {
        listMerges = List.of();
        Optional<Anchored> found = find(name, start, end);
        if (found.isEmpty()) {
            deliver(NullValue.of(reading.origin(), start, end), start, end, 1, 0);
            return;
        }
        Anchored anchored = found.get();
        if (expectsKey() && anchored.height() == 0) {
            key(anchored.value().toString(), false, start, end);
            return;
        }
        if (exceedsLimits(anchored, start)) {
            return;
        }
        NullValue site = NullValue.of(reading.origin().aliasOf(anchored.start(), anchored.end()), start, end);
        deliver(anchored.value().at(site), start, end, anchored.nodes(), anchored.height());
    }

    private Optional<Anchored> find(String name, int start, int end) {
        Frame open = namedFrames == 0 ? null : open(name);
        String shown = Reading.shown(name);
        if (open != null) {
            String message =
                    "*" + shown + " stands inside the value that &" + shown + " names, which would go on without end";
            reading.report(Finding.error(DocumentCodes.ALIAS, message)
                    .at(reading.place(start, end))
                    .related(reading.place(open.start, open.start), "&" + shown + " names the value that begins here")
                    .build());
            return Optional.empty();
        }
        Anchored anchored = anchors.get(name);
        if (anchored == null) {
            reading.error(
                    DocumentCodes.ALIAS, start, end, "no &" + shown + " stands before *" + shown + " in this document");
        }
        return Optional.ofNullable(anchored);
    }

    private @Nullable Frame open(String name) {
        if (top != null && top.anchor.equals(name)) {
            return top;
        }
        for (Frame frame : frames) {
            if (frame.anchor.equals(name)) {
                return frame;
            }
        }
        return null;
    }

    private boolean exceedsLimits(Anchored anchored, int start) {
        if (anchored.height() == 0) {
            return false;
        }
        ReaderLimits limits = reading.limits();
        collectionAliases++;
        aliasNodes += anchored.nodes();
        int depth = frames.size() + (top == null ? 0 : 1) + anchored.height();
        if (collectionAliases > limits.aliases()) {
            giveUp(start, "more than " + limits.aliases() + " aliases in this document lead to maps or lists");
        } else if (aliasNodes > limits.aliasNodes()) {
            giveUp(start, "the aliases of this document expand to more than " + limits.aliasNodes() + " values");
        } else if (depth > limits.depth()) {
            giveUp(
                    start,
                    "with what this alias brings, maps and lists are nested more than " + limits.depth() + " deep");
        }
        return abandoned;
    }

    private void giveUp(int at, String reason) {
        abandon();
        reading.report(Finding.error(DocumentCodes.LIMIT, reason + "; the document is left out")
                .at(reading.character(at))
                .build());
    }

    private void deliver(Value value, int start, int end, long nodes, int height) {
        Frame frame = top;
        if (frame == null) {
            root = value;
            return;
        }
        frame.end = Math.max(frame.end, end);
        if (frame.expectsKey()) {
            reading.error(
                    DocumentCodes.KEY,
                    start,
                    end,
                    "a key is a text; this one is a list, a map or nothing, and is left out" + templateHint(start));
            frame.next = Frame.Next.NOTHING;
            return;
        }
        MapValue.Builder entries = frame.entries;
        if (entries == null) {
            frame.items.add(value);
            if (frame.mergeList && value instanceof MapValue map) {
                frame.addMerge(new Frame.Merge(map, start, end));
            }
        } else if (frame.next == Frame.Next.NOTHING) {
            frame.next = Frame.Next.KEY;
            return;
        } else {
            frame.next = Frame.Next.KEY;
            entry(frame, entries, value, start, end);
        }
        frame.nodes += nodes;
        frame.height = Math.max(frame.height, height + 1);
    }

    /** {@code {{ .Values.name }}} is a map with a map as key; nobody who writes it means that. */
    private String templateHint(int start) {
        CodePoints points = reading.points();
        boolean braces = start > 0 && start < points.length() && points.at(start) == '{' && points.at(start - 1) == '{';
        return braces ? "; if this is a template, render it first" : "";
    }

    private void entry(Frame frame, MapValue.Builder entries, Value value, int start, int end) {
        if (frame.merging) {
            merge(frame, value, start, end);
            return;
        }
        if (entries.has(frame.key) && !reading.isFull()) {
            Optional<Place> first = entries.keyPlace(frame.key);
            reading.report(Finding.error(
                            DocumentCodes.DUPLICATE_KEY,
                            "key \"" + Reading.shown(frame.key) + "\" stands twice in this map")
                    .parameter("key", frame.key)
                    .at(reading.place(frame.keyStart, frame.keyEnd))
                    .related(first, "first written here")
                    .build());
        }
        entries.put(frame.key, reading.origin(), frame.keyStart, frame.keyEnd, value);
    }

    private void merge(Frame frame, Value value, int start, int end) {
        if (value instanceof MapValue map) {
            frame.addMerge(new Frame.Merge(map, start, end));
            return;
        }
        boolean maps = value instanceof ListValue;
        if (value instanceof ListValue list) {
            for (Value item : list) {
                if (item instanceof MapValue map && listMerges.isEmpty()) {
                    frame.addMerge(new Frame.Merge(map, start, end));
                }
                maps &= item instanceof MapValue;
            }
            listMerges.forEach(frame::addMerge);
        }
        if (!maps) {
            reading.error(DocumentCodes.ALIAS, start, end, "<< takes a map, an alias of a map, or a list of those");
        }
    }
}
