// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.core.plan.PlanFile;
import io.meshkit.testkit.kubernetes.Fault;
import io.meshkit.testkit.kubernetes.RecordedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process of its own applies a plan and is killed at each of its requests; this process goes on from what is left. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class KilledProcessTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PARALLEL = 4;

    @TempDir
    private static Path folder;

    private static SharedClasses programs;
    private static List<RecordedRequest> requests;

    @BeforeAll
    static void let_one_live() throws IOException, InterruptedException {
        programs = new SharedClasses(folder);
        Path here = Files.createDirectory(folder.resolve("whole"));
        try (FaultScene scene = new FaultScene()) {
            Process process = programs.startFirst(ApplyingProgram.class, output(here), arguments(scene, here, 1));
            assertThat(ends(process)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(output(here))).isZero();
            requests = scene.fake.requests();
        }
    }

    @Test
    void a_process_killed_at_any_request_before_the_server_did_it_leaves_something_another_finishes() {
        EachIndex.of(
                requests.stream().mapToInt(RecordedRequest::index),
                index -> killedAt(index, Fault.silentBeforeWork(), 1));
    }

    @Test
    void a_process_killed_at_any_write_that_the_server_has_done_leaves_something_another_finishes() {
        IntStream writes = FaultScene.requests(PARALLEL).stream()
                .filter(request -> !request.method().equals("GET"))
                .mapToInt(RecordedRequest::index);

        EachIndex.of(writes, index -> killedAt(index, Fault.silentAfterWork(), PARALLEL));
    }

    private static void killedAt(int index, Fault silence, int parallelism) throws IOException, InterruptedException {
        Path here = Files.createTempDirectory(folder, "at-" + index);
        try (FaultScene scene = new FaultScene()) {
            scene.fake.faults().at(index, silence);
            Process process = programs.start(ApplyingProgram.class, output(here), arguments(scene, here, parallelism));
            try {
                assertThat(scene.fake.faults().awaitSilence(PATIENCE))
                        .as("request %d is reached; the process said: %s", index, Files.readString(output(here)))
                        .isTrue();
            } finally {
                process.destroyForcibly();
                assertThat(ends(process)).isTrue();
            }

            scene.fake.faults().clear();
            scene.isFinishedByAnother("a process killed at request " + index);
        }
    }

    private static boolean ends(Process process) throws InterruptedException {
        return process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static Path output(Path here) {
        return here.resolve("output.txt");
    }

    private static List<String> arguments(FaultScene scene, Path here, int parallelism) throws IOException {
        Path kubeconfig = Files.writeString(here.resolve("kubeconfig"), scene.fake.kubeconfig());
        Path plan = here.resolve("plan.json");
        PlanFile.write(scene.plan, plan);
        return List.of(kubeconfig.toString(), plan.toString(), Integer.toString(parallelism));
    }
}
