// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** The characters of values that edits put into a text which stands already. */
final class EditText {

    private static final String PLAIN_BEYOND_LETTERS = "_./-";

    /** Every character may become an escape of six. */
    private static final int LONGEST_KEY = 1_000 / 6;

    private final TextWriter writer = new TextWriter();
    private final boolean json;

    /** {@code json} tells that only JSON may be written. */
    EditText(boolean json) {
        this.json = json;
    }

    /** Whether a key can stand before its colon: YAML's readers look at most 1 024 characters ahead for one. */
    boolean isKey(String key) {
        return json || key.length() <= LONGEST_KEY;
    }

    /** Whether a value can be written on one line. */
    boolean isFlow(Value value) {
        return json || LongestKey.of(value) <= LONGEST_KEY;
    }

    /** A value in place of a scalar that was written as {@code old}. */
    String scalar(Value value, String old) {
        if (value instanceof TextValue text) {
            return text(text.text(), old);
        }
        if (value instanceof NumberValue number && !json) {
            return PlainScalar.readByGo(number.text()).isEmpty() ? number.text() : JsonNumber.of(number);
        }
        return flow(value);
    }

    String key(String key, String old) {
        return text(key, old);
    }

    /** An entry of a flow map. */
    String flowEntry(String key, Value value) {
        return text(key, "") + ": " + (value instanceof TextValue text ? text(text.text(), "") : flow(value));
    }

    /** The lines of an entry of a block map, indented. */
    String blockEntry(String key, Value value, int indentation) {
        String margin = " ".repeat(indentation);
        StringBuilder indented = new StringBuilder();
        for (String line : writer.yaml(MapValue.of(key, value)).split("\n", -1)) {
            indented.append(line.isEmpty() ? "" : margin).append(line).append('\n');
        }
        return indented.substring(0, indented.length() - 1);
    }

    private String text(String text, String old) {
        if (json || old.startsWith("\"")) {
            return writer.json(TextValue.of(text));
        }
        if (old.startsWith("'") && StreamReader.isPrintable(text) && !TextStyle.hasBreak(text)) {
            return "'" + text.replace("'", "''") + "'";
        }
        return isPlain(text) ? text : writer.json(TextValue.of(text));
    }

    private String flow(Value value) {
        boolean scalar = !(value instanceof MapValue) && !(value instanceof ListValue);
        return scalar && !json ? value.toString() : writer.json(value);
    }

    /** Plain in every context: block, flow, and as a key. */
    private static boolean isPlain(String text) {
        if (text.isEmpty() || !TextStyle.isText(text) || !isLetterOrDigit(text.charAt(0))) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isLetterOrDigit(c) && PLAIN_BEYOND_LETTERS.indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
