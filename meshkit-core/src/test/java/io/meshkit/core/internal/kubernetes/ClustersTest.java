// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.meshkit.resource.StoreException;
import io.meshkit.resource.StoreException.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ClustersTest {

    @TempDir
    Path folder;

    private Path kubeconfig(String url) throws Exception {
        return Files.writeString(folder.resolve("config"), """
            apiVersion: v1
            kind: Config
            current-context: first
            clusters:
            - {name: c, cluster: {server: "%s"}}
            users:
            - {name: u, user: {token: config-token}}
            contexts:
            - {name: first, context: {cluster: c, user: u}}
            - {name: second, context: {cluster: c, user: u, namespace: shop}}
            """.formatted(url));
    }

    @Test
    void a_kubeconfig_names_the_cluster_by_its_context_and_gives_the_credentials() throws Exception {
        try (StubServer server = new StubServer(
                        (asked, number, out) -> StubServer.json(out, 200, "{\"gitVersion\":\"v1.36.3\"}"));
                KubernetesStore first =
                        Clusters.connect(Optional.of(kubeconfig(server.url())), Optional.empty(), TimeLimits.DEFAULT);
                KubernetesStore second = Clusters.connect(
                        Optional.of(kubeconfig(server.url())), Optional.of("second"), TimeLimits.DEFAULT)) {
            assertThat(first.id().value()).isEqualTo("kubernetes:first");
            assertThat(second.id().value()).isEqualTo("kubernetes:second");
            assertThat(second.serverVersion()).isEqualTo("v1.36.3");
            assertThat(server.asked().get(0).headers()).containsEntry("authorization", "Bearer config-token");
        }
    }

    @Test
    void a_context_or_file_that_is_not_there_is_named() throws Exception {
        Path config = kubeconfig("http://127.0.0.1:1");

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> Clusters.connect(Optional.of(config), Optional.of("third"), TimeLimits.DEFAULT))
                .withMessageContaining("third");
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() ->
                        Clusters.connect(Optional.of(folder.resolve("none")), Optional.empty(), TimeLimits.DEFAULT))
                .withMessageContaining("there is no kubeconfig");
    }

    @Test
    void a_server_that_is_not_there_is_named_with_its_url() throws Exception {
        TimeLimits limits = new TimeLimits(Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(60));
        try (KubernetesStore store = Clusters.ofUrl("http://127.0.0.1:1", Optional.of("t"), Optional.empty(), limits)) {
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(store::serverVersion)
                    .matches(e -> e.reason() == Reason.CONNECTION)
                    .withMessageContaining("http://127.0.0.1:1")
                    .withMessageContaining("after 6 attempts");
        }
    }

    @Test
    void the_client_underneath_is_made_on_demand_and_closed_with_the_cluster() throws Exception {
        KubernetesStore store =
                Clusters.ofUrl("http://127.0.0.1:1", Optional.empty(), Optional.empty(), TimeLimits.DEFAULT);
        KubernetesClient client = store.unwrap(KubernetesClient.class).orElseThrow();
        assertThat(store.unwrap(KubernetesClient.class)).containsSame(client);

        store.close();

        assertThat(client.getHttpClient().isClosed()).isTrue();
        assertThatThrownBy(() -> store.unwrap(KubernetesClient.class)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void no_thread_is_left_fifteen_seconds_after_closing() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        try (StubServer server =
                new StubServer((asked, number, out) -> StubServer.json(out, 200, "{\"gitVersion\":\"v1.36.3\"}"))) {
            try (KubernetesStore store =
                    Clusters.ofUrl(server.url(), Optional.of("t"), Optional.empty(), TimeLimits.DEFAULT)) {
                assertThat(store.serverVersion()).isEqualTo("v1.36.3");
                assertThat(ours(before)).isNotEmpty().allMatch(Thread::isDaemon);
            }
        }

        Awaitility.await().atMost(Duration.ofSeconds(15)).until(() -> {
            // the JDK's client ends its selector when the collector finds it unused
            System.gc();
            return ours(before).isEmpty();
        });
    }

    @Test
    void a_closed_cluster_that_is_kept_keeps_no_thread() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        try (StubServer server =
                new StubServer((asked, number, out) -> StubServer.json(out, 200, "{\"gitVersion\":\"v1.36.3\"}"))) {
            KubernetesStore store =
                    Clusters.ofUrl(server.url(), Optional.of("t"), Optional.empty(), TimeLimits.DEFAULT);
            assertThat(store.serverVersion()).isEqualTo("v1.36.3");
            assertThat(store.unwrap(KubernetesClient.class)).isPresent();

            store.close();

            Awaitility.await().atMost(Duration.ofSeconds(15)).until(() -> {
                System.gc();
                return ours(before).isEmpty();
            });
            assertThatThrownBy(store::serverVersion).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void a_current_context_that_is_not_there_is_named_with_those_that_are() throws Exception {
        Path file = kubeconfig("http://127.0.0.1:1");
        Files.writeString(file, Files.readString(file).replace("current-context: first", "current-context: zz"));

        StoreException thrown = catchThrowableOfType(
                StoreException.class, () -> Clusters.connect(Optional.of(file), Optional.empty(), TimeLimits.DEFAULT));

        assertThat(thrown)
                .hasMessageContaining("no context \"zz\"")
                .hasMessageContaining(file.toString())
                .hasMessageContaining("first, second");
        assertThat(thrown.remedy()).doesNotContain("KUBECONFIG");
    }

    @Test
    void a_context_that_is_asked_for_and_not_there_is_named_with_those_that_are() throws Exception {
        Path file = kubeconfig("http://127.0.0.1:1");

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> Clusters.connect(Optional.of(file), Optional.of("third"), TimeLimits.DEFAULT))
                .withMessageContaining("\"third\"")
                .withMessageContaining(file.toString())
                .withMessageContaining("first, second");
    }

    @Test
    void a_kubeconfig_that_is_missing_or_broken_says_what_to_do_about_that_file() throws Exception {
        Path broken = Files.writeString(folder.resolve("broken"), "a: [1,\nb: 2\n");

        StoreException missing = catchThrowableOfType(
                StoreException.class,
                () -> Clusters.connect(Optional.of(folder.resolve("none")), Optional.empty(), TimeLimits.DEFAULT));
        StoreException unreadable = catchThrowableOfType(
                StoreException.class,
                () -> Clusters.connect(Optional.of(broken), Optional.empty(), TimeLimits.DEFAULT));

        assertThat(missing.remedy()).contains("path").doesNotContain("KUBECONFIG");
        assertThat(unreadable).hasMessageContaining(broken + ":");
        assertThat(unreadable.remedy()).contains("Mend").doesNotContain("KUBECONFIG");
    }

    private static Set<Thread> ours(Set<Thread> before) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread) && !thread.getName().equals("stub-server"))
                .filter(thread -> thread.getName().startsWith("HttpClient")
                        || thread.getName().startsWith("meshkit")
                        || thread.getName().contains("Jdk")
                        || thread.getName().contains("fabric8"))
                .collect(Collectors.toSet());
    }

    @Test
    void time_limits_are_positive() {
        assertThatThrownBy(() -> new TimeLimits(Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TimeLimits(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofMillis(999)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
