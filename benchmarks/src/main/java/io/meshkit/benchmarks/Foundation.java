// SPDX-License-Identifier: Apache-2.0
package io.meshkit.benchmarks;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/** Measures the foundation: reading, patterns, plans, a second apply, and the start of a kit. */
final class Foundation {

    // what needs a fresh heap and little noise comes first
    private static final List<Supplier<List<Measurement>>> BENCHMARKS = List.of(
            OfflineKitBenchmark::run,
            DocumentBenchmark::run,
            PatternBenchmark::run,
            PlanBenchmark::run,
            SecondApplyBenchmark::run);

    private Foundation() {}

    /** Whether every target is met. */
    static boolean run(Path file, PrintStream out) {
        FoundationReport report = new FoundationReport(Machine.here(), out);
        report.head();
        BENCHMARKS.forEach(benchmark -> benchmark.get().forEach(report::add));
        report.write(file);
        out.println();
        out.println((report.isMissed() ? "Some targets are missed." : "All targets are met.") + " Written to " + file
                + ".");
        return !report.isMissed();
    }
}
