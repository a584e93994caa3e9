// SPDX-License-Identifier: Apache-2.0
package io.meshkit.document;

/**
 * A stretch of a text. Lines and columns count from 1; columns count Unicode code points, a tab being one; the end is exclusive. A
 * byte order mark is not counted. A line ends with LF, CR LF or CR.
 *
 * @param line first line, at least 1
 * @param column first column, at least 1
 * @param endLine line of the end, at least {@code line}
 * @param endColumn column after the last character; on one line at least {@code column}
 * @since 0.1.0
 */
public record Span(int line, int column, int endLine, int endColumn) implements Comparable<Span> {

    /**
     * Checks the order of the two ends.
     *
     * @throws IllegalArgumentException when a number is below 1 or the end lies before the start
     */
    public Span {
        if (line < 1 || column < 1 || endLine < line || endColumn < 1 || (endLine == line && endColumn < column)) {
            throw new IllegalArgumentException(
                    "not a span: %d:%d to %d:%d".formatted(line, column, endLine, endColumn));
        }
    }

    /**
     * An empty span, for what has a position but no extent.
     *
     * @param line the line, from 1
     * @param column the column, from 1
     * @return the span
     */
    public static Span at(int line, int column) {
        return new Span(line, column, line, column);
    }

    @Override
    public int compareTo(Span other) {
        int byLine = Integer.compare(line, other.line);
        if (byLine != 0) {
            return byLine;
        }
        int byColumn = Integer.compare(column, other.column);
        if (byColumn != 0) {
            return byColumn;
        }
        int byEndLine = Integer.compare(endLine, other.endLine);
        return byEndLine != 0 ? byEndLine : Integer.compare(endColumn, other.endColumn);
    }

    /** Gives {@code line:column} of the start, as editors and compilers print it. */
    @Override
    public String toString() {
        return line + ":" + column;
    }
}
