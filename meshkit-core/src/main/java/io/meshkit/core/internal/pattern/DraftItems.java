// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.pattern.DraftList;
import io.meshkit.pattern.DraftNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A list under construction: items by key, and what holds for all of them. */
final class DraftItems implements DraftList {

    private final DraftBoard board;
    private final Runnable wrote;
    private final Map<String, Item> items = new TreeMap<>();
    private final DraftTree each;

    DraftItems(DraftBoard board, Runnable wrote) {
        this.board = board;
        this.wrote = wrote;
        this.each = new Item(board, wrote);
    }

    /** An item and where it stands; whoever asks for an earlier position wins, so that the order of asking does not matter. */
    private static final class Item extends DraftTree {
        private final Runnable wrote;
        private int order = Integer.MAX_VALUE;

        Item(DraftBoard board, Runnable wrote) {
            super(board);
            this.wrote = wrote;
        }

        @Override
        void wrote() {
            wrote.run();
        }
    }

    @Override
    public DraftNode item(String key, int order) {
        wrote.run();
        Item item = items.computeIfAbsent(key, name -> new Item(board, wrote));
        item.order = Math.min(item.order, order);
        return item;
    }

    @Override
    public DraftNode each() {
        return each;
    }

    DraftTree forEach() {
        return each;
    }

    /** The items in the order of the list. */
    List<DraftTree> inOrder() {
        List<Map.Entry<String, Item>> sorted = new ArrayList<>(items.entrySet());
        // sorted by key already, and the sort is stable
        sorted.sort(Comparator.comparingInt(entry -> entry.getValue().order));
        return sorted.stream().map(entry -> (DraftTree) entry.getValue()).toList();
    }
}
