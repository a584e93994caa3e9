// SPDX-License-Identifier: Apache-2.0
package io.meshkit.document;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A value written as null, or a key with nothing behind it. An absent key is not null; it is absent.
 *
 * @since 0.1.0
 */
public final class NullValue extends Located implements Value {

    /** Null, made by code. */
    public static final NullValue NULL = new NullValue(null, 0, 0);

    private NullValue(@Nullable Origin origin, int start, int end) {
        super(origin, start, end);
    }

    /**
     * A null that was read.
     *
     * @param origin the text it was read from
     * @param start offset of its first character
     * @param end offset after its last character; equal to {@code start} where nothing is written
     * @return the value
     */
    public static NullValue of(Origin origin, int start, int end) {
        return new NullValue(requireNonNull(origin, "origin"), start, end);
    }

    @Override
    public NullValue at(Value other) {
        Located place = Located.of(other);
        return new NullValue(place.origin, place.start, place.end);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NullValue;
    }

    @Override
    public int hashCode() {
        return 0;
    }

    @Override
    public String toString() {
        return "null";
    }
}
