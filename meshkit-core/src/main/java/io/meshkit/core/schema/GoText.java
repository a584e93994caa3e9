// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.schema;

import io.meshkit.document.BooleanValue;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NullValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import java.math.BigDecimal;
import java.util.Optional;

/** Writes values as Go's fmt package does, because that is how they stand in the messages of an API server. */
final class GoText {

    private static final int LONGEST_SHOWN = 4_000;

    private GoText() {}

    /** A value as the server shows what it refuses: texts quoted, numbers plain, the rest as JSON. */
    static String shown(Value value) {
        if (value instanceof NumberValue number) {
            return number(number);
        }
        StringBuilder text = new StringBuilder();
        json(value, text, 0);
        return text.toString();
    }

    /** A number as %v prints it: whole numbers of 64 bits as they are, the rest as the shortest float64. */
    static String number(NumberValue number) {
        return isInt64(number)
                ? Long.toString(number.asLong().orElseThrow())
                : number.decimal().map(GoText::float64).orElse(number.text());
    }

    /** Whether Kubernetes decodes the number to an int64: it has neither fraction nor exponent, and fits. */
    static boolean isInt64(NumberValue number) {
        String text = number.text();
        boolean radix = text.startsWith("0x") || text.startsWith("0o");
        boolean plain = radix || text.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '-' || c == '+');
        return plain && number.asLong().isPresent();
    }

    static String float64(BigDecimal decimal) {
        double value = decimal.doubleValue();
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        if (value == 0) {
            return "0";
        }
        BigDecimal shortest = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        int exponent = shortest.precision() - shortest.scale() - 1;
        if (exponent >= -4 && exponent < 6) {
            return shortest.toPlainString();
        }
        String digits = shortest.unscaledValue().abs().toString();
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        String sign = shortest.signum() < 0 ? "-" : "";
        return sign + mantissa + "e" + (exponent < 0 ? "-" : "+") + (Math.abs(exponent) < 10 ? "0" : "")
                + Math.abs(exponent);
    }

    /** A text as %q prints it. */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (c < 0x20 || c == 0x7f) {
                        quoted.append("\\x%02x".formatted(c));
                    } else {
                        quoted.appendCodePoint(c);
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }

    private static void json(Value value, StringBuilder text, int depth) {
        if (depth > 20 || text.length() > LONGEST_SHOWN) {
            text.append("…");
        } else if (value instanceof MapValue map) {
            text.append('{');
            String separator = "";
            for (MapValue.Entry entry : map) {
                text.append(separator).append(quoted(entry.key())).append(':');
                json(entry.value(), text, depth + 1);
                separator = ",";
            }
            text.append('}');
        } else if (value instanceof ListValue list) {
            text.append('[');
            String separator = "";
            for (Value item : list) {
                text.append(separator);
                json(item, text, depth + 1);
                separator = ",";
            }
            text.append(']');
        } else {
            text.append(scalar(value));
        }
    }

    private static String scalar(Value value) {
        if (value instanceof TextValue text) {
            return quoted(text.text());
        }
        return value instanceof NumberValue number ? number(number) : value.toString();
    }

    /** The name of a value's type in JSON Schema, as kube-openapi infers it from the decoded value. */
    static String typeName(Value value) {
        if (value instanceof TextValue) {
            return "string";
        }
        if (value instanceof NumberValue number) {
            return isInt64(number) ? "integer" : "number";
        }
        if (value instanceof BooleanValue) {
            return "boolean";
        }
        if (value instanceof NullValue) {
            return "null";
        }
        return value instanceof ListValue ? "array" : "object";
    }

    static Optional<BigDecimal> decimal(Value value) {
        return value instanceof NumberValue number ? number.decimal() : Optional.empty();
    }
}
