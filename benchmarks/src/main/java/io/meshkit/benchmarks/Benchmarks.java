// SPDX-License-Identifier: Apache-2.0
package io.meshkit.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Chooses measurements by their name. */
public final class Benchmarks {

    private static final String USAGE = """
        Usage: benchmarks/run SET
                 measures, prints a table and writes target/SET.json beside this program. Sets:
                 foundation  reading, patterns, plans, a second apply and the start of a kit, in about two minutes
                 analysis    reading configuration, in about half a minute
                 Files by others are read as well when MESHKIT_CORPUS names a folder of them.

        Exit codes: 0 all targets met, 1 a target missed, 2 wrong call
        """;

    private Benchmarks() {}

    /**
     * Measures and ends the process with its exit code.
     *
     * @param arguments the name of what to measure
     */
    public static void main(String[] arguments) {
        Path home = Path.of(System.getProperty("meshkit.benchmarks", "benchmarks"));
        System.exit(run(List.of(arguments), home));
    }

    private static int run(List<String> arguments, Path home) {
        Optional<BenchmarkSet> set = arguments.size() == 1 ? BenchmarkSet.named(arguments.get(0)) : Optional.empty();
        if (set.isEmpty()) {
            System.err.print(USAGE);
            return arguments.equals(List.of("help")) ? 0 : 2;
        }
        return set.get().run(home.resolve("target"), System.out) ? 0 : 1;
    }
}
