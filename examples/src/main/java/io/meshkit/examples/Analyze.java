// SPDX-License-Identifier: Apache-2.0
package io.meshkit.examples;

import io.meshkit.MeshKit;
import io.meshkit.analysis.AnalysisOptions;
import io.meshkit.analysis.AnalysisReport;
import io.meshkit.analysis.Snapshot;
import io.meshkit.core.report.JsonReport;
import io.meshkit.core.report.SarifReport;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.finding.Finding;
import io.meshkit.finding.Report;
import io.meshkit.finding.Severity;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.StoreId;
import io.meshkit.spi.ReadResult;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Checks manifests against best practice and prints what is wrong. */
final class Analyze {

    private final AnalyzeCall call;
    private final PrintStream out;

    Analyze(AnalyzeCall call, PrintStream out) {
        this.call = call;
        this.out = out;
    }

    int run() {
        try (MeshKit kit = MeshKit.offline()) {
            AnalysisOptions options = AnalysisOptions.DEFAULT.only(call.groups());
            AnalysisReport report = kit.analysis()
                    .run(snapshot(kit), call.imitated().map(options::imitating).orElse(options));
            print(kit, report);
            boolean fails = report.report()
                    .worst()
                    .filter(worst -> worst.compareTo(call.failOn()) <= 0)
                    .isPresent();
            return fails ? Exit.FINDINGS : Exit.DONE;
        }
    }

    private Snapshot snapshot(MeshKit kit) {
        Snapshot.Builder snapshot = Snapshot.builder().add(kit.analysis().read(call.paths()));
        call.clusters().forEach((name, paths) -> snapshot.add(kit.analysis().read(new StoreId(name), paths)));
        for (Map.Entry<String, Path> file : call.mesh().entrySet()) {
            ReadResult read = kit.reader().read(file.getValue());
            snapshot.report(read.report());
            read.documents().stream()
                    .map(document -> document.root())
                    .filter(MapValue.class::isInstance)
                    .forEach(root -> snapshot.add(ofMesh(file.getKey(), (MapValue) root)));
        }
        return snapshot.build();
    }

    /** The configuration of the mesh lives in no kind of its own; the rules find it under this key. */
    private static Resource ofMesh(String kind, MapValue body) {
        GroupKind groupKind = new GroupKind("mesh.istio.io", kind);
        return Resource.of(
                new ResourceKey(StoreId.UNBOUND, groupKind, "istio-system", kind.toLowerCase(Locale.ROOT)), body);
    }

    private void print(MeshKit kit, AnalysisReport report) {
        Report findings = report.report();
        switch (call.format()) {
            case "json" ->
                out.print(
                        call.imitated().isPresent()
                                ? kit.writer().prettyJson(asIstioctl(findings))
                                : JsonReport.render(findings));
            case "sarif" -> out.print(SarifReport.of("0.1.0").render(findings));
            default -> text(report);
        }
    }

    /** The fields that {@code istioctl analyze --output json} has for them, and the place. */
    private static Value asIstioctl(Report report) {
        List<Value> findings = new ArrayList<>();
        for (Finding finding : report.findings()) {
            MapValue.Builder entry = MapValue.builder()
                    .put("code", TextValue.of(finding.code().value()))
                    .put("level", TextValue.of(level(finding.severity())))
                    .put("message", TextValue.of(finding.message()));
            finding.resource().ifPresent(key -> entry.put("resource", TextValue.of(origin(key))));
            finding.place().ifPresent(place -> entry.put("reference", TextValue.of(place.toString())));
            findings.add(entry.build());
        }
        return MapValue.of("findings", ListValue.of(findings));
    }

    private static String level(Severity severity) {
        return switch (severity) {
            case ERROR -> "Error";
            case WARNING -> "Warning";
            case INFO -> "Info";
        };
    }

    private static String origin(ResourceKey key) {
        return key.groupKind().kind() + " " + (key.namespace().isEmpty() ? "" : key.namespace() + "/") + key.name();
    }

    private void text(AnalysisReport report) {
        if (!report.report().findings().isEmpty()) {
            out.println(Reports.text(report.report()));
        }
        out.println(report.rules() + " rules looked at " + report.resources() + " resources; "
                + report.skipped().size() + " rules were skipped, since what they need was not loaded.");
        List<String> unseen = report.unjudged().stream()
                .map(unjudged -> unjudged.subject() + ": " + unjudged.what())
                .distinct()
                .toList();
        if (!unseen.isEmpty()) {
            out.println("Not judged, since it was not loaded: " + String.join("; ", unseen) + ".");
        }
    }
}
