// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A map or a list that is being read. */
final class Frame {

    /** What the next node of a map is. */
    enum Next {
        KEY,
        VALUE,
        /** The value of a key that is left out. */
        NOTHING
    }

    /** A map behind a merge key, and where it, or the alias that leads to it, stands. */
    record Merge(MapValue map, int start, int end) {}

    final int start;
    final String anchor;
    final MapValue.@Nullable Builder entries;
    final List<Value> items;
    Next next = Next.KEY;
    String key = "";
    int keyStart;
    int keyEnd;
    boolean merging;
    /** Where the key that merges stands; below 0 while there is none. */
    int mergeStart = -1;

    int mergeEnd;
    /** For a list behind a merge key: its maps belong to the map around. */
    boolean mergeList;

    List<Merge> merges = List.of();
    /** Offset after the last thing read in it. */
    int end;

    long nodes = 1;
    int height = 1;

    private Frame(int start, String anchor, MapValue.@Nullable Builder entries) {
        this.start = start;
        this.end = start;
        this.anchor = anchor;
        this.entries = entries;
        this.items = entries == null ? new ArrayList<>(4) : List.of();
    }

    /** A map; {@code anchor} is empty when it has no name. */
    static Frame map(int start, String anchor) {
        return new Frame(start, anchor, MapValue.builder());
    }

    static Frame list(int start, String anchor) {
        return new Frame(start, anchor, null);
    }

    boolean expectsKey() {
        return entries != null && next == Next.KEY;
    }

    void addMerge(Merge merge) {
        if (merges.isEmpty()) {
            merges = new ArrayList<>();
        }
        merges.add(merge);
    }

    Value finish(Reading reading) {
        if (entries == null) {
            return ListValue.of(items, reading.origin(), start, end);
        }
        for (Merge merge : merges) {
            entries.merge(merge.map(), merge.start(), merge.end());
        }
        return entries.at(reading.origin(), start, end).build(reading.pool());
    }
}
