// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts that judge a change: what they let pass, what they refuse, and that nothing hangs them. */
class ScriptsTest {

    private static final String LIMIT = ".ci/limit";
    private static final String REFUSE_SKIPPED = ".ci/refuse-skipped-tests";
    private static final String REAL_PARTS = "tools/real-parts";
    private static final String REPEAT = "tools/repeat-live-tests";

    @TempDir
    private Path folder;

    private record Outcome(int code, String text) {}

    @BeforeEach
    void the_scripts_need_what_linux_has() {
        assumeThat(Stream.of("bash", "timeout", "flock")).allMatch(ScriptsTest::isOnPath);
    }

    private static boolean isOnPath(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }

    @Test
    void a_command_that_ends_within_its_limit_gives_its_own_exit_code() throws Exception {
        Outcome outcome = run(LIMIT, "60", "bash", "-c", "echo said; exit 7");

        assertThat(outcome).isEqualTo(new Outcome(7, "said\n"));
    }

    @Test
    void a_command_that_hangs_is_ended_with_its_children_and_named() throws Exception {
        Outcome outcome = run(LIMIT, "1", "bash", "-c", "sleep 600 & echo $!; wait");

        assertThat(outcome.code()).isEqualTo(124);
        assertThat(outcome.text()).contains("limit: ended after 1 s, its limit: bash -c sleep 600");
        assertIsGone(outcome);
    }

    @Test
    void what_a_command_leaves_running_is_ended_also_when_it_ignores_requests() throws Exception {
        Outcome outcome = run(LIMIT, "60", "bash", "-c", "(trap '' TERM; exec sleep 600 >/dev/null 2>&1) & echo $!");

        assertThat(outcome.code()).isZero();
        assertIsGone(outcome);
    }

    private static void assertIsGone(Outcome outcome) {
        long child = Long.parseLong(outcome.text().lines().findFirst().orElseThrow());
        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        ProcessHandle.of(child).filter(ProcessHandle::isAlive).isEmpty());
    }

    @Test
    void a_run_without_a_skipped_test_passes() throws Exception {
        report("<testsuite name=\"A\" tests=\"2\" skipped=\"0\">", "<testcase name=\"one\" classname=\"A\"/>");

        assertThat(run(REFUSE_SKIPPED, folder.toString())).isEqualTo(new Outcome(0, "2 tests ran, 0 were left out\n"));
    }

    @Test
    void skipped_tests_are_refused_and_named_with_their_reason() throws Exception {
        report(
                "<testsuite name=\"A\" tests=\"3\" skipped=\"2\">",
                "<testcase name=\"one\" classname=\"A\">",
                "<skipped message=\"is disabled\"/>",
                "<testcase name=\"two\" classname=\"A\">",
                "<skipped type=\"Aborted\"><![CDATA[Aborted: no corpus");

        assertThat(run(REFUSE_SKIPPED, folder.toString()))
                .isEqualTo(new Outcome(
                        1,
                        "left out: A one: is disabled\n"
                                + "left out: A two: Aborted: no corpus\n"
                                + "1 tests ran, 2 were left out\n"));
    }

    @Test
    void a_run_without_any_test_is_refused() throws Exception {
        Outcome outcome = run(REFUSE_SKIPPED, folder.toString());

        assertThat(outcome).isEqualTo(new Outcome(1, "no test reports below " + folder + ": no test ran\n"));
    }

    private void report(String... lines) throws IOException {
        Path reports = Files.createDirectories(folder.resolve("a/target/surefire-reports"));
        Files.writeString(reports.resolve("TEST-A.xml"), String.join("\n", lines) + "\n");
    }

    @Test
    void an_unknown_part_is_refused_with_the_names_that_there_are() throws Exception {
        Outcome outcome = run(REAL_PARTS, "--only", "nope");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.text()).startsWith("real-parts: no part is called \"nope\"; there are: etcd kube-apiserver");
    }

    @Test
    void a_part_whose_stamp_names_another_recipe_is_out_of_date() throws Exception {
        Files.createDirectories(folder.resolve("bin"));
        assertThat(Files.createFile(folder.resolve("bin/etcd")).toFile().setExecutable(true))
                .isTrue();
        Files.createDirectories(folder.resolve("stamps"));
        Files.writeString(folder.resolve("stamps/etcd"), "etcd 3.6.16 bin/etcd etcd_server 0123456789abcdef\n");

        Outcome outcome = run(REAL_PARTS, "--list");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.text().lines()).hasSize(11);
        assertThat(outcome.text()).containsPattern("(?m)^etcd .* outdated ").containsPattern("(?m)^consul .* absent ");
    }

    @Test
    void a_missing_tool_is_named_with_what_to_install() throws Exception {
        Path tools = Files.createDirectories(folder.resolve("tools"));
        for (String tool : new String[] {"awk", "bash", "cut", "flock", "grep", "mkdir", "sha256sum", "sort"}) {
            Path proxy = Files.writeString(tools.resolve(tool), "#!/bin/sh\nexec " + whereIs(tool) + " \"$@\"\n");
            assertThat(proxy.toFile().setExecutable(true)).isTrue();
        }

        Outcome outcome = run(Map.of("PATH", tools.toString()), REAL_PARTS, "--only", "istio-crds");

        assertThat(outcome.code()).isEqualTo(3);
        assertThat(outcome.text()).startsWith("real-parts: nothing was installed; missing:\n  go: install Go ");
    }

    @Test
    void runs_are_repeated_as_often_as_asked_for_each_with_a_line() throws Exception {
        Outcome outcome = run(REPEAT, "3", "--", "bash", "-c", "echo '5 tests ran, 0 were left out'");

        assertThat(outcome.code()).isZero();
        assertThat(outcome.text().lines())
                .hasSize(4)
                .first()
                .asString()
                .matches("run 1 of 3: passed in 0 min \\d\\d s; 5 tests ran, 0 were left out");
        assertThat(outcome.text()).containsPattern("\n3 runs passed in 0 min \\d\\d s\n$");
    }

    @Test
    void the_first_run_that_fails_is_the_last_one_and_its_log_is_shown_and_kept() throws Exception {
        Path count = folder.resolve("count");

        Outcome outcome = run(
                REPEAT,
                "5",
                "--",
                "bash",
                "-c",
                "echo x >> " + count + "; echo saw it; [ $(wc -l < " + count + ") = 1 ]");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.text().lines().toList())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("run 1 of 5: passed"),
                        line -> assertThat(line).isEqualTo("saw it"),
                        line -> assertThat(line).matches("run 2 of 5: FAILED after .*; its log: .*/run-2\\.log"));
        assertThat(folder.resolve("run-2.log")).hasContent("saw it");
    }

    @Test
    void a_run_that_hangs_is_ended_at_its_limit_and_failed() throws Exception {
        Outcome outcome = run(Map.of("LIVE_LIMIT", "1"), REPEAT, "2", "--", "sleep", "600");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.text()).contains("ended after 1 s").contains("run 1 of 2: FAILED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "ten", "2 more", "2 --", "-- "})
    void a_wrong_call_of_repetitions_is_refused(String arguments) throws Exception {
        Outcome outcome = run((REPEAT + " " + arguments).split(" "));

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.text()).startsWith("repeat-live-tests: ").contains("--help");
    }

    private static Path whereIs(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(place -> Path.of(place, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }

    private Outcome run(String... command) throws IOException, InterruptedException {
        return run(Map.of(), command);
    }

    private Outcome run(Map<String, String> environment, String... command) throws IOException, InterruptedException {
        command[0] = Repository.root().resolve(command[0]).toString();
        Path said = Files.createTempFile(folder, "said", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
        builder.environment().put("MESHKIT_PARTS", folder.toString());
        builder.environment().put("LIVE_LOGS", folder.toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("it ends").isTrue();
        return new Outcome(process.exitValue(), Files.readString(said));
    }
}
