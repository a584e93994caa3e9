// SPDX-License-Identifier: Apache-2.0
package io.meshkit.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.plan.PlanStyle;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("real")
class LocalMeshTourTest {

    private static final Path HOME =
            Path.of("").toAbsolutePath().endsWith("examples") ? Path.of("") : Path.of("examples");

    @Test
    void the_tour_ends_with_all_calls_at_the_new_version_and_leaves_nothing_behind() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        int exit = Examples.run(
                List.of("local-mesh"),
                HOME,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                PlanStyle.PLAIN);

        String told = out.toString(StandardCharsets.UTF_8);
        assertThat(exit).as(told).isEqualTo(Exit.DONE);
        assertThat(told).contains("~ Splits[1].Weight: 10 → 50").containsPattern("v2 +█{50} 1000");
        assertThat(told).endsWith("0 config entries are left.\n");
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            String ours = "meshkit-mesh-" + ProcessHandle.current().pid() + "-";
            assertThat(files).noneMatch(file -> file.getFileName().toString().startsWith(ours));
        }
        assertThat(ProcessHandle.current().descendants()).noneMatch(ProcessHandle::isAlive);
    }
}
