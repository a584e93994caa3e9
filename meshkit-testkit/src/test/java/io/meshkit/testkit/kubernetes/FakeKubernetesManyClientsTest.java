// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.testkit.kubernetes.internal.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FakeKubernetesManyClientsTest {

    private static final String SECRETS = "/api/v1/namespaces/default/secrets";
    private static final int CLIENTS = 200;
    private static final int WATCHES = 20;

    private final FakeKubernetes kubernetes = FakeKubernetes.start();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void end() {
        kubernetes.close();
    }

    @Test
    void what_many_clients_create_at_once_is_all_there() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, CLIENTS)
                .mapToObj(i -> sendAsync("POST", SECRETS, secret("s" + i, "")))
                .toList();

        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            assertThat(answer.get().statusCode()).isEqualTo(201);
        }
        MapValue list = (MapValue) Json.read(sendAsync("GET", SECRETS, "").get().body());
        List<Object> versions = new ArrayList<>();
        list.list("items").orElse(ListValue.of()).forEach(item -> versions.add(item.find("/metadata/resourceVersion")));
        assertThat(versions).hasSize(CLIENTS).doesNotHaveDuplicates();
        assertThat(kubernetes.writes()).hasSize(CLIENTS);
    }

    @Test
    void of_many_updates_of_one_version_one_wins() throws Exception {
        String made = sendAsync("POST", SECRETS, secret("s", "")).get().body();
        String version = ((MapValue) Json.read(made))
                .find("/metadata/resourceVersion")
                .orElseThrow()
                .toString();

        List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 50)
                .mapToObj(i -> sendAsync(
                        "PUT",
                        SECRETS + "/s",
                        secret("s", ",\"resourceVersion\":\"" + version + "\",\"labels\":{\"n\":\"" + i + "\"}")))
                .toList();

        List<Integer> statuses = new ArrayList<>();
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            statuses.add(answer.get().statusCode());
        }
        assertThat(statuses).containsOnly(200, 409).containsOnlyOnce(200);
    }

    @Test
    void all_watches_hear_of_all_changes_in_one_order() throws Exception {
        List<CompletableFuture<HttpResponse<Stream<String>>>> watches = IntStream.range(0, WATCHES)
                .mapToObj(i -> client.sendAsync(
                        request("GET", SECRETS + "?watch=true&resourceVersion=1&timeoutSeconds=60", ""),
                        BodyHandlers.ofLines()))
                .toList();
        for (int i = 0; i < 30; i++) {
            sendAsync("POST", SECRETS, secret("s" + i, "")).get();
        }

        List<List<String>> heard = new ArrayList<>();
        for (CompletableFuture<HttpResponse<Stream<String>>> watch : watches) {
            try (Stream<String> lines = watch.get().body()) {
                heard.add(lines.limit(30).toList());
            }
        }

        assertThat(heard).hasSize(WATCHES).containsOnly(heard.get(0));
        assertThat(heard.get(0)).hasSize(30).allMatch(line -> line.contains("\"ADDED\""));
    }

    @Test
    void a_server_can_be_closed_twice_and_then_answers_nobody() {
        kubernetes.close();
        kubernetes.close();

        assertThatThrownBy(() -> client.send(request("GET", SECRETS, ""), BodyHandlers.ofString()))
                .isInstanceOf(IOException.class);
    }

    private CompletableFuture<HttpResponse<String>> sendAsync(String method, String path, String body) {
        return client.sendAsync(request(method, path, body), BodyHandlers.ofString());
    }

    private HttpRequest request(String method, String path, String body) {
        return HttpRequest.newBuilder(URI.create(kubernetes.url() + path))
                .header("Authorization", "Bearer " + FakeKubernetes.ADMIN_TOKEN)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build();
    }

    private static String secret(String name, String metadata) {
        return "{\"metadata\":{\"name\":\"" + name + "\"" + metadata + "}}";
    }
}
