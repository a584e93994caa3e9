// SPDX-License-Identifier: Apache-2.0
package io.meshkit.document;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/** The spellings of numbers in JSON and in the core schema of YAML 1.2.2, section 10.3.2. */
final class NumberText {

    private static final Pattern DECIMAL = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
    private static final Pattern RADIX = Pattern.compile("0o[0-7]+|0x[0-9a-fA-F]+");
    private static final Pattern NOT_FINITE = Pattern.compile("[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");

    private NumberText() {}

    static boolean isNumber(String text) {
        return DECIMAL.matcher(text).matches()
                || RADIX.matcher(text).matches()
                || NOT_FINITE.matcher(text).matches();
    }

    static Optional<BigDecimal> decimal(String text, int largestExponent) {
        if (RADIX.matcher(text).matches()) {
            int radix = text.charAt(1) == 'x' ? 16 : 8;
            return Optional.of(new BigDecimal(new BigInteger(text.substring(2), radix)));
        }
        if (!DECIMAL.matcher(text).matches() || exponentDigits(text) > 5) {
            return Optional.empty();
        }
        BigDecimal number = new BigDecimal(text);
        return Math.abs((long) number.scale()) > largestExponent ? Optional.empty() : Optional.of(number);
    }

    private static int exponentDigits(String text) {
        int e = Math.max(text.indexOf('e'), text.indexOf('E'));
        return e < 0 ? 0 : text.length() - e - 1;
    }

    static boolean isWhole(BigDecimal number) {
        return number.signum() == 0 || number.stripTrailingZeros().scale() <= 0;
    }
}
