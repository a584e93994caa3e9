// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.meshkit.testkit.mesh.LocalMesh;
import io.meshkit.testkit.mesh.LocalMeshTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** What {@link LocalMeshTest} does around tests, seen from outside: JUnit runs classes that fail on purpose. */
@Tag("real")
class LocalMeshTestTest {

    private static final List<LocalMesh> SEEN = new CopyOnWriteArrayList<>();

    @BeforeEach
    void forget() {
        SEEN.clear();
    }

    @AfterEach
    void removeLogs() throws IOException {
        for (LocalMesh mesh : SEEN) {
            if (Files.exists(mesh.logs())) {
                try (Stream<Path> files = Files.walk(mesh.logs())) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                }
            }
        }
    }

    private static TestExecutionSummary run(Class<?> tests) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(tests))
                .build();
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, summary);
        return summary.getSummary();
    }

    private static void see(LocalMesh mesh) {
        if (!SEEN.contains(mesh)) {
            SEEN.add(mesh);
        }
    }

    private static void fail() {
        throw new IllegalStateException("on purpose");
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                FailsWithin.class,
                FailsBefore.class,
                FailsAfter.class,
                FailsBeforeAll.class,
                FailsInConstructor.class
            })
    void the_logs_are_kept_wherever_a_test_fails(Class<?> tests) {
        TestExecutionSummary summary = run(tests);

        assertThat(summary.getTotalFailureCount()).isEqualTo(1);
        assertThat(SEEN).hasSize(1);
        assertThat(SEEN.get(0).logs().resolve("consul-dc1.log")).isNotEmptyFile();
    }

    @Test
    void the_logs_are_gone_when_no_test_fails_and_nested_classes_have_the_mesh_that_they_ask_for() {
        TestExecutionSummary summary = run(Outer.class);

        assertThat(summary.getTestsSucceededCount())
                .as(() -> summary.getFailures().toString())
                .isEqualTo(3);
        assertThat(SEEN).hasSize(2);
        assertThat(SEEN).allSatisfy(mesh -> assertThat(mesh.logs()).doesNotExist());
    }

    @LocalMeshTest(services = {})
    static class FailsWithin {
        @Test
        void test(LocalMesh mesh) {
            see(mesh);
            fail();
        }
    }

    @LocalMeshTest(services = {})
    static class FailsBefore {
        @BeforeEach
        void before(LocalMesh mesh) {
            see(mesh);
            fail();
        }

        @Test
        void test() {}
    }

    @LocalMeshTest(services = {})
    static class FailsAfter {
        @Test
        void test(LocalMesh mesh) {
            see(mesh);
        }

        @AfterEach
        void after() {
            fail();
        }
    }

    @LocalMeshTest(services = {})
    static class FailsBeforeAll {
        @BeforeAll
        static void before(LocalMesh mesh) {
            see(mesh);
            fail();
        }

        @Test
        void test() {}
    }

    @LocalMeshTest(services = {})
    static class FailsInConstructor {
        FailsInConstructor(LocalMesh mesh) {
            see(mesh);
            fail();
        }

        @Test
        void test() {}
    }

    @LocalMeshTest(services = "web")
    static class Outer {

        private final LocalMesh mesh;

        Outer(LocalMesh mesh) {
            this.mesh = mesh;
            see(mesh);
        }

        @Test
        void has_its_mesh(LocalMesh given) {
            assertThat(given).isSameAs(mesh);
        }

        @Nested
        class Sharing {
            @Test
            void has_the_mesh_around(LocalMesh given) {
                assertThat(given).isSameAs(mesh);
            }
        }

        @Nested
        @LocalMeshTest(services = {"web", "extra"})
        class Own {
            @Test
            void has_its_own_mesh(LocalMesh given) {
                see(given);
                assertThat(given).isNotSameAs(mesh);
                assertThat(given.caller("web").get("extra", "/").status()).isEqualTo(200);
            }
        }
    }
}
