// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.report;

import static java.util.Objects.requireNonNull;

import io.meshkit.document.Place;
import io.meshkit.document.SourceId;
import io.meshkit.document.SourceText;
import io.meshkit.finding.Finding;
import io.meshkit.finding.Fix;
import io.meshkit.finding.Related;
import io.meshkit.finding.Report;
import io.meshkit.finding.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Shows findings to people as good compilers do: message, place, the line with carets under what is wrong, related places, repairs.
 *
 * <pre>
 * error[MKP003]: unknown key "retires"; did you mean "retry"?
 *   --&gt; shop.yaml:7:5
 *    |
 *  7 |     retires: {attempts: 3}
 *    |     ^^^^^^^
 *    = help: replace 'retires' by 'retry'
 * </pre>
 *
 * <p>Lines are cut around the carets at 100 cells; where a text is not at hand, its excerpt is left out. Immutable and thread-safe when
 * the function that gives texts is.
 *
 * @since 0.1.0
 */
public final class TextReport {

    /** How many findings are shown when nothing else is said. */
    public static final int DEFAULT_LIMIT = 100;

    private final Function<SourceId, Optional<SourceText>> sources;
    private final int limit;
    private final boolean coloured;

    private TextReport(Function<SourceId, Optional<SourceText>> sources, int limit, boolean coloured) {
        this.sources = requireNonNull(sources, "sources");
        this.limit = limit;
        this.coloured = coloured;
    }

    /**
     * A renderer without colours that shows {@value #DEFAULT_LIMIT} findings.
     *
     * @param sources gives the texts that findings are about, where they are at hand
     * @return the renderer
     */
    public static TextReport of(Function<SourceId, Optional<SourceText>> sources) {
        return new TextReport(sources, DEFAULT_LIMIT, false);
    }

    /**
     * The same with another limit.
     *
     * @param most how many findings to show, at least 1; the summary counts all
     * @return the renderer
     * @throws IllegalArgumentException when the number is below 1
     */
    public TextReport limit(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("a report shows at least 1 finding; got " + most);
        }
        return new TextReport(sources, most, coloured);
    }

    /**
     * The same in colours, for terminals that understand ANSI sequences.
     *
     * @return the renderer
     */
    public TextReport coloured() {
        return new TextReport(sources, limit, true);
    }

    /**
     * Renders a report.
     *
     * @param report the findings
     * @return the text, with LF line ends, ending with the summary line
     */
    public String render(Report report) {
        StringBuilder text = new StringBuilder();
        for (Finding finding : report.findings().stream().limit(limit).toList()) {
            render(finding, text);
            text.append('\n');
        }
        int more = report.findings().size() - limit;
        if (more > 0) {
            text.append("… and ").append(count(more, "more finding")).append("\n\n");
        }
        return text.append(summary(report)).append('\n').toString();
    }

    private void render(Finding finding, StringBuilder text) {
        String severity = finding.severity().name().toLowerCase(Locale.ROOT);
        text.append(colour(finding.severity(), severity + "[" + finding.code() + "]"))
                .append(": ")
                .append(harmless(finding.message()))
                .append('\n');
        finding.resource()
                .ifPresent(key ->
                        text.append("  in ").append(harmless(key.toString())).append('\n'));
        String gutter = " ".repeat(gutter(finding));
        finding.place().ifPresent(place -> place(place, gutter, finding.severity(), text));
        for (Related related : finding.related()) {
            text.append(gutter)
                    .append("  = note: ")
                    .append(harmless(related.message()))
                    .append('\n');
            place(related.place(), gutter, Severity.INFO, text);
        }
        for (Fix fix : finding.fixes()) {
            text.append(gutter)
                    .append("  = help: ")
                    .append(harmless(fix.title()))
                    .append('\n');
        }
        finding.help()
                .ifPresent(page ->
                        text.append(gutter).append("  = see: ").append(page).append('\n'));
    }

    /** As many cells as the largest line number needs, so that all bars of a finding stand under each other. */
    private static int gutter(Finding finding) {
        int largest = finding.place().map(place -> place.span().line()).orElse(1);
        for (Related related : finding.related()) {
            largest = Math.max(largest, related.place().span().line());
        }
        return Integer.toString(largest).length();
    }

    private void place(Place place, String gutter, Severity severity, StringBuilder text) {
        text.append(gutter).append(" --> ").append(harmless(place.toString())).append('\n');
        Optional<Excerpt> excerpt =
                sources.apply(place.source()).flatMap(source -> Excerpt.of(source.text(), place.span()));
        excerpt.ifPresent(shown -> {
            String number = Integer.toString(place.span().line());
            String bar = gutter + "  |";
            text.append(bar).append('\n');
            text.append(' ')
                    .append(" ".repeat(gutter.length() - number.length()))
                    .append(number)
                    .append(" | ");
            text.append(shown.line()).append('\n');
            text.append(bar)
                    .append(' ')
                    .append(carets(severity, shown.carets()))
                    .append('\n');
        });
    }

    private String carets(Severity severity, String carets) {
        int first = carets.indexOf('^');
        return carets.substring(0, first) + colour(severity, carets.substring(first));
    }

    private String colour(Severity severity, String text) {
        if (!coloured) {
            return text;
        }
        String code = switch (severity) {
            case ERROR -> "31";
            case WARNING -> "33";
            case INFO -> "36";
        };
        return "\u001B[1;" + code + "m" + text + "\u001B[0m";
    }

    /** A message may quote a file, and a file may hold escape sequences. */
    private static String harmless(String text) {
        StringBuilder harmless = new StringBuilder(text.length());
        text.codePoints().forEach(c -> harmless.appendCodePoint(Character.isISOControl(c) && c != '\n' ? 0xFFFD : c));
        return harmless.toString();
    }

    private static String summary(Report report) {
        List<String> parts = new ArrayList<>();
        for (Severity severity : Severity.values()) {
            long number = report.count(severity);
            if (number > 0) {
                parts.add(
                        severity == Severity.INFO
                                ? number + " info"
                                : count(number, severity.name().toLowerCase(Locale.ROOT)));
            }
        }
        return parts.isEmpty() ? "nothing found" : String.join(", ", parts);
    }

    private static String count(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }
}
