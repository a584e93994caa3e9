// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.schema;

import io.meshkit.document.BooleanValue;
import io.meshkit.document.JsonPointer;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NullValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import java.util.Collection;
import java.util.List;

/** How values, types and places are named in messages to people. */
final class Words {

    private static final int LONGEST_TEXT = 60;
    private static final int MOST_LISTED = 12;

    private Words() {}

    /** The last two names of a way and the indexes behind them, such as {@code retry.attempts} or {@code rules[0].to}. */
    static String name(JsonPointer pointer) {
        List<String> segments = pointer.segments();
        int from = segments.size();
        for (int names = 0; from > 0 && names < 2; ) {
            from--;
            names += isIndex(segments.get(from)) ? 0 : 1;
        }
        StringBuilder name = new StringBuilder();
        for (String segment : segments.subList(from, segments.size())) {
            if (isIndex(segment)) {
                name.append('[').append(segment).append(']');
            } else {
                name.append(name.isEmpty() ? "" : ".").append(segment);
            }
        }
        return name.isEmpty() ? "the document" : name.toString();
    }

    private static boolean isIndex(String segment) {
        return !segment.isEmpty() && segment.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** A value as the reader of a message recognises it: texts in quotes, cut when long; lists and maps by their type. */
    static String shown(Value value) {
        if (value instanceof TextValue text) {
            return '"' + cut(text.text()) + '"';
        }
        if (value instanceof NumberValue number) {
            return cut(number.text());
        }
        return value instanceof BooleanValue ? value.toString() : typeOf(value);
    }

    static String cut(String text) {
        String line = text.replace("\r", "\\r").replace("\n", "\\n").replace("\t", "\\t");
        int length = line.codePointCount(0, line.length());
        return length <= LONGEST_TEXT ? line : line.substring(0, line.offsetByCodePoints(0, LONGEST_TEXT - 1)) + "…";
    }

    static String typeOf(Value value) {
        if (value instanceof NumberValue number) {
            return type(number.isWhole() ? "integer" : "number");
        }
        return type(GoText.typeName(value));
    }

    /** A type of JSON Schema with its article. */
    static String type(String type) {
        return switch (type) {
            case "string" -> "a text";
            case "integer" -> "a whole number";
            case "number" -> "a number";
            case "boolean" -> "true or false";
            case "array" -> "a list";
            case "object" -> "a map";
            case "null" -> "null";
            default -> type;
        };
    }

    static String anyOf(Collection<String> parts) {
        return join(parts, " or ");
    }

    static String allOf(Collection<String> parts) {
        return join(parts, " and ");
    }

    private static String join(Collection<String> parts, String last) {
        List<String> all = List.copyOf(parts);
        if (all.size() > MOST_LISTED) {
            return String.join(", ", all.subList(0, MOST_LISTED)) + " and " + (all.size() - MOST_LISTED) + " more";
        }
        if (all.size() < 2) {
            return String.join("", all);
        }
        return String.join(", ", all.subList(0, all.size() - 1)) + last + all.get(all.size() - 1);
    }

    static String count(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }

    static boolean isScalar(Value value) {
        return !(value instanceof MapValue || value instanceof ListValue || value instanceof NullValue);
    }
}
