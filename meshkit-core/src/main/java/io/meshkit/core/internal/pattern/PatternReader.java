// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.core.internal.catalog.ForeignFault;
import io.meshkit.document.Document;
import io.meshkit.document.Place;
import io.meshkit.document.SourceId;
import io.meshkit.document.Span;
import io.meshkit.document.TextValue;
import io.meshkit.finding.Finding;
import io.meshkit.finding.Severity;
import io.meshkit.pattern.Pattern;
import io.meshkit.pattern.PatternDialect;
import io.meshkit.spi.ReadResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** From the documents of a text to a pattern: finds the dialect and lets it read. */
final class PatternReader {

    private static final String NO_DIALECT = "none";

    private final List<PatternDialect> dialects;

    PatternReader(List<PatternDialect> dialects) {
        this.dialects = dialects.stream()
                .sorted(Comparator.comparingInt(PatternDialect::order).thenComparing(PatternDialect::id))
                .toList();
    }

    Pattern read(SourceId source, ReadResult text) {
        List<Finding> findings =
                new ArrayList<>(ForGoReaders.withoutKeys(text.report().findings(), text.documents()));
        if (text.documents().isEmpty()) {
            if (findings.stream().noneMatch(finding -> finding.severity() == Severity.ERROR)) {
                findings.add(PatternCodes.NO_PATTERN
                        .finding("the text is empty; a pattern has at least name and services")
                        .at(start(source))
                        .build());
            }
            return nothing(source, findings);
        }
        Document first = text.documents().get(0);
        Optional<PatternDialect> dialect = dialectOf(first, findings);
        if (dialect.isEmpty()) {
            findings.add(PatternCodes.NO_PATTERN
                    .finding("this is no pattern of any dialect that is known; a pattern is a map with name and"
                            + " services")
                    .at(start(source))
                    .at(first.root())
                    .build());
            return nothing(source, findings);
        }
        Pattern pattern = dialect.get().read(first);
        if (text.documents().size() > 1 && !(dialect.get() instanceof RefusedDialect)) {
            findings.add(PatternCodes.NO_PATTERN
                    .finding("a pattern file holds one document; this one and those after it are not read")
                    .at(start(source))
                    .at(text.documents().get(1).root())
                    .related(first.root().place(), "the document that is read")
                    .build());
        }
        return pattern.toBuilder().findings(findings).build();
    }

    private Optional<PatternDialect> dialectOf(Document document, List<Finding> findings) {
        return dialects.stream()
                .filter(dialect -> recognises(dialect, document, findings))
                .findFirst();
    }

    /** Dialects may come from plugins; one that fails is passed over, and told of. */
    private static boolean recognises(PatternDialect dialect, Document document, List<Finding> findings) {
        try {
            return dialect.recognises(document);
        } catch (Throwable failure) {
            ForeignFault.refuseFatal(failure);
            findings.add(PatternCodes.DIALECT_FAILED
                    .finding("the dialect \"" + dialect.id() + "\" could not say whether the file is written in it: "
                            + failure)
                    .at(document.root())
                    .build());
            return false;
        }
    }

    private static Pattern nothing(SourceId source, List<Finding> findings) {
        return Pattern.of(source, NO_DIALECT, TextValue.of(""))
                .findings(findings)
                .build();
    }

    private static Place start(SourceId source) {
        return new Place(source, Span.at(1, 1));
    }
}
