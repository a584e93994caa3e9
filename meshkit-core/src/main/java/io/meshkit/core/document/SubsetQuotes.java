// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

/** Reads scalars in quotes. One object reads all those of a document: it keeps the last one. */
final class SubsetQuotes {

    private final SubsetText text;
    private String value = "";
    private boolean broken;
    /** What escapes and line ends leave of the scalar that is being read. */
    private final StringBuilder meaning = new StringBuilder();

    SubsetQuotes(SubsetText text) {
        this.text = text;
    }

    /** What the last scalar means. */
    String value() {
        return value;
    }

    /** Whether the last scalar stands on several lines. */
    boolean isBroken() {
        return broken;
    }

    /** Reads a scalar from its quote on; gives the index after the closing one. */
    int read(int from) {
        broken = false;
        char quote = text.at(from);
        boolean escapes = quote == '"';
        for (int index = from + 1; index < text.end(); index++) {
            char c = text.at(index);
            boolean ends = c == quote && (escapes || text.at(index + 1) != quote);
            if (ends) {
                value = text.slice(from + 1, index);
                return index + 1;
            }
            if (c == quote || CodePoints.isBreak(c) || (escapes && c == '\\')) {
                return unravel(from + 1, quote);
            }
        }
        return SubsetText.BEYOND;
    }

    private int unravel(int from, char quote) {
        meaning.setLength(0);
        int index = from;
        while (index != SubsetText.BEYOND && index < text.end()) {
            char c = text.at(index);
            if (c == quote && quote == '\'' && text.at(index + 1) == quote) {
                meaning.append(quote);
                index += 2;
            } else if (c == quote) {
                value = meaning.toString();
                return index + 1;
            } else if (c == '\\' && quote == '"') {
                index = escape(index + 1);
            } else if (CodePoints.isBlank(c) || CodePoints.isBreak(c)) {
                index = space(index);
            } else {
                meaning.append(c);
                index++;
            }
        }
        return SubsetText.BEYOND;
    }

    /** Blanks around a line end are left out, and the line end is folded. */
    private int space(int from) {
        int index = text.skipBlanksAndTabs(from);
        if (!text.isBreak(index)) {
            text.copy(from, index, meaning);
            return index;
        }
        int line = text.afterBreak(index);
        int next = nextVisible(line);
        if (next != SubsetText.BEYOND) {
            text.fold(line, next, meaning);
        }
        return next;
    }

    /** The first character on this line or a later one that is neither a blank nor a tab. */
    private int nextVisible(int line) {
        broken = true;
        int index = line;
        while (index != SubsetText.BEYOND && index < text.end() && !text.isMarker(index)) {
            index = text.skipBlanksAndTabs(index);
            if (!text.isBreak(index)) {
                return index;
            }
            index = text.afterBreak(index);
        }
        return SubsetText.BEYOND;
    }

    private int escape(int at) {
        char c = text.at(at);
        return switch (c) {
            case 'x' -> code(at + 1, 2);
            case 'u' -> code(at + 1, 4);
            case '\n', '\r' -> escapedBreak(at);
            default -> simple(c, at);
        };
    }

    private int simple(char c, int at) {
        char means = switch (c) {
            case '"', '/', '\\', ' ', '\t' -> c;
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'e' -> '\u001b';
            default -> '\0';
        };
        if (means == '\0') {
            return SubsetText.BEYOND;
        }
        meaning.append(means);
        return at + 1;
    }

    private int code(int from, int digits) {
        int code = 0;
        for (int index = from; index < from + digits; index++) {
            char c = text.at(index);
            int digit = c < 128 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                return SubsetText.BEYOND;
            }
            code = 16 * code + digit;
        }
        meaning.append((char) code);
        return from + digits;
    }

    private int escapedBreak(int at) {
        int line = text.afterBreak(at);
        int next = nextVisible(line);
        if (next != SubsetText.BEYOND) {
            text.breaks(line, next, meaning);
        }
        return next;
    }
}
