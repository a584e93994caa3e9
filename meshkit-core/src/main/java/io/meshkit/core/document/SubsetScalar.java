// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

/**
 * Reads plain scalars and scalars in quotes. One object reads all those of a document: it keeps the last one. Lines are folded as YAML 1.2.2
 * says in section 6.5.
 */
final class SubsetScalar {

    /** What may end a plain scalar on its line; each is below 64. */
    private static final long PLAIN_STOPS = 1L << '\t' | 1L << '\n' | 1L << '\r' | 1L << '#' | 1L << ':';

    /** The engine takes no longer ones; where exactly it stops is left to it. */
    private static final int LONGEST_KEY = 1000;

    private final SubsetText text;
    private final SubsetQuotes quotes;
    private String value = "";
    private int end;
    private boolean plain;

    SubsetScalar(SubsetText text) {
        this.text = text;
        this.quotes = new SubsetQuotes(text);
    }

    /** What the last scalar means. */
    String value() {
        return value;
    }

    /** The index after the last character of the last scalar. */
    int end() {
        return end;
    }

    boolean isPlain() {
        return plain;
    }

    /**
     * Reads a scalar, of a plain one what stands on its first line.
     *
     * @param flow whether it stands within brackets
     * @return the index of what follows: the colon of a key, a blank before a comment, a line break, or what stands behind the quote
     */
    int read(int from, boolean flow) {
        char first = text.at(from);
        plain = first != '"' && first != '\'';
        if (!plain) {
            end = quotes.read(from);
            value = quotes.value();
            return end;
        }
        int stop = isPlain(from, first) ? plainStop(from, flow) : SubsetText.BEYOND;
        if (stop != SubsetText.BEYOND) {
            end = lastVisible(from, stop);
            value = text.slice(from, end);
        }
        return stop;
    }

    /**
     * Where the colon stands that makes the last scalar a key; {@link SubsetText#BEYOND} when it is none.
     *
     * @param from where the scalar begins
     */
    int colon(int from, boolean flow) {
        int colon = text.skipBlanks(end);
        boolean fits = text.at(colon) == ':' && colon - from <= LONGEST_KEY && (plain || !quotes.isBroken());
        return fits && (text.separates(colon + 1) || (flow && !plain)) ? colon : SubsetText.BEYOND;
    }

    /** Whether a plain scalar may begin so, within brackets or without. */
    private boolean isPlain(int at, char first) {
        return switch (first) {
            case '?', ':', ',', '[', ']', '{', '}', '#', '&', '*', '!', '|', '>', '%', '@', '`' -> false;
            case '-' -> !text.separates(at + 1) && !isBracket(text.at(at + 1));
            default -> true;
        };
    }

    private static boolean isBracket(char c) {
        return c == ',' || c == '[' || c == ']' || c == '{' || c == '}';
    }

    private int plainStop(int from, boolean flow) {
        int limit = text.end();
        int index = from;
        while (index < limit) {
            char c = text.at(index);
            boolean stops =
                    c < Long.SIZE && (PLAIN_STOPS >>> c & 1) != 0 ? stops(c, index, flow) : flow && isBracket(c);
            if (stops) {
                return c == '\t' || index == from ? SubsetText.BEYOND : index;
            }
            index++;
        }
        return limit;
    }

    private boolean stops(char c, int index, boolean flow) {
        return switch (c) {
            case '#' -> text.at(index - 1) == ' ';
            case ':' -> text.separates(index + 1) || (flow && isBracket(text.at(index + 1)));
            default -> true;
        };
    }

    private int lastVisible(int from, int stop) {
        int index = stop;
        while (index > from && text.at(index - 1) == ' ') {
            index--;
        }
        return index;
    }

    /**
     * Reads on after the first line of a plain scalar: lines that stand deeper than the block around belong to it.
     *
     * @param lineEnd the index of the break that ends the first line
     * @param column the column of the block around
     * @return the start of the first line that does not belong to the scalar
     */
    int goOn(int lineEnd, int column) {
        int next = text.afterBreak(lineEnd);
        int first = goesOn(next, column);
        if (first < 0) {
            return next;
        }
        StringBuilder folded = new StringBuilder(value);
        while (first >= 0) {
            int stop = plainStop(first, false);
            if (stop == SubsetText.BEYOND || text.at(stop) == ':') {
                return SubsetText.BEYOND;
            }
            end = lastVisible(first, stop);
            text.fold(next, first, folded);
            text.copy(first, end, folded);
            next = text.afterLine(end);
            first = text.at(stop) == '#' ? -1 : goesOn(next, column);
        }
        value = folded.toString();
        return next;
    }

    /** The first character of the line that goes on with a scalar, at or after {@code line}; below 0 when there is none. */
    private int goesOn(int line, int column) {
        int start = line;
        while (start != SubsetText.BEYOND && start < text.end()) {
            int first = text.skipBlanks(start);
            if (!CodePoints.isBreak(text.at(first))) {
                return first - start > column && text.at(first) != '#' ? first : -1;
            }
            start = text.afterBreak(first);
        }
        return -1;
    }
}
