// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.report;

import io.meshkit.document.Place;
import io.meshkit.document.TextEdit;
import io.meshkit.finding.Finding;
import io.meshkit.finding.Fix;
import io.meshkit.finding.Report;
import io.meshkit.finding.Severity;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes findings as JSON. The fields come in this order, those that are empty are left out:
 *
 * <pre>
 * { "reportVersion": 1,
 *   "summary":  { "errors": 1, "warnings": 0, "infos": 0 },
 *   "findings": [ { "code", "aliases": [], "severity": "error|warning|info", "message", "parameters": {},
 *                   "resource": { "store", "group", "kind", "namespace", "name" }, "pointer": "/a/0",
 *                   "place": { "source", "line", "column", "endLine", "endColumn" },
 *                   "related": [ { "place", "message" } ],
 *                   "fixes": [ { "title", "edits": [ { "place", "replacement" } ] } ],
 *                   "fingerprint", "help" } ] }
 * </pre>
 *
 * <p>Lines and columns count from 1, columns count code points, ends are exclusive. All findings are written. A field may be added without
 * a new {@code reportVersion}; none is removed or changed.
 *
 * @since 0.1.0
 */
public final class JsonReport {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonReport() {}

    /**
     * Renders a report.
     *
     * @param report the findings
     * @return JSON, two blanks a level, LF line ends, ending with one
     */
    public static String render(Report report) {
        ObjectNode root = NODES.objectNode().put("reportVersion", 1);
        root.putObject("summary")
                .put("errors", report.count(Severity.ERROR))
                .put("warnings", report.count(Severity.WARNING))
                .put("infos", report.count(Severity.INFO));
        ArrayNode findings = root.putArray("findings");
        report.findings().forEach(finding -> findings.add(finding(finding)));
        return PrettyJson.write(root);
    }

    private static ObjectNode finding(Finding finding) {
        ObjectNode node = NODES.objectNode().put("code", finding.code().value());
        if (!finding.aliases().isEmpty()) {
            finding.aliases().forEach(node.putArray("aliases")::add);
        }
        node.put("severity", finding.severity().name().toLowerCase(Locale.ROOT)).put("message", finding.message());
        if (!finding.parameters().isEmpty()) {
            finding.parameters().forEach(node.putObject("parameters")::put);
        }
        finding.resource()
                .ifPresent(key -> node.putObject("resource")
                        .put("store", key.store().value())
                        .put("group", key.groupKind().group())
                        .put("kind", key.groupKind().kind())
                        .put("namespace", key.namespace())
                        .put("name", key.name()));
        finding.pointer().ifPresent(pointer -> node.put("pointer", pointer.toString()));
        finding.place().ifPresent(place -> node.set("place", place(place)));
        if (!finding.related().isEmpty()) {
            ArrayNode related = node.putArray("related");
            finding.related().forEach(other -> {
                ObjectNode entry = related.addObject();
                entry.set("place", place(other.place()));
                entry.put("message", other.message());
            });
        }
        if (!finding.fixes().isEmpty()) {
            ArrayNode fixes = node.putArray("fixes");
            finding.fixes().forEach(fix -> fixes.add(fix(fix)));
        }
        node.put("fingerprint", finding.fingerprint().value());
        finding.help().ifPresent(page -> node.put("help", page.toString()));
        return node;
    }

    private static ObjectNode fix(Fix fix) {
        ObjectNode node = NODES.objectNode().put("title", fix.title());
        ArrayNode edits = node.putArray("edits");
        for (TextEdit edit : fix.edits()) {
            ObjectNode entry = edits.addObject();
            entry.set("place", place(edit.place()));
            entry.put("replacement", edit.replacement());
        }
        return node;
    }

    private static ObjectNode place(Place place) {
        return NODES.objectNode()
                .put("source", place.source().name())
                .put("line", place.span().line())
                .put("column", place.span().column())
                .put("endLine", place.span().endLine())
                .put("endColumn", place.span().endColumn());
    }
}
