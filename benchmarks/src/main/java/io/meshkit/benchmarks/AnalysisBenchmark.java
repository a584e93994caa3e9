// SPDX-License-Identifier: Apache-2.0
package io.meshkit.benchmarks;

import io.meshkit.MeshKit;
import io.meshkit.analysis.AnalysisOptions;
import io.meshkit.analysis.AnalysisReport;
import io.meshkit.analysis.Snapshot;
import io.meshkit.document.SourceText;
import io.meshkit.resource.StoreId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * From the text of a generated mesh to its findings, with all rules that are there. Processor time is that of the one thread that works;
 * each run finds exactly what was planted.
 */
final class AnalysisBenchmark {

    private static final int WARM_UP_ROUNDS = 6;
    private static final int ROUNDS = 11;
    private static final int LARGE_ROUNDS = 5;

    private AnalysisBenchmark() {}

    static List<Measurement> run() {
        List<Measurement> measurements = new ArrayList<>();
        try (MeshKit kit = MeshKit.offline()) {
            GeneratedMesh mesh = new GeneratedMesh(10_000);
            double[] millis = new double[ROUNDS];
            double[] perSecond = new double[ROUNDS];
            double[] rulesAlone = new double[ROUNDS];
            Stopwatch stopwatch = new Stopwatch();
            Snapshot read = read(kit, mesh);
            for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
                Stopwatch.Taken whole = stopwatch.take(() -> check(kit, mesh, read(kit, mesh)));
                Stopwatch.Taken rules = stopwatch.take(() -> check(kit, mesh, read));
                if (round >= 0) {
                    millis[round] = whole.millis();
                    perSecond[round] = read.resources().size() / whole.processorMillis() * 1000;
                    rulesAlone[round] = rules.millis();
                }
            }
            String what = String.format(
                            Locale.ROOT,
                            "analyse %,d resources of %d characters, %d rules: ",
                            read.resources().size(),
                            mesh.characters() / read.resources().size(),
                            check(kit, mesh, read).rules())
                    .replace(',', ' ');
            measurements.add(Measurement.held(what + "text to findings", "ms", Series.of(millis), Target.atMost(1000)));
            measurements.add(Measurement.held(
                    what + "resources a second of processor time",
                    "1/s",
                    Series.of(perSecond),
                    Target.atLeast(20_000)));
            measurements.add(Measurement.forComparison(what + "rules and indexes alone", "ms", Series.of(rulesAlone)));
            measurements.add(growth(kit, stopwatch));
        }
        return measurements;
    }

    /** How the time grows when the mesh is twice as large: in turns, what is read kept. */
    private static Measurement growth(MeshKit kit, Stopwatch stopwatch) {
        GeneratedMesh small = new GeneratedMesh(25_000);
        GeneratedMesh large = new GeneratedMesh(50_000);
        double[] smallMillis = new double[LARGE_ROUNDS];
        double[] largeMillis = new double[LARGE_ROUNDS];
        for (int round = -1; round < LARGE_ROUNDS; round++) {
            double one =
                    stopwatch.take(() -> check(kit, small, read(kit, small))).processorMillis();
            double other =
                    stopwatch.take(() -> check(kit, large, read(kit, large))).processorMillis();
            if (round >= 0) {
                smallMillis[round] = one;
                largeMillis[round] = other;
            }
        }
        return Measurement.held(
                "analyse 50 000 resources, times the time of 25 000",
                "times",
                Series.ratios(largeMillis, smallMillis),
                Target.atMost(2.3));
    }

    private static Snapshot read(MeshKit kit, GeneratedMesh mesh) {
        Snapshot.Builder snapshot = Snapshot.builder();
        for (SourceText text : mesh.texts()) {
            snapshot.add(kit.analysis().read(StoreId.UNBOUND, text));
        }
        return snapshot.build();
    }

    private static AnalysisReport check(MeshKit kit, GeneratedMesh mesh, Snapshot snapshot) {
        AnalysisReport report = kit.analysis().run(snapshot, AnalysisOptions.DEFAULT);
        if (report.report().findings().size() != mesh.planted()) {
            throw new IllegalStateException("planted " + mesh.planted() + ", found "
                    + report.report().findings().size() + ", first "
                    + report.report().findings().stream().limit(3).toList());
        }
        return report;
    }
}
