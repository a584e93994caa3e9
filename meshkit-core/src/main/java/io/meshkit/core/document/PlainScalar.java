// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

import io.meshkit.document.NumberValue;
import java.util.Optional;

/** What scalars without quotes mean: to us, by the core schema of YAML 1.2.2 (section 10.3.2), and to Go's YAML readers. */
final class PlainScalar {

    /** The types of the core schema. */
    enum Type {
        NULL,
        TRUE,
        FALSE,
        NUMBER,
        TEXT
    }

    private PlainScalar() {}

    static Type type(String text) {
        if (text.isEmpty()) {
            return Type.NULL;
        }
        return switch (text.charAt(0)) {
            case '~' -> text.length() == 1 ? Type.NULL : Type.TEXT;
            case 'n', 'N' -> isAnyOf(text, "null", "Null", "NULL") ? Type.NULL : Type.TEXT;
            case 't', 'T' -> isAnyOf(text, "true", "True", "TRUE") ? Type.TRUE : Type.TEXT;
            case 'f', 'F' -> isAnyOf(text, "false", "False", "FALSE") ? Type.FALSE : Type.TEXT;
            default -> NumberValue.isNumber(text) ? Type.NUMBER : Type.TEXT;
        };
    }

    private static boolean isAnyOf(String text, String first, String second, String third) {
        return text.equals(first) || text.equals(second) || text.equals(third);
    }

    /**
     * What Go's readers take a plain scalar for, where that differs from the core schema. yaml.v2, which kubectl and the API server read
     * with through sigs.k8s.io/yaml, follows YAML 1.1 (go-yaml/yaml:resolve.go): more words for booleans, octal numbers with a leading
     * zero, binary numbers, underscores between digits. It knows no sexagesimal numbers, and turns timestamps back into text.
     *
     * @return the JSON it becomes there; empty when both read the same
     */
    static Optional<String> readByGo(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        char first = text.charAt(0);
        if ((first >= '0' && first <= '9') || first == '-' || first == '+') {
            return numberOfGo(text);
        }
        return text.length() > 3 ? Optional.empty() : booleanOfGo(text);
    }

    private static Optional<String> booleanOfGo(String text) {
        return switch (text) {
            case "y", "Y", "yes", "Yes", "YES", "on", "On", "ON" -> Optional.of("true");
            case "n", "N", "no", "No", "NO", "off", "Off", "OFF" -> Optional.of("false");
            default -> Optional.empty();
        };
    }

    private static Optional<String> numberOfGo(String text) {
        String digits = text.indexOf('_') < 0 ? text : text.replace("_", "");
        boolean signed = digits.startsWith("-") || digits.startsWith("+");
        String unsigned = signed ? digits.substring(1) : digits;
        String sign = digits.startsWith("-") ? "-" : "";
        if (unsigned.length() > 2 && unsigned.charAt(0) == '0') {
            int radix = radix(unsigned.charAt(1));
            if (radix > 0) {
                boolean same = digits.equals(text) && NumberValue.isNumber(text);
                return same ? Optional.empty() : inRadix(sign, unsigned.substring(2), radix);
            }
        }
        if (unsigned.length() > 1 && unsigned.charAt(0) == '0') {
            Optional<String> octal = inRadix(sign, unsigned.substring(1), 8);
            if (octal.isPresent()) {
                boolean zero = octal.get().equals("0") || octal.get().equals("-0");
                return zero && digits.equals(text) ? Optional.empty() : octal;
            }
        }
        boolean differs = !digits.equals(text) && NumberValue.isNumber(digits);
        return differs ? Optional.of(digits) : Optional.empty();
    }

    private static int radix(char letter) {
        return switch (letter) {
            case 'x', 'X' -> 16;
            case 'o', 'O' -> 8;
            case 'b', 'B' -> 2;
            default -> 0;
        };
    }

    /** Numbers that do not fit 64 bits are no integers to Go. */
    private static Optional<String> inRadix(String sign, String digits, int radix) {
        if (digits.isEmpty() || digits.startsWith("-") || digits.startsWith("+")) {
            return Optional.empty();
        }
        try {
            return Optional.of(sign + Long.parseLong(digits, radix));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
