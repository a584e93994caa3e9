// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.meshkit.testkit.mesh.EchoReply;
import io.meshkit.testkit.mesh.LocalMesh;
import io.meshkit.testkit.mesh.LocalMeshTest;
import io.meshkit.testkit.mesh.MeshCaller;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Requests go where the rules of a neutral pattern file send them. */
@Tag("real")
@LocalMeshTest(services = {"web", "stock", "api/v1", "api/v2"})
class LiveRouteTest {

    private LiveMesh live;

    @BeforeEach
    void connect(LocalMesh mesh) {
        live = new LiveMesh(mesh);
    }

    @AfterEach
    void leave() {
        live.remove();
        live.close();
    }

    private void apply(String rules) {
        live.apply("""
            api:
              type: Service
              settings: {protocol: http, versions: {v1: {}, v2: {}}}
              traits:
                route:
                  rules:
            """ + rules.indent(8));
    }

    @Test
    void a_path_a_header_and_a_method_decide_and_the_first_rule_counts(LocalMesh mesh) {
        apply("""
            - match: [{path: {exact: /v2/exact}}]
              to: [{version: v1}]
            - match: [{path: {prefix: /v2}}, {headers: [{name: x-canary, exact: "yes"}]}, {query: [{name: to, prefix: v2}]}]
              to: [{version: v2}]
            - match: [{path: {regex: "/[0-9]+"}, methods: [PUT]}]
              to: [{version: v2}]
            - to: [{version: v1}]
            """);
        live.awaitConfiguration("web", "/v2/exact", "x-canary");
        MeshCaller web = mesh.caller("web");

        assertThat(web.get("api", "/v2/exact").version()).isEqualTo("v1");
        assertThat(web.get("api", "/v2/other").version()).isEqualTo("v2");
        assertThat(web.get("api", "/", Map.of("x-canary", "yes")).version()).isEqualTo("v2");
        assertThat(web.get("api", "/?to=v2-or-so").version()).isEqualTo("v2");
        assertThat(web.send("PUT", "api", "/42", Map.of()).version()).isEqualTo("v2");
        assertThat(web.send("POST", "api", "/42", Map.of()).version()).isEqualTo("v1");
        assertThat(live.versions("web", "api", 20)).containsOnlyKeys("v1");
    }

    @Test
    void a_path_and_headers_are_changed_on_the_way_to_another_service(LocalMesh mesh) {
        apply("""
            - match: [{path: {prefix: /stock/}}]
              to: [{service: stock}]
              rewrite: {path: /}
              headers:
                request: {set: {x-asked: "1"}}
                response: {add: {x-answered: "2"}}
            """);
        live.awaitConfiguration("web", "x-answered");

        EchoReply reply = mesh.caller("web").get("api", "/stock/items?page=2");

        assertThat(reply.service()).isEqualTo("stock");
        assertThat(reply.path()).isEqualTo("/items?page=2");
        assertThat(reply.headers()).containsEntry("x-answered", "2");
        assertThat(reply.body().toLowerCase(Locale.ROOT)).contains("\"x-asked\": \"1\"");
        assertThat(mesh.caller("web").get("api", "/items").service()).isEqualTo("api");
    }

    @Test
    void rules_can_be_changed_and_taken_away(LocalMesh mesh) {
        apply("[{to: [{version: v1}]}]");
        await().atMost(LiveMesh.TAKEN_UP)
                .untilAsserted(() -> assertThat(live.versions("web", "api", 20)).containsOnlyKeys("v1"));

        apply("[{to: [{version: v2}]}]");
        await().atMost(LiveMesh.TAKEN_UP)
                .untilAsserted(() -> assertThat(live.versions("web", "api", 20)).containsOnlyKeys("v2"));

        live.remove();
        await().atMost(LiveMesh.TAKEN_UP)
                .untilAsserted(() -> assertThat(live.versions("web", "api", 20)).containsOnlyKeys("v1", "v2"));
        assertThat(mesh.caller("web").get("api", "/").status()).isEqualTo(200);
    }

    @Test
    void a_header_can_be_asked_to_be_absent_or_to_be_otherwise(LocalMesh mesh) {
        apply("""
            - match: [{headers: [{name: x-bot, present: false}, {name: x-user, exact: ada, invert: true}]}]
              to: [{version: v2}]
            - to: [{version: v1}]
            """);
        live.awaitConfiguration("web", "x-bot");
        MeshCaller web = mesh.caller("web");

        assertThat(web.get("api", "/", Map.of("x-user", "bob")).version()).isEqualTo("v2");
        assertThat(web.get("api", "/", Map.of("x-user", "ada")).version()).isEqualTo("v1");
        // the verdict on "invert" says so
        assertThat(web.get("api", "/").version()).isEqualTo("v1");
        assertThat(web.get("api", "/", Map.of("x-user", "bob", "x-bot", "1")).version())
                .isEqualTo("v1");
    }
}
