// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalProcessTest {

    private static final Path SHELL = Path.of("/bin/sh");

    @TempDir
    private Path folder;

    @Test
    void a_program_ends_when_it_is_closed_and_may_be_closed_again() {
        LocalProcess process =
                LocalProcess.start("sh", SHELL, List.of("-c", "echo begun; exec sleep 600"), Map.of(), folder);
        assertThat(process.isAlive()).isTrue();

        process.close();
        process.close();

        assertThat(process.isAlive()).isFalse();
        assertThat(process.described()).startsWith("sh ended with code ");
    }

    @Test
    void a_program_that_does_not_want_to_end_ends_with_the_jvm_that_was_killed() throws IOException {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Starter.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader told = jvm.inputReader()) {
            ProcessHandle program =
                    ProcessHandle.of(Long.parseLong(told.readLine())).orElseThrow();
            assertThat(program.isAlive()).isTrue();

            jvm.destroyForcibly();

            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(program.isAlive()).isFalse());
        } finally {
            jvm.destroyForcibly();
        }
    }

    /** Starts a program that ignores requests to end, tells its id, and waits to be killed. */
    static final class Starter {

        private Starter() {}

        public static void main(String[] arguments) throws InterruptedException {
            LocalProcess.start(
                    "sh",
                    SHELL,
                    List.of("-c", "trap '' TERM; while :; do sleep 1; done"),
                    Map.of(),
                    Path.of(arguments[0]));
            long program =
                    ProcessHandle.current().children().findFirst().orElseThrow().pid();
            System.out.println(program);
            Thread.currentThread().join();
        }
    }
}
