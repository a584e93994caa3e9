// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

/** Reads block scalars, written with {@code |} or {@code >} (YAML 1.2.2, section 8.1). One object reads all those of a document. */
final class SubsetBlock {

    private final SubsetText text;
    private String value = "";
    private int headerEnd;
    private int end;

    /** {@code -} or {@code +}, or a blank for neither. */
    private char chomping = ' ';
    /** By how much the content stands deeper than the block around; 0 when its first line tells. */
    private int indentation;

    private final StringBuilder meaning = new StringBuilder();
    private boolean begun;
    /** Whether the line before did not begin with a blank. */
    private boolean afterSolid;

    private int blankLines;

    SubsetBlock(SubsetText text) {
        this.text = text;
    }

    /** What the last scalar means. */
    String value() {
        return value;
    }

    /** The end of the line that the last scalar's indicator stands on. */
    int headerEnd() {
        return headerEnd;
    }

    /** The end of the last line of the last scalar that holds something. */
    int end() {
        return end;
    }

    /**
     * Reads a scalar.
     *
     * @param from the index of its indicator
     * @param around the column of the block around
     * @return the start of the first line after it; {@link SubsetText#BEYOND} also for one that holds nothing
     */
    int read(int from, int around) {
        int line = header(from + 1);
        if (line == SubsetText.BEYOND) {
            return SubsetText.BEYOND;
        }
        headerEnd = text.lineEnd(from);
        int column = indentation > 0 ? around + indentation : firstColumn(line);
        return column > around ? content(line, column, text.at(from) == '>') : SubsetText.BEYOND;
    }

    /** Takes the indicators; gives the start of the next line. */
    private int header(int from) {
        chomping = ' ';
        indentation = 0;
        int index = from;
        while (index < from + 2) {
            char c = text.at(index);
            if ((c == '-' || c == '+') && chomping == ' ') {
                chomping = c;
            } else if (c >= '1' && c <= '9' && indentation == 0) {
                indentation = c - '0';
            } else {
                break;
            }
            index++;
        }
        return text.afterLine(index);
    }

    /** The column of the first line that holds something; {@link SubsetText#BEYOND} when there is none, or blanks above go farther. */
    private int firstColumn(int from) {
        int widest = 0;
        int line = from;
        while (line != SubsetText.BEYOND && line < text.end()) {
            int first = text.skipBlanks(line);
            int column = first - line;
            if (!text.isBreak(first)) {
                return column >= widest ? column : SubsetText.BEYOND;
            }
            widest = Math.max(widest, column);
            line = text.afterBreak(first);
        }
        return SubsetText.BEYOND;
    }

    private int content(int from, int column, boolean folded) {
        meaning.setLength(0);
        begun = false;
        blankLines = 0;
        end = SubsetText.BEYOND;
        int line = from;
        while (line != SubsetText.BEYOND && line < text.end()) {
            int first = indented(line, column);
            if (first == text.end()) {
                line = first;
            } else if (text.isBreak(first)) {
                blankLines++;
                line = text.afterBreak(first);
            } else if (first - line < column) {
                break;
            } else {
                line = text.afterBreak(takeLine(first, folded));
            }
        }
        chomp();
        value = meaning.toString();
        return end == SubsetText.BEYOND ? SubsetText.BEYOND : line;
    }

    /** The index behind the indentation of a line, which may be less than it should. */
    private int indented(int line, int column) {
        int index = line;
        while (index - line < column && index < text.end() && text.at(index) == ' ') {
            index++;
        }
        return index;
    }

    /** Takes a line from behind its indentation; gives its end. */
    private int takeLine(int first, boolean folded) {
        boolean solid = !CodePoints.isBlank(text.at(first));
        boolean folds = folded && begun && afterSolid && solid;
        if (folds && blankLines == 0) {
            meaning.append(' ');
        } else {
            appendBreaks(begun && !folds ? blankLines + 1 : blankLines);
        }
        int lineEnd = text.lineEnd(first);
        text.copy(first, lineEnd, meaning);
        if (solid || text.skipBlanksAndTabs(first) < lineEnd) {
            end = lineEnd;
        }
        begun = true;
        afterSolid = solid;
        blankLines = 0;
        return lineEnd;
    }

    private void chomp() {
        switch (chomping) {
            case '-' -> appendBreaks(0);
            case '+' -> appendBreaks(blankLines + 1);
            default -> appendBreaks(1);
        }
    }

    private void appendBreaks(int count) {
        for (int i = 0; i < count; i++) {
            meaning.append('\n');
        }
    }
}
