// SPDX-License-Identifier: Apache-2.0
package io.meshkit.document;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

/**
 * The spellings of numbers in JSON and in the core schema of YAML 1.2.2, section 10.3.2. Written by hand because every scalar of every
 * document comes by here, and a pattern costs several times as much.
 */
final class NumberText {

    /** Texts longer than this are not computed with: the time that takes grows with the square of their length. */
    private static final int LONGEST_COMPUTED = 10_000;

    private NumberText() {}

    static boolean isNumber(String text) {
        if (text.isEmpty() || text.charAt(0) > '9' || text.charAt(0) < '+') {
            return false;
        }
        return isDecimal(text) || isRadix(text) || isNotFinite(text);
    }

    /** {@code [-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?}. */
    private static boolean isDecimal(String text) {
        int at = isSign(text, 0) ? 1 : 0;
        int whole = digits(text, at);
        at += whole;
        if (at < text.length() && text.charAt(at) == '.') {
            int fraction = digits(text, at + 1);
            if (whole == 0 && fraction == 0) {
                return false;
            }
            at += 1 + fraction;
        } else if (whole == 0) {
            return false;
        }
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            at += isSign(text, at + 1) ? 2 : 1;
            int exponent = digits(text, at);
            if (exponent == 0) {
                return false;
            }
            at += exponent;
        }
        return at == text.length();
    }

    private static boolean isSign(String text, int at) {
        return at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+');
    }

    private static int digits(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at - from;
    }

    /** {@code 0o[0-7]+|0x[0-9a-fA-F]+}. */
    private static boolean isRadix(String text) {
        if (text.length() < 3 || text.charAt(0) != '0' || (text.charAt(1) != 'x' && text.charAt(1) != 'o')) {
            return false;
        }
        int radix = radix(text);
        for (int i = 2; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > 'f' || Character.digit(c, radix) < 0) {
                return false;
            }
        }
        return true;
    }

    private static int radix(String text) {
        return text.charAt(1) == 'x' ? 16 : 8;
    }

    /** {@code [-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)}. */
    private static boolean isNotFinite(String text) {
        return switch (isSign(text, 0) ? text.substring(1) : text) {
            case ".inf", ".Inf", ".INF" -> true;
            case ".nan", ".NaN", ".NAN" -> text.charAt(0) == '.';
            default -> false;
        };
    }

    static Optional<BigDecimal> decimal(String text, int largestExponent) {
        if (text.length() > LONGEST_COMPUTED) {
            return Optional.empty();
        }
        if (isRadix(text)) {
            return Optional.of(new BigDecimal(new BigInteger(text.substring(2), radix(text))));
        }
        if (!isDecimal(text) || exponentDigits(text) > 5) {
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
