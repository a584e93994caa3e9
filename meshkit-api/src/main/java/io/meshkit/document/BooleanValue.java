// SPDX-License-Identifier: Apache-2.0
package io.meshkit.document;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * True or false.
 *
 * @since 0.1.0
 */
public final class BooleanValue extends Located implements Value {

    /** True, made by code. */
    public static final BooleanValue TRUE = new BooleanValue(true, null, 0, 0);

    /** False, made by code. */
    public static final BooleanValue FALSE = new BooleanValue(false, null, 0, 0);

    private final boolean value;

    private BooleanValue(boolean value, @Nullable Origin origin, int start, int end) {
        super(origin, start, end);
        this.value = value;
    }

    /**
     * A boolean made by code.
     *
     * @param value true or false
     * @return the value, without a place
     */
    public static BooleanValue of(boolean value) {
        return value ? TRUE : FALSE;
    }

    /**
     * A boolean that was read.
     *
     * @param value true or false
     * @param origin the text it was read from
     * @param start offset of its first character
     * @param end offset after its last character
     * @return the value
     */
    public static BooleanValue of(boolean value, Origin origin, int start, int end) {
        return new BooleanValue(value, requireNonNull(origin, "origin"), start, end);
    }

    /**
     * The content.
     *
     * @return true or false
     */
    public boolean value() {
        return value;
    }

    @Override
    public BooleanValue at(Value other) {
        Located place = Located.of(other);
        return new BooleanValue(value, place.origin, place.start, place.end);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BooleanValue bool && bool.value == value;
    }

    @Override
    public int hashCode() {
        return Boolean.hashCode(value);
    }

    @Override
    public String toString() {
        return Boolean.toString(value);
    }
}
