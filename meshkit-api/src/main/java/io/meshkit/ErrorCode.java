// SPDX-License-Identifier: Apache-2.0
package io.meshkit;

import java.util.regex.Pattern;

/**
 * A stable name for a way to fail, such as {@code MK-STORE-CONFLICT}. Codes are never reused for something else.
 *
 * @param value {@code MK-}, then words of capitals and digits joined by hyphens
 * @since 0.1.0
 */
public record ErrorCode(String value) implements Comparable<ErrorCode> {

    private static final Pattern FORM = Pattern.compile("MK(-[A-Z0-9]+)+");

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException when the value has another form
     */
    public ErrorCode {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("an error code looks like MK-STORE-CONFLICT; got \"" + value + "\"");
        }
    }

    @Override
    public int compareTo(ErrorCode other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
