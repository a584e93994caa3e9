// SPDX-License-Identifier: Apache-2.0
package io.meshkit.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Makes an offline kit in fresh JVMs: how long it takes, and whether classes of the Kubernetes client are loaded on the way. */
final class OfflineKitBenchmark {

    private static final int ROUNDS = 7;
    private static final int LIMIT_SECONDS = 60;

    private OfflineKitBenchmark() {}

    static List<Measurement> run() {
        double[] millis = new double[ROUNDS];
        double[] processorMillis = new double[ROUNDS];
        double[] classes = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            millis[round] = time(fresh(List.of(), List.of()));
            processorMillis[round] = time(fresh(List.of(), List.of(OfflineKitProgram.PROCESSOR_TIME)));
            classes[round] = fresh(List.of("-verbose:class"), List.of()).stream()
                    .filter(line -> line.contains(" io.fabric8."))
                    .count();
        }
        return List.of(
                Measurement.held("make an offline kit in a fresh JVM", "ms", Series.of(millis), Target.atMost(150)),
                Measurement.forComparison(
                        "make an offline kit in a fresh JVM: processor time of its thread",
                        "ms",
                        Series.of(processorMillis)),
                Measurement.held(
                        "classes of io.fabric8 after reading, checking and rendering offline",
                        "classes",
                        Series.of(classes),
                        Target.atMost(0)));
    }

    private static double time(List<String> lines) {
        return lines.stream()
                        .filter(line -> line.startsWith(OfflineKitProgram.MADE))
                        .mapToLong(line -> Long.parseLong(line.substring(OfflineKitProgram.MADE.length())))
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException("the program printed no time: " + lines))
                / 1e6;
    }

    private static List<String> fresh(List<String> options, List<String> arguments) {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        ProcessBuilder builder = new ProcessBuilder(java.toString());
        builder.command().addAll(options);
        builder.command()
                .addAll(List.of("-cp", System.getProperty("java.class.path"), OfflineKitProgram.class.getName()));
        builder.command().addAll(arguments);
        try {
            Path output = Files.createTempFile("offline-kit", ".txt");
            try {
                Process process = builder.redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
                await(process, output);
                return Files.readAllLines(output, StandardCharsets.UTF_8);
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void await(Process process, Path output) throws IOException {
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the program did not end in " + LIMIT_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the program ran", e);
        } finally {
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            throw new IllegalStateException("the program failed: " + Files.readString(output));
        }
    }
}
