// SPDX-License-Identifier: Apache-2.0
package io.meshkit.document;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A text.
 *
 * @since 0.1.0
 */
public final class TextValue extends Located implements Value {

    private final String text;

    private TextValue(String text, @Nullable Origin origin, int start, int end) {
        super(origin, start, end);
        this.text = requireNonNull(text, "text");
    }

    /**
     * A text made by code.
     *
     * @param text the characters
     * @return the value, without a place
     */
    public static TextValue of(String text) {
        return new TextValue(text, null, 0, 0);
    }

    /**
     * A text that was read.
     *
     * @param text the characters, after unescaping and folding
     * @param origin the text it was read from
     * @param start offset of its first character, quotes included
     * @param end offset after its last character
     * @return the value
     */
    public static TextValue of(String text, Origin origin, int start, int end) {
        return new TextValue(text, requireNonNull(origin, "origin"), start, end);
    }

    /**
     * The characters.
     *
     * @return the text
     */
    public String text() {
        return text;
    }

    @Override
    public TextValue at(Value other) {
        Located place = Located.of(other);
        return new TextValue(text, place.origin, place.start, place.end);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TextValue value && value.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** Gives the text itself. */
    @Override
    public String toString() {
        return text;
    }
}
