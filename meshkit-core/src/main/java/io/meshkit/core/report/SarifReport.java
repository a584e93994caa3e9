// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.report;

import static java.util.Objects.requireNonNull;

import io.meshkit.document.Place;
import io.meshkit.document.SourceId;
import io.meshkit.document.Span;
import io.meshkit.document.TextEdit;
import io.meshkit.finding.Code;
import io.meshkit.finding.Finding;
import io.meshkit.finding.Fix;
import io.meshkit.finding.Report;
import io.meshkit.finding.Severity;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes findings as SARIF 2.1.0, which code hosts and editors read: one run, a rule per code, places in code points, repairs as
 * replacements, and fingerprints that outlive moved lines. Immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class SarifReport {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final String toolVersion;

    private SarifReport(String toolVersion) {
        this.toolVersion = requireNonNull(toolVersion, "toolVersion");
    }

    /**
     * A renderer.
     *
     * @param toolVersion the version of MeshKit to name, such as {@code 0.1.0}
     * @return the renderer
     */
    public static SarifReport of(String toolVersion) {
        return new SarifReport(toolVersion);
    }

    /**
     * Renders a report.
     *
     * @param report the findings, all of which are written
     * @return JSON, two blanks a level, LF line ends, ending with one
     */
    public String render(Report report) {
        List<Code> codes = new ArrayList<>(codes(report));
        ObjectNode root = NODES.objectNode()
                .put(
                        "$schema",
                        "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json")
                .put("version", "2.1.0");
        ObjectNode run = root.putArray("runs").addObject();
        ObjectNode driver =
                run.putObject("tool").putObject("driver").put("name", "MeshKit").put("version", toolVersion);
        ArrayNode rules = driver.putArray("rules");
        codes.forEach(code -> rules.addObject().put("id", code.value()));
        run.put("columnKind", "unicodeCodePoints");
        ArrayNode results = run.putArray("results");
        report.findings().forEach(finding -> results.add(result(finding, codes.indexOf(finding.code()))));
        return PrettyJson.write(root);
    }

    private static SortedSet<Code> codes(Report report) {
        SortedSet<Code> codes = new TreeSet<>();
        report.findings().forEach(finding -> codes.add(finding.code()));
        return codes;
    }

    private static ObjectNode result(Finding finding, int rule) {
        ObjectNode result = NODES.objectNode()
                .put("ruleId", finding.code().value())
                .put("ruleIndex", rule)
                .put("level", level(finding.severity()));
        result.putObject("message").put("text", finding.message());
        locations(finding, result);
        if (!finding.related().isEmpty()) {
            ArrayNode related = result.putArray("relatedLocations");
            for (int i = 0; i < finding.related().size(); i++) {
                ObjectNode location = related.addObject().put("id", i + 1);
                location.set(
                        "physicalLocation", physical(finding.related().get(i).place()));
                location.putObject("message")
                        .put("text", finding.related().get(i).message());
            }
        }
        result.putObject("partialFingerprints")
                .put("meshkitFinding/v1", finding.fingerprint().value());
        if (!finding.fixes().isEmpty()) {
            ArrayNode fixes = result.putArray("fixes");
            finding.fixes().forEach(fix -> fixes.add(fix(fix)));
        }
        return result;
    }

    private static void locations(Finding finding, ObjectNode result) {
        if (finding.place().isEmpty() && finding.resource().isEmpty()) {
            return;
        }
        ObjectNode location = result.putArray("locations").addObject();
        finding.place().ifPresent(place -> location.set("physicalLocation", physical(place)));
        finding.resource()
                .ifPresent(key -> location.putArray("logicalLocations")
                        .addObject()
                        .put(
                                "fullyQualifiedName",
                                key + finding.pointer().map(Object::toString).orElse(""))
                        .put("kind", "object"));
    }

    private static String level(Severity severity) {
        return switch (severity) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case INFO -> "note";
        };
    }

    private static ObjectNode physical(Place place) {
        ObjectNode physical = NODES.objectNode();
        physical.set("artifactLocation", artifact(place.source()));
        physical.set("region", region(place.span()));
        return physical;
    }

    /** SARIF names files by URI references, so blanks and the like are escaped. */
    private static ObjectNode artifact(SourceId source) {
        String name = source.name().replace('\\', '/');
        String uri;
        try {
            uri = name.matches("[a-z][a-z0-9+.-]+:.*")
                    ? new URI(name).toString()
                    : new URI(null, null, name, null).toASCIIString();
        } catch (URISyntaxException e) {
            uri = "unnamed";
        }
        return NODES.objectNode().put("uri", uri);
    }

    private static ObjectNode region(Span span) {
        return NODES.objectNode()
                .put("startLine", span.line())
                .put("startColumn", span.column())
                .put("endLine", span.endLine())
                .put("endColumn", span.endColumn());
    }

    private static ObjectNode fix(Fix fix) {
        ObjectNode node = NODES.objectNode();
        node.putObject("description").put("text", fix.title());
        Map<SourceId, List<TextEdit>> bySource = new TreeMap<>();
        fix.edits()
                .forEach(edit -> bySource.computeIfAbsent(edit.place().source(), unused -> new ArrayList<>())
                        .add(edit));
        ArrayNode changes = node.putArray("artifactChanges");
        bySource.forEach((source, edits) -> {
            ObjectNode change = changes.addObject();
            change.set("artifactLocation", artifact(source));
            ArrayNode replacements = change.putArray("replacements");
            for (TextEdit edit : edits) {
                ObjectNode replacement = replacements.addObject();
                replacement.set("deletedRegion", region(edit.place().span()));
                replacement.putObject("insertedContent").put("text", edit.replacement());
            }
        });
        return node;
    }
}
