// SPDX-License-Identifier: Apache-2.0
package io.meshkit.benchmarks;

import io.meshkit.core.document.TextWriter;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Shows measurements to people while they come in, and keeps them for programs. */
final class BenchmarkReport {

    private static final String ROW = "%-76s %12s %-10s %25s %6s %12s  %s%n";

    private final Machine machine;
    private final PrintStream out;
    private final List<Measurement> measurements = new ArrayList<>();

    BenchmarkReport(Machine machine, PrintStream out) {
        this.machine = machine;
        this.out = out;
    }

    void head() {
        out.printf(
                Locale.ROOT,
                "%d cores, %.1f GiB memory, heap up to %.1f GiB, load %.1f; %s; %s%n%n",
                machine.cores(),
                gibibytes(machine.memory()),
                gibibytes(machine.heap()),
                machine.load(),
                machine.jdk(),
                machine.system());
        row("measured", "median", "unit", "quartiles", "rounds", "target", "");
    }

    void add(Measurement measured) {
        measurements.add(measured);
        Series series = measured.series();
        row(
                measured.name(),
                number(series.median()),
                measured.unit(),
                series.rounds() == 1 ? "" : number(series.lowerQuartile()) + " to " + number(series.upperQuartile()),
                String.valueOf(series.rounds()),
                measured.target().map(Target::toString).orElse(""),
                measured.verdict());
    }

    boolean isMissed() {
        return measurements.stream().anyMatch(Measurement::isMissed);
    }

    void write(Path file) {
        Value document = MapValue.builder()
                .put("machine", machine.toValue())
                .put(
                        "measurements",
                        ListValue.of(
                                measurements.stream().map(Measurement::toValue).toList()))
                .build();
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, new TextWriter().prettyJson(document), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    private void row(String name, String median, String unit, String spread, String rounds, String target, String met) {
        out.print(String.format(Locale.ROOT, ROW, name, median, unit, spread, rounds, target, met)
                        .stripTrailing()
                + System.lineSeparator());
        out.flush();
    }

    private static double gibibytes(long bytes) {
        return bytes / (1024.0 * 1024 * 1024);
    }

    private static String number(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.2f", value);
    }
}
