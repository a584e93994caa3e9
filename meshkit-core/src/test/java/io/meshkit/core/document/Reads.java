// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

import io.meshkit.document.Document;
import io.meshkit.document.Place;
import io.meshkit.document.SourceText;
import io.meshkit.document.Value;
import io.meshkit.finding.Finding;
import io.meshkit.spi.ReadResult;
import java.util.List;
import java.util.Optional;

/** Short ways to read texts in tests and to write places down. */
final class Reads {

    private Reads() {}

    static ReadResult read(String text) {
        return new YamlReader().read(SourceText.of("t.yaml", text));
    }

    static ReadResult json(String text) {
        return new YamlReader().read(SourceText.of("t.json", text));
    }

    static List<Finding> findings(String text) {
        return read(text).report().findings();
    }

    static Finding only(String text) {
        List<Finding> findings = findings(text);
        if (findings.size() != 1) {
            throw new AssertionError("expected one finding, got " + findings);
        }
        return findings.get(0);
    }

    static Value root(String text) {
        ReadResult result = read(text);
        if (result.documents().size() != 1) {
            throw new AssertionError("expected one document, got " + result);
        }
        return result.documents().get(0).root();
    }

    /** Reads a text that must have nothing wrong with it. */
    static Value clean(String text) {
        ReadResult result = read(text);
        if (!result.report().findings().isEmpty()) {
            throw new AssertionError("expected no finding, got " + result.report());
        }
        return result.documents().get(0).root();
    }

    static List<Value> roots(ReadResult result) {
        return result.documents().stream().map(Document::root).toList();
    }

    /** {@code line:column-endLine:endColumn}. */
    static String span(Optional<Place> place) {
        return place.map(there -> there.span().line() + ":" + there.span().column() + "-"
                        + there.span().endLine() + ":" + there.span().endColumn())
                .orElse("nowhere");
    }

    static String span(Value root, String pointer) {
        return span(root.find(pointer).orElseThrow().place());
    }
}
