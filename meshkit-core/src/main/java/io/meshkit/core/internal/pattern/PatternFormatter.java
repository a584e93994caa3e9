// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.core.document.DocumentCodes;
import io.meshkit.core.document.EditedText;
import io.meshkit.core.document.YamlLayout;
import io.meshkit.document.Comment;
import io.meshkit.document.Document;
import io.meshkit.document.NumberValue;
import io.meshkit.document.Place;
import io.meshkit.document.SourceId;
import io.meshkit.document.SourceText;
import io.meshkit.document.Span;
import io.meshkit.document.Value;
import io.meshkit.finding.Finding;
import io.meshkit.finding.Fix;
import io.meshkit.finding.Report;
import io.meshkit.finding.Severity;
import io.meshkit.pattern.FormattedText;
import io.meshkit.pattern.Pattern;
import io.meshkit.spi.DocumentReader;
import io.meshkit.spi.ReadResult;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Formats texts by edits: {@link Repair older spellings}, quotes for what Go's readers misread, {@link YamlLayout layout}. Each step is
 * checked: what it leaves says the same as what it found, and has the same comments. Immutable and thread-safe.
 */
final class PatternFormatter {

    private final DocumentReader reader;
    private final PatternPipeline pipeline;

    PatternFormatter(DocumentReader reader, PatternPipeline pipeline) {
        this.reader = reader;
        this.pipeline = pipeline;
    }

    FormattedText format(SourceText given) {
        Report report = reader.read(given).report();
        if (report.hasErrors()) {
            return new FormattedText(given, List.of(), report);
        }
        // places count lines and columns, so they are the same in both
        EditedText plain = EditedText.of(new SourceText(given.id(), withPlainLines(given.text())));
        EditedText mended = quoted(spelled(plain));
        YamlLayout layout = YamlLayout.of(mended.text());
        EditedText formatted = mended.with(layout.edits());
        if (!isSame(reader.read(mended.text()), reader.read(formatted.text()))) {
            return new FormattedText(given, List.of(), Report.of(List.of(changed(given))));
        }
        return new FormattedText(formatted.text(), formatted.edits(), remaining(formatted.text()));
    }

    private static String withPlainLines(String text) {
        String bare = text.startsWith("\uFEFF") ? text.substring(1) : text;
        return bare.indexOf('\r') < 0 ? bare : bare.replace("\r\n", "\n").replace('\r', '\n');
    }

    private EditedText spelled(EditedText text) {
        return new Repair<>(
                        this::pattern,
                        read -> fixes(
                                read.report(), isLegacySpellingIn(text.text().id())),
                        (one, other) -> Meaning.isSame(one, other) && errors(other) <= errors(one))
                .mend(text);
    }

    private EditedText quoted(EditedText text) {
        return new Repair<>(
                        this::documents,
                        read -> fixes(read.report(), PatternFormatter::isMisreadText),
                        PatternFormatter::isSame)
                .mend(text);
    }

    private Pattern pattern(SourceText text) {
        return pipeline.readAlone(text.id(), reader.read(text));
    }

    /** What a text holds, without the warnings about keys, which no pattern needs in quotes. */
    private ReadResult documents(SourceText text) {
        ReadResult read = reader.read(text);
        List<Finding> findings = ForGoReaders.withoutKeys(read.report().findings(), read.documents());
        return new ReadResult(read.documents(), Report.of(findings));
    }

    private static List<Fix> fixes(Report report, Predicate<Finding> wanted) {
        return report.findings().stream()
                .filter(wanted)
                .flatMap(finding -> finding.fixes().stream().limit(1))
                .toList();
    }

    /** What an import brings in is found as well, but stands in another text. */
    private static Predicate<Finding> isLegacySpellingIn(SourceId text) {
        return finding -> finding.code().equals(PatternCodes.LEGACY_SPELLING.code())
                && finding.place().filter(place -> place.source().equals(text)).isPresent();
    }

    /** Quotes around what is a number to us would make it a text, so such findings are left to people. */
    private static boolean isMisreadText(Finding finding) {
        return finding.code().equals(DocumentCodes.READ_DIFFERENTLY)
                && !NumberValue.isNumber(finding.parameters().getOrDefault("text", "0"));
    }

    private static long errors(Pattern pattern) {
        return pattern.report().count(Severity.ERROR);
    }

    private static boolean isSame(ReadResult one, ReadResult other) {
        return !other.report().hasErrors()
                && roots(one).equals(roots(other))
                && comments(one).equals(comments(other));
    }

    private static List<Value> roots(ReadResult read) {
        return read.documents().stream().map(Document::root).toList();
    }

    private static List<String> comments(ReadResult read) {
        return read.documents().stream()
                .flatMap(document -> document.comments().stream())
                .map(Comment::text)
                .map(String::stripTrailing)
                .sorted()
                .toList();
    }

    /** What is left to say about a formatted text. */
    private Report remaining(SourceText formatted) {
        List<Finding> findings = new ArrayList<>(documents(formatted).report().findings());
        pattern(formatted).report().findings().stream()
                .filter(isLegacySpellingIn(formatted.id()))
                .forEach(findings::add);
        YamlLayout.of(formatted).leftAlone().forEach(place -> findings.add(leftAlone(place)));
        return Report.of(findings);
    }

    private static Finding leftAlone(Place document) {
        return PatternCodes.NOT_FORMATTED
                .finding("the document that begins here is left as it is, because it has a key that is marked by ?, is"
                        + " a collection, or is empty; write such keys as plain keys to have it formatted")
                .at(document)
                .build();
    }

    private static Finding changed(SourceText text) {
        return PatternCodes.NOT_FORMATTED
                .finding("the text is left as it is, because formatted it would not read as the same; this is a fault"
                        + " of the formatter and worth a report")
                .at(new Place(text.id(), Span.at(1, 1)))
                .build();
    }
}
