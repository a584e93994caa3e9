// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

/** The characters of one document, looked at line by line. What it is asked for beyond the end is a line break. */
final class SubsetText {

    /** What methods give that find something beyond the subset. */
    static final int BEYOND = -1;

    private final String text;
    private final int end;

    SubsetText(String text, int end) {
        this.text = text;
        this.end = end;
    }

    int end() {
        return end;
    }

    char at(int index) {
        return index < end ? text.charAt(index) : '\n';
    }

    String slice(int from, int to) {
        return text.substring(from, to);
    }

    void copy(int from, int to, StringBuilder target) {
        target.append(text, from, to);
    }

    boolean isBreak(int index) {
        return CodePoints.isBreak(at(index));
    }

    /** Whether what needs a blank, a line break or the end behind it ends here. */
    boolean separates(int index) {
        char c = at(index);
        return CodePoints.isBlank(c) || CodePoints.isBreak(c);
    }

    /** The first index from here on that holds no blank; a tab is none. */
    int skipBlanks(int from) {
        int index = from;
        while (index < end && text.charAt(index) == ' ') {
            index++;
        }
        return index;
    }

    int skipBlanksAndTabs(int from) {
        int index = from;
        while (index < end && CodePoints.isBlank(text.charAt(index))) {
            index++;
        }
        return index;
    }

    /** The end of the letters, digits, hyphens and underscores from here on. */
    int nameEnd(int from) {
        int index = from;
        while (isNameCharacter(at(index))) {
            index++;
        }
        return index;
    }

    private static boolean isNameCharacter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }

    /** The index of the break that ends this line, or the end. */
    int lineEnd(int from) {
        int index = from;
        while (index < end && !CodePoints.isBreak(text.charAt(index))) {
            index++;
        }
        return index;
    }

    /** The index after a line break, or the end; {@link #BEYOND} after a carriage return alone. */
    int afterBreak(int lineEnd) {
        if (at(lineEnd) == '\r') {
            return at(lineEnd + 1) == '\n' && lineEnd + 1 < end ? lineEnd + 2 : BEYOND;
        }
        return Math.min(lineEnd + 1, end);
    }

    /** Whether a line begins with what ends a document, {@code ---} or {@code ...}, wherever it stands. */
    boolean isMarker(int line) {
        char c = at(line);
        return (c == '-' || c == '.') && at(line + 1) == c && at(line + 2) == c && separates(line + 3);
    }

    /** The start of the next line when nothing but blanks and a comment follows what ends here; else {@link #BEYOND}. */
    int afterLine(int from) {
        int index = skipBlanks(from);
        char c = at(index);
        if (c == '#' && index > from) {
            return afterBreak(lineEnd(index));
        }
        return CodePoints.isBreak(c) ? afterBreak(index) : BEYOND;
    }

    /** Writes what a line break means that is followed by the blank lines of a stretch: a blank, or a line break for each of these. */
    void fold(int from, int to, StringBuilder target) {
        int before = target.length();
        breaks(from, to, target);
        if (target.length() == before) {
            target.append(' ');
        }
    }

    /** Writes a line break for each of a stretch. */
    void breaks(int from, int to, StringBuilder target) {
        for (int index = from; index < to; index++) {
            if (text.charAt(index) == '\n') {
                target.append('\n');
            }
        }
    }
}
