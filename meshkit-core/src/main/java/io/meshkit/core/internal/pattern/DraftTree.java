// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.document.JsonPointer;
import io.meshkit.document.Value;
import io.meshkit.pattern.DraftList;
import io.meshkit.pattern.DraftNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A map under construction: what its writers want, kept side by side until {@link DraftAssembly} makes one map of it. So the order in which
 * they write does not matter.
 */
class DraftTree implements DraftNode {

    private final DraftBoard board;
    private final Map<JsonPointer, List<Write>> sets = new TreeMap<>();
    private final Map<JsonPointer, List<Write>> fallbacks = new TreeMap<>();
    private final Map<JsonPointer, DraftItems> lists = new TreeMap<>();

    DraftTree(DraftBoard board) {
        this.board = board;
    }

    @Override
    public DraftNode set(String pointer, Value value) {
        note(sets, pointer, value);
        return this;
    }

    @Override
    public DraftNode fallback(String pointer, Value value) {
        note(fallbacks, pointer, value);
        return this;
    }

    @Override
    public DraftList list(String pointer) {
        wrote();
        return lists.computeIfAbsent(JsonPointer.parse(pointer), at -> new DraftItems(board, this::wrote));
    }

    private void note(Map<JsonPointer, List<Write>> where, String pointer, Value value) {
        wrote();
        Writer writer = board.writer();
        where.computeIfAbsent(JsonPointer.parse(pointer), at -> new ArrayList<>())
                .add(new Write(writer.located(value), writer));
    }

    /** Told at every change, so that an object knows its writers. */
    void wrote() {}

    DraftBoard board() {
        return board;
    }

    Map<JsonPointer, List<Write>> sets() {
        return sets;
    }

    Map<JsonPointer, List<Write>> fallbacks() {
        return fallbacks;
    }

    Map<JsonPointer, DraftItems> lists() {
        return lists;
    }
}
