// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OfflineKitTest {

    private static final int LIMIT_SECONDS = 60;

    @TempDir
    Path folder;

    @Test
    void an_offline_kit_reads_checks_and_renders_without_the_kubernetes_client_and_without_a_thread() throws Exception {
        Path output = folder.resolve("classes.txt");

        int exit = run(OfflineProgram.class, output);

        List<String> lines = Files.readAllLines(output, StandardCharsets.UTF_8);
        assertThat(exit).as(String.join("\n", last(lines))).isEqualTo(OfflineProgram.FINE);
        assertThat(lines).anyMatch(line -> line.contains("io.meshkit.core."));
        assertThat(lines).noneMatch(line -> line.contains("io.fabric8."));
    }

    private static int run(Class<?> program, Path output) throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process process = new ProcessBuilder(
                        java.toString(),
                        "-verbose:class",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        program.getName())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS))
                    .as("the program ends within %d s", LIMIT_SECONDS)
                    .isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    private static List<String> last(List<String> lines) {
        return lines.subList(Math.max(0, lines.size() - 20), lines.size());
    }
}
