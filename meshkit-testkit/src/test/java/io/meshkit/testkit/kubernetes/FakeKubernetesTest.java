// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.meshkit.resource.GroupKind;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FakeKubernetesExtension.class)
class FakeKubernetesTest {

    private static final String CONFIG_MAPS = "/api/v1/namespaces/default/configmaps";
    private static final String CONFIG_MAP = """
        {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"data":{"k":"v"}}
        """;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void requests_are_recorded_with_what_they_said_and_how_they_ended(FakeKubernetes kubernetes) throws Exception {
        send(kubernetes, "POST", CONFIG_MAPS + "?fieldManager=me", CONFIG_MAP);

        RecordedRequest request = kubernetes.requests().get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo(CONFIG_MAPS);
        assertThat(request.query()).containsKey("fieldManager");
        assertThat(request.text()).isEqualTo(CONFIG_MAP);
        assertThat(request.status()).isEqualTo(201);
        assertThat(request.user()).isEqualTo("admin");
    }

    @Test
    void dry_runs_and_reads_are_no_writes(FakeKubernetes kubernetes) throws Exception {
        send(kubernetes, "GET", CONFIG_MAPS, "");
        send(kubernetes, "POST", CONFIG_MAPS + "?dryRun=All", CONFIG_MAP);

        assertThat(kubernetes.writes()).isEmpty();
        assertThat(kubernetes.dryRuns()).hasSize(1);
        assertThat(kubernetes.find(new GroupKind("", "ConfigMap"), "default", "a"))
                .isEmpty();
    }

    @Test
    void a_fault_meets_the_next_request_once(FakeKubernetes kubernetes) throws Exception {
        kubernetes.faults().next(Fault.tooManyRequests(7));

        HttpResponse<String> first = send(kubernetes, "GET", CONFIG_MAPS, "");
        HttpResponse<String> second = send(kubernetes, "GET", CONFIG_MAPS, "");

        assertThat(first.statusCode()).isEqualTo(429);
        assertThat(first.headers().firstValue("Retry-After")).contains("7");
        assertThat(first.body()).contains("\"retryAfterSeconds\":7");
        assertThat(second.statusCode()).isEqualTo(200);
    }

    @Test
    void a_connection_dropped_before_the_work_leaves_nothing_done(FakeKubernetes kubernetes) {
        kubernetes.faults().next(request -> request.method().equals("PUT"), Fault.dropBeforeWork());

        assertThatThrownBy(() -> send(kubernetes, "PUT", CONFIG_MAPS + "/a", CONFIG_MAP))
                .isInstanceOf(IOException.class);
        assertThat(kubernetes.find(new GroupKind("", "ConfigMap"), "default", "a"))
                .isEmpty();
    }

    @Test
    void a_connection_dropped_after_the_work_leaves_it_done(FakeKubernetes kubernetes) throws Exception {
        send(kubernetes, "POST", CONFIG_MAPS, CONFIG_MAP);
        kubernetes.faults().next(request -> request.method().equals("PUT"), Fault.dropAfterWork());

        assertThatThrownBy(() -> send(kubernetes, "PUT", CONFIG_MAPS + "/a", CONFIG_MAP.replace("\"v\"", "\"w\"")))
                .isInstanceOf(IOException.class);
        assertThat(kubernetes
                        .find(new GroupKind("", "ConfigMap"), "default", "a")
                        .orElseThrow()
                        .find("/data/k"))
                .hasToString("Optional[w]");
    }

    @Test
    void a_request_that_is_never_answered_before_the_work_leaves_nothing_done(FakeKubernetes kubernetes) {
        kubernetes.faults().next(Fault.silentBeforeWork());

        assertThatThrownBy(() -> client.send(impatient(kubernetes), BodyHandlers.ofString()))
                .isInstanceOf(HttpTimeoutException.class);
        assertThat(kubernetes.find(new GroupKind("", "ConfigMap"), "default", "a"))
                .isEmpty();
        assertThat(kubernetes.requests().get(0).status()).isZero();
    }

    @Test
    void a_request_that_is_never_answered_after_the_work_leaves_it_done(FakeKubernetes kubernetes) {
        kubernetes.faults().next(Fault.silentAfterWork());

        assertThatThrownBy(() -> client.send(impatient(kubernetes), BodyHandlers.ofString()))
                .isInstanceOf(HttpTimeoutException.class);
        await().untilAsserted(() -> assertThat(kubernetes.find(new GroupKind("", "ConfigMap"), "default", "a"))
                .isPresent());
    }

    @Test
    void requests_that_are_never_answered_hold_no_threads_and_end_with_the_server() {
        try (FakeKubernetes kubernetes = FakeKubernetes.start()) {
            kubernetes.faults().always(request -> true, Fault.silentBeforeWork());
            List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                waiting.add(client.sendAsync(request(kubernetes, "GET", CONFIG_MAPS, ""), BodyHandlers.ofString()));
            }

            await().until(() -> kubernetes.requests().size() == 20);
            await().untilAsserted(() -> assertThat(busyThreads()).isEmpty());
            assertThat(waiting).noneMatch(CompletableFuture::isDone);
            kubernetes.close();

            assertThat(waiting)
                    .allSatisfy(each -> assertThat(each)
                            .failsWithin(Duration.ofSeconds(10))
                            .withThrowableThat()
                            .withCauseInstanceOf(IOException.class));
        }
    }

    private static List<String> busyThreads() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getName().startsWith("meshkit-fake-kubernetes"))
                .filter(thread -> Arrays.stream(thread.getValue())
                        .anyMatch(frame -> frame.getClassName().endsWith(".HttpFrontEnd")))
                .map(thread -> thread.getKey().getName())
                .toList();
    }

    private static HttpRequest impatient(FakeKubernetes kubernetes) {
        return HttpRequest.newBuilder(request(kubernetes, "POST", CONFIG_MAPS, CONFIG_MAP), (name, value) -> true)
                .timeout(Duration.ofMillis(300))
                .build();
    }

    private static HttpRequest request(FakeKubernetes kubernetes, String method, String path, String body) {
        return HttpRequest.newBuilder(URI.create(kubernetes.url() + path))
                .header("Authorization", "Bearer " + FakeKubernetes.ADMIN_TOKEN)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build();
    }

    private HttpResponse<String> send(FakeKubernetes kubernetes, String method, String path, String body)
            throws IOException, InterruptedException {
        return client.send(request(kubernetes, method, path, body), BodyHandlers.ofString());
    }
}
