// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** How a text is written in YAML, so that YAML 1.2 and YAML 1.1 readers both read it back as that text. */
final class TextStyle {

    private TextStyle() {}

    /** The style for a text; plain is a wish, which the emitter turns into quotes where indicators forbid it. */
    static ScalarStyle of(String text) {
        if (isLiteral(text)) {
            return ScalarStyle.LITERAL;
        }
        boolean plain = isText(text) && StreamReader.isPrintable(text) && !hasBreak(text);
        return plain ? ScalarStyle.PLAIN : ScalarStyle.DOUBLE_QUOTED;
    }

    /** Whether every reader takes the text for a text when it stands without quotes. */
    static boolean isText(String text) {
        return PlainScalar.type(text) == PlainScalar.Type.TEXT
                && PlainScalar.readByGo(text).isEmpty()
                && !text.equals("<<")
                && !text.equals("=")
                && !isSexagesimalOrDate(text);
    }

    /** YAML 1.1 reads {@code 1:30} as 90 and {@code 2001-12-14} as a date. */
    private static boolean isSexagesimalOrDate(String text) {
        char first = text.charAt(0);
        if (!(first >= '0' && first <= '9') && first != '-' && first != '+') {
            return false;
        }
        boolean separated = false;
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            separated |= c == ':' || c == '-';
            boolean numeric = (c >= '0' && c <= '9') || c == ':' || c == '-' || c == '.' || c == '_' || c == '+';
            if (!numeric && c != 'T' && c != 't' && c != 'Z' && c != ' ') {
                return false;
            }
        }
        return separated;
    }

    /**
     * Whether a text of several lines can stand as a block exactly: nothing that an editor would strip or a reader could take for
     * indentation.
     */
    private static boolean isLiteral(String text) {
        int lineStart = 0;
        boolean first = true;
        if (text.indexOf('\n') < 0 || text.endsWith("\n\n") || !StreamReader.isPrintable(text) || hasOddBreak(text)) {
            return false;
        }
        while (lineStart < text.length()) {
            int lineEnd = text.indexOf('\n', lineStart);
            int end = lineEnd < 0 ? text.length() : lineEnd;
            boolean empty = end == lineStart;
            if (first && (empty || text.charAt(lineStart) == ' ' || text.charAt(lineStart) == '\t')) {
                return false;
            }
            if (!empty && CodePoints.isBlank(text.charAt(end - 1))) {
                return false;
            }
            first = false;
            lineStart = end + 1;
        }
        return true;
    }

    /** Whether there is a line end, or what some readers take for one. */
    static boolean hasBreak(String text) {
        return text.indexOf('\n') >= 0 || hasOddBreak(text);
    }

    /** Whether there is a character that some readers take for a line end, or a byte order mark. */
    private static boolean hasOddBreak(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\r' || c == '\u0085' || c == '\u2028' || c == '\u2029' || c == '\uFEFF') {
                return true;
            }
        }
        return false;
    }
}
