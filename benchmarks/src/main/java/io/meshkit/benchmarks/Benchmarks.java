// SPDX-License-Identifier: Apache-2.0
package io.meshkit.benchmarks;

import java.nio.file.Path;
import java.util.List;

/** Chooses measurements by their name. */
public final class Benchmarks {

    private static final String USAGE = """
        Usage: benchmarks/run foundation
                 measures reading, patterns, plans, a second apply and the start of a kit, in about two minutes;
                 prints a table and writes target/foundation.json beside this program.
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
        if (!arguments.equals(List.of("foundation"))) {
            System.err.print(USAGE);
            return arguments.equals(List.of("help")) ? 0 : 2;
        }
        return Foundation.run(home.resolve("target/foundation.json"), System.out) ? 0 : 1;
    }
}
