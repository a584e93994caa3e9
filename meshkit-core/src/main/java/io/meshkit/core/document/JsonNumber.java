// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

import io.meshkit.document.NumberValue;
import java.math.BigDecimal;

/** Numbers in the form that JSON allows, which is narrower than YAML's: no sign plus, no leading zeros, no bare dot, no radix. */
final class JsonNumber {

    private JsonNumber() {}

    /**
     * The number as JSON writes it, its digits kept.
     *
     * @throws IllegalArgumentException for infinities and not-a-number
     */
    static String of(NumberValue number) {
        String text = number.text();
        if (text.startsWith("0x") || text.startsWith("0o")) {
            return number.decimal()
                    .map(BigDecimal::toPlainString)
                    .orElseThrow(
                            () -> new IllegalArgumentException("a number of " + text.length() + " digits is too long"));
        }
        String unsigned = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
        if (unsigned.startsWith(".") && (unsigned.length() == 1 || !isDigit(unsigned.charAt(1)))) {
            throw new IllegalArgumentException("JSON has no number for " + text + "; write a text or leave it out");
        }
        int exponent = Math.max(unsigned.indexOf('e'), unsigned.indexOf('E'));
        String mantissa = exponent < 0 ? unsigned : unsigned.substring(0, exponent);
        int dot = mantissa.indexOf('.');
        String fraction = dot < 0 ? "" : mantissa.substring(dot + 1);
        return (text.startsWith("-") ? "-" : "")
                + whole(dot < 0 ? mantissa : mantissa.substring(0, dot))
                + (fraction.isEmpty() ? "" : "." + fraction)
                + (exponent < 0 ? "" : unsigned.substring(exponent));
    }

    private static String whole(String digits) {
        int first = 0;
        while (first < digits.length() - 1 && digits.charAt(first) == '0') {
            first++;
        }
        return digits.isEmpty() ? "0" : digits.substring(first);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
