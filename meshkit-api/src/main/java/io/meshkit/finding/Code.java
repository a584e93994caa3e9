// SPDX-License-Identifier: Apache-2.0
package io.meshkit.finding;

import java.util.regex.Pattern;

/**
 * The stable name of a kind of finding, such as {@code MKP003}. Codes are never reused for something else.
 *
 * @param value capitals, digits and hyphens, beginning with a capital
 * @since 0.1.0
 */
public record Code(String value) implements Comparable<Code> {

    private static final Pattern FORM = Pattern.compile("[A-Z][A-Z0-9]*(-[A-Z0-9]+)*");

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException when the value has another form
     */
    public Code {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("a code looks like MKP003; got \"" + value + "\"");
        }
    }

    @Override
    public int compareTo(Code other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
