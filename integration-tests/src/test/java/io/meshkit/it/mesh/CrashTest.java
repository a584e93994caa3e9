// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.meshkit.testkit.mesh.LocalMesh;
import io.meshkit.testkit.mesh.LocalMeshOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A mesh ends with the JVM that started it, however that ends. */
@Tag("real")
class CrashTest {

    @Test
    void no_process_of_a_mesh_outlives_a_jvm_that_was_killed() throws IOException {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Starter.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader told = jvm.inputReader()) {
            List<ProcessHandle> programs = Arrays.stream(told.readLine().split(" "))
                    .map(Long::parseLong)
                    .map(ProcessHandle::of)
                    .flatMap(Optional::stream)
                    .toList();
            assertThat(programs).hasSizeGreaterThanOrEqualTo(2).allMatch(ProcessHandle::isAlive);

            jvm.destroyForcibly();

            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(programs).noneMatch(ProcessHandle::isAlive));
        } finally {
            jvm.destroyForcibly();
        }
    }

    /** Starts a mesh, tells the ids of its processes, and waits to be killed. */
    static final class Starter {

        private Starter() {}

        public static void main(String[] arguments) throws InterruptedException {
            try (LocalMesh mesh =
                    LocalMesh.start(LocalMeshOptions.builder().service("web").build())) {
                System.out.println(ProcessHandle.current()
                        .children()
                        .map(child -> Long.toString(child.pid()))
                        .collect(Collectors.joining(" ")));
                Thread.currentThread().join();
            }
        }
    }
}
