// SPDX-License-Identifier: Apache-2.0
package io.meshkit.document;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A number that keeps the text it was written with: {@code 1.10} stays {@code 1.10}. Equality is by size, so {@code 1.10} equals
 * {@code 1.1}; the three that are not finite equal themselves only.
 *
 * @since 0.1.0
 */
public final class NumberValue extends Located implements Value {

    /** Exponents beyond this are kept as text and compared as text, so that no input can ask for a number of gigabytes. */
    private static final int LARGEST_EXPONENT = 9_999;

    private final String text;

    private NumberValue(String text, @Nullable Origin origin, int start, int end) {
        super(origin, start, end);
        this.text = requireNonNull(text, "text");
    }

    /**
     * A whole number made by code.
     *
     * @param number the number
     * @return the value, without a place
     */
    public static NumberValue of(long number) {
        return new NumberValue(Long.toString(number), null, 0, 0);
    }

    /**
     * A decimal number made by code.
     *
     * @param number the number; its scale is kept
     * @return the value, without a place
     */
    public static NumberValue of(BigDecimal number) {
        return new NumberValue(number.toString(), null, 0, 0);
    }

    /**
     * A number by its text.
     *
     * @param text a number of JSON or of YAML's core schema ({@code 0x1F}, {@code 0o14}, {@code .inf}, {@code +1.}, …)
     * @return the value, without a place
     * @throws IllegalArgumentException when the text is no such number
     */
    public static NumberValue of(String text) {
        if (!NumberText.isNumber(text)) {
            throw new IllegalArgumentException("not a number: \"" + text + "\"");
        }
        return new NumberValue(text, null, 0, 0);
    }

    /**
     * A number that was read.
     *
     * @param text the number as written; the caller has checked that it is one
     * @param origin the text it was read from
     * @param start offset of its first character
     * @param end offset after its last character
     * @return the value
     */
    public static NumberValue of(String text, Origin origin, int start, int end) {
        return new NumberValue(text, requireNonNull(origin, "origin"), start, end);
    }

    /**
     * Whether a text is a number as YAML's core schema reads a plain scalar; JSON's numbers are among them.
     *
     * @param text the text
     * @return true when {@link #of(String)} accepts it
     */
    public static boolean isNumber(String text) {
        return NumberText.isNumber(text);
    }

    /**
     * The number as it was written.
     *
     * @return the text
     */
    public String text() {
        return text;
    }

    /**
     * The exact size.
     *
     * @return the number; empty for infinities, not-a-number, exponents beyond 9 999 and more than 10 000 characters
     */
    public Optional<BigDecimal> decimal() {
        return NumberText.decimal(text, LARGEST_EXPONENT);
    }

    /**
     * Whether this is a whole number, however it is written ({@code 1.0} is one).
     *
     * @return true for whole numbers
     */
    public boolean isWhole() {
        return decimal().map(NumberText::isWhole).orElse(false);
    }

    /**
     * The number as a long.
     *
     * @return the number; empty when it is not whole or does not fit
     */
    public OptionalLong asLong() {
        Optional<BigDecimal> decimal = decimal();
        if (decimal.isEmpty() || !NumberText.isWhole(decimal.get())) {
            return OptionalLong.empty();
        }
        BigInteger whole = decimal.get().toBigInteger();
        return whole.bitLength() < Long.SIZE ? OptionalLong.of(whole.longValue()) : OptionalLong.empty();
    }

    @Override
    public NumberValue at(Value other) {
        Located place = Located.of(other);
        return new NumberValue(text, place.origin, place.start, place.end);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof NumberValue number)) {
            return false;
        }
        if (number.text.equals(text)) {
            return true;
        }
        Optional<BigDecimal> mine = decimal();
        Optional<BigDecimal> theirs = number.decimal();
        return mine.isPresent() && theirs.isPresent() && mine.get().compareTo(theirs.get()) == 0;
    }

    @Override
    public int hashCode() {
        return decimal().map(number -> number.stripTrailingZeros().hashCode()).orElseGet(text::hashCode);
    }

    /** Gives the number as it was written. */
    @Override
    public String toString() {
        return text;
    }
}
