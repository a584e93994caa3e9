// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.meshkit.testkit.mesh.EchoReply;
import io.meshkit.testkit.mesh.LocalMesh;
import io.meshkit.testkit.mesh.LocalMeshTest;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who may call is what a neutral pattern file says, by the identity of the caller and by what it asks for. */
@Tag("real")
@LocalMeshTest(services = {"web", "stock", "api"})
class LiveAccessTest {

    private static final int FORBIDDEN = 403;

    private LocalMesh mesh;
    private LiveMesh live;

    @BeforeEach
    void connect(LocalMesh running) {
        mesh = running;
        live = new LiveMesh(running);
    }

    @AfterEach
    void leave() {
        live.remove();
        awaitStatus("web", 200);
        awaitStatus("stock", 200);
        live.close();
    }

    private void apply(String access) {
        live.apply("""
            api:
              type: Service
              settings: {protocol: http}
              traits: {access: %s}
            """.formatted(access));
    }

    private int status(String caller, String method, String path, Map<String, String> headers) {
        return mesh.caller(caller).send(method, "api", path, headers).status();
    }

    private int status(String caller) {
        return status(caller, "GET", "/", Map.of());
    }

    private void awaitStatus(String caller, int status) {
        await().atMost(LiveMesh.TAKEN_UP)
                .untilAsserted(() -> assertThat(status(caller)).isEqualTo(status));
    }

    @Test
    void callers_that_are_not_named_are_refused_until_they_are_named_or_the_rules_are_taken_away() {
        apply("{default: deny, rules: [{from: {services: [web]}}]}");
        awaitStatus("stock", FORBIDDEN);
        EchoReply reply = mesh.caller("web").get("api", "/");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.peer()).endsWith("/ns/default/dc/dc1/svc/web");

        apply("{default: deny, rules: [{from: {services: [stock]}}]}");
        awaitStatus("web", FORBIDDEN);
        awaitStatus("stock", 200);

        live.remove();
        awaitStatus("web", 200);
        awaitStatus("stock", 200);
    }

    @Test
    void a_caller_that_is_denied_is_refused_though_the_rest_is_allowed() {
        apply("{rules: [{from: {services: [web]}}, {action: deny, from: {services: [stock]}}]}");

        awaitStatus("stock", FORBIDDEN);
        assertThat(status("web")).isEqualTo(200);
    }

    @Test
    void a_request_is_judged_by_method_path_and_header() {
        apply("""
            {default: deny, rules: [
              {action: deny, to: {paths: [/items/secret]}},
              {from: {services: [web]}, to: {methods: [GET], paths: ["/items/*", /health]}},
              {from: {services: [web]}, to: {headers: [{name: x-key, exact: open}]}}]}\
            """);
        awaitStatus("stock", FORBIDDEN);

        assertThat(status("web", "GET", "/items/1?page=2", Map.of())).isEqualTo(200);
        assertThat(status("web", "GET", "/health", Map.of())).isEqualTo(200);
        assertThat(status("web", "GET", "/health/more", Map.of())).isEqualTo(FORBIDDEN);
        assertThat(status("web", "POST", "/items/1", Map.of())).isEqualTo(FORBIDDEN);
        assertThat(status("web", "POST", "/carts", Map.of("x-key", "open"))).isEqualTo(200);
        assertThat(status("web", "GET", "/items/secret", Map.of("x-key", "open")))
                .isEqualTo(FORBIDDEN);
        assertThat(status("stock", "GET", "/items/1", Map.of("x-key", "open"))).isEqualTo(FORBIDDEN);
    }
}
