// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.document.Place;
import io.meshkit.document.SourceText;
import io.meshkit.document.Span;
import io.meshkit.document.TextEdit;
import io.meshkit.finding.Fix;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A text with LF line ends by lines: looks at what stands around an edit, so that a repair leaves the file as a person would. */
final class TextLines {

    private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");
    private static final Pattern KEY = Pattern.compile("\\s*[A-Za-z]+:\\s*");

    private final List<String> lines;

    TextLines(SourceText text) {
        this.lines = List.of(text.text().split("\n", -1));
    }

    /**
     * The edits of a fix as a person would make them: quotes stay quotes, a line that becomes blank goes, what comes in after a line comes
     * in after its comment, and a line that moves takes its comment along.
     */
    List<TextEdit> tidied(Fix fix) {
        String comment = fix.edits().stream()
                .filter(TextLines::deletes)
                .map(this::commentBehind)
                .collect(Collectors.joining());
        boolean moves = fix.edits().size() == 2 && fix.edits().stream().anyMatch(TextLines::insertsLine);
        return fix.edits().stream()
                .map(edit -> moves && !comment.isEmpty() ? withComment(edit, comment) : edit)
                .map(this::tidied)
                .toList();
    }

    private static boolean isInsertion(TextEdit edit) {
        Span span = edit.place().span();
        return span.line() == span.endLine() && span.column() == span.endColumn();
    }

    private static boolean insertsLine(TextEdit edit) {
        return isInsertion(edit) && edit.replacement().startsWith("\n");
    }

    private static boolean deletes(TextEdit edit) {
        return edit.replacement().isEmpty() && !isInsertion(edit);
    }

    /** The comment of a line that holds nothing but what is deleted. */
    private String commentBehind(TextEdit deletion) {
        Span span = deletion.place().span();
        String after = after(span.endLine(), span.endColumn());
        boolean alone = before(span.line(), span.column()).isBlank();
        return alone && after.stripLeading().startsWith("#") && !after.startsWith("#") ? after.stripTrailing() : "";
    }

    private TextEdit withComment(TextEdit edit, String comment) {
        Span span = edit.place().span();
        return deletes(edit)
                ? at(edit, new Span(span.line(), span.column(), span.endLine(), length(span.endLine()) + 1), "")
                : at(edit, span, edit.replacement() + comment);
    }

    private TextEdit tidied(TextEdit edit) {
        if (isInsertion(edit)) {
            return afterComment(edit);
        }
        if (edit.replacement().isEmpty()) {
            return at(edit, withWhatIsLeft(edit.place().span()), "");
        }
        return inQuotes(edit);
    }

    private TextEdit afterComment(TextEdit edit) {
        Span span = edit.place().span();
        if (insertsLine(edit)
                && after(span.line(), span.column()).stripLeading().startsWith("#")) {
            return at(edit, Span.at(span.line(), length(span.line()) + 1), edit.replacement());
        }
        return edit;
    }

    /** What is deleted, with the line, the comma or the key that would be left of it. */
    private Span withWhatIsLeft(Span span) {
        String before = before(span.line(), span.column());
        String after = after(span.endLine(), span.endColumn());
        if (before.isBlank() && after.isBlank() && span.endLine() < lines.size()) {
            int first = isLeftEmpty(span) ? span.line() - 1 : span.line();
            return new Span(first, 1, span.endLine() + 1, 1);
        }
        Matcher comma = COMMA.matcher(after);
        if (comma.lookingAt()) {
            return new Span(span.line(), span.column(), span.endLine(), span.endColumn() + comma.end());
        }
        int lastComma = before.stripTrailing().length() - 1;
        boolean last = lastComma >= 0
                && before.charAt(lastComma) == ','
                && after.stripLeading().startsWith("}");
        return last
                ? new Span(span.line(), before.codePointCount(0, lastComma) + 1, span.endLine(), span.endColumn())
                : span;
    }

    private TextEdit inQuotes(TextEdit edit) {
        Span span = edit.place().span();
        String replacement = edit.replacement();
        String written = after(span.line(), span.column());
        char first = written.isEmpty() ? ' ' : written.charAt(0);
        boolean quoted = (first == '"' || first == '\'') && replacement.indexOf(first) < 0;
        return quoted && replacement.indexOf('\\') < 0 ? at(edit, span, first + replacement + first) : edit;
    }

    /** Whether the line above is a key that has nothing but what stands in some lines. */
    private boolean isLeftEmpty(Span lost) {
        if (lost.line() == 1) {
            return false;
        }
        String above = lines.get(lost.line() - 2);
        int column = indentation(above);
        String below = lines.get(lost.endLine());
        return KEY.matcher(above).matches()
                && column < indentation(lines.get(lost.line() - 1))
                && (below.isBlank() ? lost.endLine() == lines.size() - 1 : indentation(below) <= column);
    }

    private static int indentation(String line) {
        return line.length() - line.stripLeading().length();
    }

    private static TextEdit at(TextEdit edit, Span span, String replacement) {
        return new TextEdit(new Place(edit.place().source(), span), replacement);
    }

    private String before(int line, int column) {
        String whole = lines.get(line - 1);
        return whole.substring(0, whole.offsetByCodePoints(0, column - 1));
    }

    private String after(int line, int column) {
        String whole = lines.get(line - 1);
        return whole.substring(whole.offsetByCodePoints(0, column - 1));
    }

    private int length(int line) {
        String whole = lines.get(line - 1);
        return whole.codePointCount(0, whole.length());
    }
}
