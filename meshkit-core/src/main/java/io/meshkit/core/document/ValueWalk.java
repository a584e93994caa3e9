// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Walks a value with a stack of its own, so that values made by code may be nested as deep as their sink allows. */
final class ValueWalk {

    private record Level(
            @Nullable Iterator<MapValue.Entry> entries,
            @Nullable Iterator<Value> items) {}

    private ValueWalk() {}

    static void walk(Value root, ValueSink sink) {
        Deque<Level> levels = new ArrayDeque<>();
        visit(root, sink, levels);
        while (!levels.isEmpty()) {
            Level level = levels.element();
            if (level.entries != null && level.entries.hasNext()) {
                MapValue.Entry entry = level.entries.next();
                sink.key(entry.key());
                visit(entry.value(), sink, levels);
            } else if (level.items != null && level.items.hasNext()) {
                visit(level.items.next(), sink, levels);
            } else {
                levels.remove();
                end(level, sink);
            }
        }
    }

    private static void visit(Value value, ValueSink sink, Deque<Level> levels) {
        if (value instanceof MapValue map) {
            sink.startMap(map);
            levels.push(new Level(map.iterator(), null));
        } else if (value instanceof ListValue list) {
            sink.startList(list);
            levels.push(new Level(null, list.iterator()));
        } else {
            sink.scalar(value);
        }
    }

    private static void end(Level level, ValueSink sink) {
        if (level.entries != null) {
            sink.endMap();
        } else {
            sink.endList();
        }
    }
}
