// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.testkit.mesh.EchoReply;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who may call is what the file says, by the identity of the caller and by what it asks for. */
abstract class AccessBehaviour extends MeshBehaviour {

    private static final int FORBIDDEN = 403;
    /** Each instance has a proxy that takes rules up for itself; requests meet both of them. */
    private static final int AT_BOTH_INSTANCES = 20;

    AccessBehaviour(ConfiguredMesh configured) {
        super(configured);
    }

    /** What was refused to the caller is allowed again, so that the next test begins as this one did. */
    @AfterEach
    @Override
    void leave() {
        configured.remove();
        awaitStatus("web", 200);
        awaitStatus("stock", 200);
        configured.close();
    }

    private void applyAccess(String access) {
        applyToApi("access: " + access);
    }

    private EchoReply send(String caller, String method, String path, Map<String, String> headers) {
        return configured.mesh().caller(caller).send(method, "api", path, headers);
    }

    private int status(String caller, String method, String path, Map<String, String> headers) {
        return send(caller, method, path, headers).status();
    }

    private void awaitStatus(String caller, int status) {
        awaitStatus(caller, "/", status);
    }

    private void awaitStatus(String caller, String path, int status) {
        configured.eventually(() -> {
            for (int i = 0; i < AT_BOTH_INSTANCES; i++) {
                EchoReply reply = send(caller, "GET", path, Map.of());
                assertThat(reply.status()).isEqualTo(status);
                assertThat(reply.isFromService()).isEqualTo(status == 200);
            }
        });
    }

    @Test
    void callers_that_are_not_named_are_refused_until_they_are_named_or_the_rules_are_taken_away() {
        applyAccess("{default: deny, rules: [{from: {services: [web]}}]}");
        awaitStatus("stock", FORBIDDEN);
        EchoReply reply = web().get("api", "/");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.peer()).endsWith("/web");

        applyAccess("{default: deny, rules: [{from: {services: [stock]}}]}");
        awaitStatus("web", FORBIDDEN);
        awaitStatus("stock", 200);

        remove();
        awaitStatus("web", 200);
        awaitStatus("stock", 200);
    }

    @Test
    void a_caller_that_is_denied_is_refused_though_the_rest_is_allowed() {
        applyAccess("{rules: [{from: {services: [web]}}, {action: deny, from: {services: [stock]}}]}");

        awaitStatus("stock", FORBIDDEN);
        assertThat(status("web", "GET", "/", Map.of())).isEqualTo(200);
    }

    @Test
    void a_request_is_judged_by_method_path_and_header() {
        applyAccess("""
            {default: deny, rules: [
              {action: deny, to: {paths: [/items/secret]}},
              {from: {services: [web]}, to: {methods: [GET], paths: ["/items/*", /health]}},
              {from: {services: [web]}, to: {headers: [{name: x-key, exact: open}]}}]}
            """.replace("\n", ""));
        awaitStatus("stock", FORBIDDEN);
        awaitStatus("web", "/items/1?page=2", 200);

        assertThat(status("web", "GET", "/health", Map.of())).isEqualTo(200);
        assertThat(status("web", "GET", "/health/more", Map.of())).isEqualTo(FORBIDDEN);
        assertThat(status("web", "POST", "/items/1", Map.of())).isEqualTo(FORBIDDEN);
        assertThat(status("web", "POST", "/carts", Map.of("x-key", "open"))).isEqualTo(200);
        assertThat(status("web", "GET", "/items/secret", Map.of("x-key", "open")))
                .isEqualTo(FORBIDDEN);
        assertThat(status("stock", "GET", "/items/1", Map.of("x-key", "open"))).isEqualTo(FORBIDDEN);

        applyAccess("{default: deny, rules: [{from: {services: [web]}, to: {paths: [/health]}}]}");
        awaitStatus("web", "/items/1", FORBIDDEN);
        assertThat(status("web", "GET", "/health", Map.of())).isEqualTo(200);
    }
}
