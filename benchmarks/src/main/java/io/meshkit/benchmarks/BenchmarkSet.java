// SPDX-License-Identifier: Apache-2.0
package io.meshkit.benchmarks;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Measurements that belong together, under the name that users choose them by. */
final class BenchmarkSet {

    /** Reading, patterns, plans, a second apply, and the start of a kit. */
    private static final BenchmarkSet FOUNDATION = new BenchmarkSet(
            "foundation",
            // what needs a fresh heap and little noise comes first
            List.of(
                    OfflineKitBenchmark::run,
                    DocumentBenchmark::run,
                    PatternBenchmark::run,
                    PlanBenchmark::run,
                    SecondApplyBenchmark::run));

    /** From configuration to findings. */
    private static final BenchmarkSet ANALYSIS =
            new BenchmarkSet("analysis", List.of(DocumentBenchmark::run, AnalysisBenchmark::run));

    private final String name;
    private final List<Supplier<List<Measurement>>> benchmarks;

    private BenchmarkSet(String name, List<Supplier<List<Measurement>>> benchmarks) {
        this.name = name;
        this.benchmarks = benchmarks;
    }

    /** The set of a name. */
    static Optional<BenchmarkSet> named(String name) {
        return Stream.of(FOUNDATION, ANALYSIS)
                .filter(set -> set.name.equals(name))
                .findFirst();
    }

    /** Whether every target is met. The measurements are written to a file of the set's name. */
    boolean run(Path folder, PrintStream out) {
        Path file = folder.resolve(name + ".json");
        BenchmarkReport report = new BenchmarkReport(Machine.here(), out);
        report.head();
        benchmarks.forEach(benchmark -> benchmark.get().forEach(report::add));
        report.write(file);
        out.println();
        out.println((report.isMissed() ? "Some targets are missed." : "All targets are met.") + " Written to " + file
                + ".");
        return !report.isMissed();
    }
}
