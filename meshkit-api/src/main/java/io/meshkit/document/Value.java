// SPDX-License-Identifier: Apache-2.0
package io.meshkit.document;

import java.util.Optional;

/**
 * One node of a document: a map, a list or a scalar, together with the place where it was written.
 *
 * <p>Values are immutable and thread-safe. Two values are equal when their content is equal, wherever they stand: the order of keys does
 * not matter, the order of items does, and numbers compare by size ({@code 1.0} equals {@code 1}). Absent and null are different:
 * {@link #find} gives nothing for an absent key and a {@link NullValue} for one that is written as null.
 *
 * <p>Values move through the stages of a pipeline as they are, so the place of a value is its provenance: a weight that stands in an
 * object sent to a server still knows the line of the pattern file that it came from.
 *
 * @since 0.1.0
 */
public sealed interface Value permits MapValue, ListValue, TextValue, NumberValue, BooleanValue, NullValue {

    /**
     * Where this value stands. For a value that came through an alias this is the alias; see {@link #anchor()}.
     *
     * @return the place; empty for values made by code or sent by a server
     */
    Optional<Place> place();

    /**
     * Where the anchored node was written, when this value came through an alias ({@code *name}).
     *
     * @return the place of the anchored node; empty for values written where they stand
     */
    Optional<Place> anchor();

    /**
     * This content at another place. Values computed from others take the place of what they stand for with this method.
     *
     * @param other the value whose place and anchor to take
     * @return the same content there
     */
    Value at(Value other);

    /**
     * Looks a value up.
     *
     * @param pointer the way from here; the empty pointer gives this value
     * @return the value, or empty when a key is absent, an index is out of range or not a number, or the way leads through a scalar
     */
    default Optional<Value> find(JsonPointer pointer) {
        Value current = this;
        for (String segment : pointer.segments()) {
            Optional<Value> next = Values.step(current, segment);
            if (next.isEmpty()) {
                return Optional.empty();
            }
            current = next.get();
        }
        return Optional.of(current);
    }

    /**
     * Looks a value up by the text form of a pointer.
     *
     * @param pointer a JSON pointer such as {@code /spec/http/0}
     * @return the value, or empty as in {@link #find(JsonPointer)}
     * @throws IllegalArgumentException when the text is not a pointer
     */
    default Optional<Value> find(String pointer) {
        return find(JsonPointer.parse(pointer));
    }

    /**
     * A copy in which one value is other. Maps missing on the way are made; {@code -} as last segment appends to a list (RFC 6902).
     *
     * @param pointer where to put it; the empty pointer gives {@code value} itself
     * @param value what to put there
     * @return the changed copy; everything off the way is shared with this value
     * @throws IllegalArgumentException when the way leads through a scalar or beyond a list
     */
    default Value with(JsonPointer pointer, Value value) {
        return Values.with(this, pointer, value);
    }

    /**
     * A copy without one value.
     *
     * @param pointer what to leave out
     * @return the changed copy, or this value when there was nothing to leave out
     */
    default Value without(JsonPointer pointer) {
        return Values.without(this, pointer);
    }
}
