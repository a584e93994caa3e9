// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.testkit.mesh.EchoReply;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Requests go where the rules of the file send them. */
abstract class RouteBehaviour extends MeshBehaviour {

    RouteBehaviour(ConfiguredMesh configured) {
        super(configured);
    }

    final void applyRules(String rules) {
        applyToApi("route:\n  rules:\n" + rules.indent(4));
    }

    final String version(String method, String path, Map<String, String> headers) {
        return web().send(method, "api", path, headers).version();
    }

    private String version(String path) {
        return version("GET", path, Map.of());
    }

    @Test
    void a_path_a_header_a_query_parameter_and_a_method_decide_and_the_first_rule_counts() {
        applyRules("""
            - match: [{path: {exact: /v2/exact}}]
              to: [{version: v1}]
            - match: [{path: {prefix: /v2}}, {headers: [{name: x-canary, exact: "yes"}]}, {query: [{name: to, prefix: v2}]}]
              to: [{version: v2}]
            - match: [{path: {regex: "/[0-9]+"}, methods: [PUT]}]
              to: [{version: v2}]
            - to: [{version: v1}]
            """);
        awaitVersions("/v2/other", "v2");
        awaitVersions("/", "v1");

        assertThat(version("/v2/exact")).isEqualTo("v1");
        assertThat(version("/v2/exact/more")).isEqualTo("v2");
        assertThat(version("GET", "/", Map.of("x-canary", "yes"))).isEqualTo("v2");
        assertThat(version("GET", "/", Map.of("x-canary", "yes!"))).isEqualTo("v1");
        assertThat(version("/?to=v2-or-so")).isEqualTo("v2");
        assertThat(version("/?from=v2")).isEqualTo("v1");
        assertThat(version("PUT", "/42", Map.of())).isEqualTo("v2");
        assertThat(version("POST", "/42", Map.of())).isEqualTo("v1");
        assertThat(version("PUT", "/42a", Map.of())).isEqualTo("v1");
    }

    @Test
    void a_path_and_headers_are_changed_on_the_way_to_another_service() {
        applyRules("""
            - match: [{path: {prefix: /stock/}}]
              to: [{service: stock}]
              rewrite: {path: /}
              headers:
                request: {set: {x-asked: "1"}}
                response: {add: {x-answered: "2"}}
            """);
        configured.eventually(() ->
                assertThat(web().get("api", "/stock/items?page=2").service()).isEqualTo("stock"));

        EchoReply reply = web().get("api", "/stock/items?page=2");

        assertThat(reply.path()).isEqualTo("/items?page=2");
        assertThat(reply.headers()).containsEntry("x-answered", "2");
        assertThat(reply.body().toLowerCase(Locale.ROOT)).contains("\"x-asked\": \"1\"");
        assertThat(web().get("api", "/items").service()).isEqualTo("api");
    }

    @Test
    void rules_can_be_changed_and_taken_away() {
        applyRules("- to: [{version: v1}]");
        awaitVersions("/", "v1");

        applyRules("- to: [{version: v2}]");
        awaitVersions("/", "v2");

        remove();
        awaitVersions("/", "v1", "v2");
        assertThat(web().get("api", "/").status()).isEqualTo(200);
    }

    @Test
    void a_rule_shares_out_among_versions_and_other_services() {
        String shared = """
            - match: [{path: {prefix: /shared}}]
              to: [{version: v1, weight: %d}, {service: stock, weight: %d}]
              headers: {response: {set: {x-shared: "1"}}}
            - to: [{version: v2}]
            """;
        applyRules(shared.formatted(80, 20));
        awaitShare("/shared", EchoReply::service, "stock", 0.2);
        assertThat(counts(20, "/shared", RouteBehaviour::targetAndMark)).containsOnlyKeys("api-v1 1", "stock 1");
        awaitVersions("/", "v2");

        applyRules(shared.formatted(35, 65));
        awaitShare("/shared", EchoReply::service, "stock", 0.65);
        awaitVersions("/", "v2");

        applyRules("- match: [{path: {exact: /in/front}}]\n  to: [{version: v2}]\n" + shared.formatted(35, 65));
        awaitVersions("/in/front", "v2");
        awaitShare("/shared", EchoReply::service, "stock", 0.65);

        remove();
        awaitVersions("/shared", "v1", "v2");
    }

    private static String targetAndMark(EchoReply reply) {
        return reply.instance() + " " + reply.headers().get("x-shared");
    }

    @Test
    void a_header_can_be_asked_to_be_absent_or_to_be_otherwise() {
        applyRules("""
            - match: [{headers: [{name: x-bot, present: false}, {name: x-user, exact: ada, invert: true}]}]
              to: [{version: v2}]
            - to: [{version: v1}]
            """);
        awaitVersions("/", Map.of("x-user", "bob"), "v2");
        awaitVersions("/", Map.of("x-user", "ada"), "v1");
        assertThat(version("GET", "/", Map.of("x-user", "bob", "x-bot", "1"))).isEqualTo("v1");
    }
}
