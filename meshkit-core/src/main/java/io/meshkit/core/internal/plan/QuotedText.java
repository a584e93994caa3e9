// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import io.meshkit.document.JsonPointer;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Place;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * A text of a resource that somebody's words quote. Of a script they quote the beginning of its first line: Lua cuts it after some 45
 * characters (lua/lua:lobject.c, {@code luaO_chunkid}).
 *
 * @param pointer where in the resource it is
 * @param place where it was written; empty when it was made by code
 * @param length how many characters of it are quoted
 */
record QuotedText(JsonPointer pointer, Optional<Place> place, int length) {

    /** Shorter texts, such as a protocol, are in many words by chance. */
    private static final int SHORTEST = 8;

    private static final int LONGEST = 40;

    private record Part(JsonPointer pointer, Value value) {}

    /** The longest quoted text; of equally long ones the first. */
    static Optional<QuotedText> in(MapValue body, String words) {
        Optional<QuotedText> longest = Optional.empty();
        Deque<Part> open = new ArrayDeque<>();
        open.push(new Part(JsonPointer.ROOT, body));
        while (!open.isEmpty()) {
            Part part = open.pop();
            if (part.value() instanceof MapValue map) {
                for (int i = map.size() - 1; i >= 0; i--) {
                    String key = map.keys().get(i);
                    open.push(new Part(part.pointer().child(key), map.get(key).orElseThrow()));
                }
            } else if (part.value() instanceof ListValue list) {
                for (int i = list.size() - 1; i >= 0; i--) {
                    open.push(new Part(part.pointer().child(i), list.get(i)));
                }
            } else if (part.value() instanceof TextValue text) {
                String beginning = beginning(text.text());
                int before = longest.map(QuotedText::length).orElse(SHORTEST - 1);
                if (beginning.length() > before && words.contains(beginning)) {
                    longest = Optional.of(new QuotedText(part.pointer(), text.place(), beginning.length()));
                }
            }
        }
        return longest;
    }

    private static String beginning(String text) {
        int end = text.indexOf('\n');
        String line = end < 0 ? text : text.substring(0, end);
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST);
    }
}
