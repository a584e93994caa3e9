// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshkit.resource.GroupKind;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
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

    private HttpResponse<String> send(FakeKubernetes kubernetes, String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(kubernetes.url() + path))
                .header("Authorization", "Bearer " + FakeKubernetes.ADMIN_TOKEN)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }
}
