// SPDX-License-Identifier: Apache-2.0
package io.meshkit.document;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list.
 *
 * @since 0.1.0
 */
public final class ListValue extends Located implements Value, Iterable<Value> {

    /** The empty list, made by code. */
    public static final ListValue EMPTY = new ListValue(new Value[0], null, 0, 0);

    private final Value[] items;

    private ListValue(Value[] items, @Nullable Origin origin, int start, int end) {
        super(origin, start, end);
        this.items = items;
    }

    /**
     * A list made by code.
     *
     * @param items the items in order
     * @return the value, without a place; its items keep theirs
     */
    public static ListValue of(List<? extends Value> items) {
        return items.isEmpty() ? EMPTY : new ListValue(items.toArray(new Value[0]), null, 0, 0);
    }

    /**
     * A list made by code.
     *
     * @param items the items in order
     * @return the value, without a place; its items keep theirs
     */
    public static ListValue of(Value... items) {
        return of(Arrays.asList(items));
    }

    /**
     * A list of texts made by code.
     *
     * @param texts the texts in order
     * @return the value, without a place
     */
    public static ListValue ofTexts(List<String> texts) {
        return of(texts.stream().map(TextValue::of).toList());
    }

    /**
     * A list that was read.
     *
     * @param items the items in order
     * @param origin the text it was read from
     * @param start offset of its first character
     * @param end offset after the end of its last item, or after the bracket in flow style
     * @return the value
     */
    public static ListValue of(List<? extends Value> items, Origin origin, int start, int end) {
        return new ListValue(items.toArray(new Value[0]), requireNonNull(origin, "origin"), start, end);
    }

    /**
     * How many items there are.
     *
     * @return the number of items
     */
    public int size() {
        return items.length;
    }

    /**
     * One item.
     *
     * @param index from 0
     * @return the item
     * @throws IndexOutOfBoundsException when there is no such item
     */
    public Value get(int index) {
        return items[index];
    }

    /**
     * All items.
     *
     * @return the items in order, unmodifiable
     */
    public List<Value> items() {
        return Collections.unmodifiableList(Arrays.asList(items));
    }

    /**
     * The items that are texts.
     *
     * @return their characters in order; items of other types are left out
     */
    public List<String> texts() {
        return items().stream()
                .filter(TextValue.class::isInstance)
                .map(item -> ((TextValue) item).text())
                .toList();
    }

    ListValue with(int index, Value value) {
        List<Value> changed = new ArrayList<>(items());
        if (index == changed.size()) {
            changed.add(value);
        } else {
            changed.set(index, value);
        }
        return new ListValue(changed.toArray(new Value[0]), origin, start, end);
    }

    @Override
    public Iterator<Value> iterator() {
        return items().iterator();
    }

    @Override
    public ListValue at(Value other) {
        Located place = Located.of(other);
        return new ListValue(items, place.origin, place.start, place.end);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ListValue list && Arrays.equals(list.items, items);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(items);
    }

    /** Gives the items in brackets, for debugging. */
    @Override
    public String toString() {
        return Arrays.toString(items);
    }
}
