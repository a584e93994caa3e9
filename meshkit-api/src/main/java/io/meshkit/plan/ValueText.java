// SPDX-License-Identifier: Apache-2.0
package io.meshkit.plan;

import io.meshkit.document.JsonPointer;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NullValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.resource.ResourceKey;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Values and fields in one short line, for people. */
final class ValueText {

    private static final int LONGEST = 120;

    private ValueText() {}

    /** A change of a field, such as {@code spec.replicas: 1 → 2}. */
    static String change(ResourceKey key, FieldChange change) {
        String field = field(change.field());
        if (change.before().isEmpty()) {
            return "+ " + field + ": " + shown(key, change.field(), change.after());
        }
        if (change.after().isEmpty()) {
            return "- " + field + ": " + shown(key, change.field(), change.before());
        }
        return "~ " + field + ": " + shown(key, change.field(), change.before()) + " → "
                + shown(key, change.field(), change.after());
    }

    private static String shown(ResourceKey key, JsonPointer field, Optional<Value> value) {
        return SecretFields.isSecret(key.groupKind(), field) ? "(secret)" : value(value.orElse(NullValue.NULL));
    }

    /** A pointer as people write fields: {@code spec.http[0].match}. */
    static String field(JsonPointer pointer) {
        StringBuilder text = new StringBuilder();
        for (String segment : pointer.segments()) {
            if (!segment.isEmpty() && segment.chars().allMatch(c -> c >= '0' && c <= '9')) {
                text.append('[').append(segment).append(']');
            } else if (segment.isEmpty() || segment.indexOf('.') >= 0 || segment.indexOf('/') >= 0) {
                text.append("[\"").append(segment).append("\"]");
            } else {
                text.append(text.length() == 0 ? "" : ".").append(segment);
            }
        }
        return printable(text.toString());
    }

    /** A value as compact flow text, cut when it is long. */
    static String value(Value value) {
        StringBuilder text = new StringBuilder();
        Deque<Object> open = new ArrayDeque<>();
        open.push(value);
        while (!open.isEmpty() && text.length() <= LONGEST) {
            Object next = open.pop();
            if (next instanceof MapValue map) {
                flow(open, map);
            } else if (next instanceof ListValue list) {
                flow(open, list);
            } else if (next instanceof TextValue scalar) {
                text.append('"')
                        .append(scalar.text(), 0, Math.min(scalar.text().length(), LONGEST + 1))
                        .append('"');
            } else {
                text.append(next);
            }
        }
        return printable(text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text.toString());
    }

    /** Pushes the parts in reverse; plain texts are punctuation. Only as many as can be shown. */
    private static void flow(Deque<Object> open, MapValue map) {
        Deque<Object> parts = new ArrayDeque<>();
        parts.add("{");
        String comma = "";
        for (MapValue.Entry entry : map) {
            if (parts.size() > LONGEST) {
                break;
            }
            parts.add(comma + entry.key() + ": ");
            parts.add(entry.value());
            comma = ", ";
        }
        parts.add("}");
        parts.descendingIterator().forEachRemaining(open::push);
    }

    private static void flow(Deque<Object> open, ListValue list) {
        Deque<Object> parts = new ArrayDeque<>();
        parts.add("[");
        for (int i = 0; i < list.size() && parts.size() <= LONGEST; i++) {
            if (i > 0) {
                parts.add(", ");
            }
            parts.add(list.get(i));
        }
        parts.add("]");
        parts.descendingIterator().forEachRemaining(open::push);
    }

    /** Control characters would move the cursor of a terminal. */
    static String printable(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c == '\n') {
                safe.append("\\n");
            } else if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                safe.append(String.format("\\u%04x", c));
            } else {
                safe.appendCodePoint(c);
            }
        });
        return safe.toString();
    }
}
