// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.mesh.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.testkit.mesh.EchoReply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReferenceAccessTest {

    private Shop shop = new Shop();

    @AfterEach
    void close() {
        shop.close();
    }

    private int status(String caller, String path) {
        return shop.mesh.caller(caller).get("api", path).status();
    }

    @Test
    void the_service_is_told_who_calls_whatever_the_request_says() {
        EchoReply reply = shop.get("/", "x-forwarded-client-cert", "URI=spiffe://evil/ns/default/sa/admin");

        assertThat(reply.peer()).isEqualTo("spiffe://reference.mesh/ns/default/sa/web");
        assertThat(reply.body()).doesNotContain("evil");
        assertThat(shop.mesh.caller("admin").get("api", "/").peer())
                .isEqualTo("spiffe://reference.mesh/ns/back/sa/admin");
    }

    @Test
    void callers_are_allowed_by_service_account_and_namespace() {
        shop.api("{access: {default: deny, rules: [{from: {services: [web]}}]}}");
        assertThat(status("web", "/")).isEqualTo(200);
        assertThat(status("admin", "/")).isEqualTo(403);

        shop.api("{access: {default: deny, rules: [{from: {identities: [back/admin]}}]}}");
        assertThat(status("web", "/")).isEqualTo(403);
        assertThat(status("admin", "/")).isEqualTo(200);

        shop.api("{access: {default: deny, rules: [{from: {namespaces: [default]}}]}}");
        assertThat(status("web", "/")).isEqualTo(200);
        assertThat(status("admin", "/")).isEqualTo(403);
    }

    @Test
    void a_refusal_comes_from_the_mesh_and_not_from_the_service() {
        shop.api("{access: {default: deny}, retry: {attempts: 3, on: [403]}}");

        EchoReply reply = shop.get("/", "echo-run", "refused");

        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.isFromService()).isFalse();
        assertThat(shop.arrived("refused")).isZero();
    }

    @Test
    void a_deny_rule_wins_over_those_that_allow() {
        shop.api("""
            {access: {default: deny, rules: [
              {to: {methods: [GET], paths: ['/items/*', /one]}},
              {action: deny, from: {services: [admin]}, to: {paths: ['/items/secret*']}}]}}\
            """);

        assertThat(status("web", "/items/1")).isEqualTo(200);
        assertThat(status("web", "/one")).isEqualTo(200);
        assertThat(status("web", "/one/more")).isEqualTo(403);
        assertThat(status("web", "/items/secret")).isEqualTo(200);
        assertThat(status("admin", "/items/1")).isEqualTo(200);
        assertThat(status("admin", "/items/secrets")).isEqualTo(403);
    }

    @Test
    void rules_can_ask_for_addresses_ports_and_headers() {
        shop.api("{access: {default: deny, rules: [{from: {cidrs: [127.0.0.0/8]}, to: {ports: [8080]}}]}}");
        assertThat(status("web", "/")).isEqualTo(200);

        shop.api("{access: {default: deny, rules: [{from: {cidrs: [10.0.0.0/8, '::1']}}, {to: {ports: [1]}}]}}");
        assertThat(status("web", "/")).isEqualTo(403);

        shop.api("{access: {default: deny, rules: [{to: {headers: [{name: x-key, prefix: ab}]}}]}}");
        assertThat(shop.get("/", "x-key", "abc").status()).isEqualTo(200);
        assertThat(shop.get("/", "x-key", "b").status()).isEqualTo(403);
    }

    @Test
    void the_mesh_has_a_default_of_its_own() {
        shop.close();
        shop = new Shop(ReferenceMeshOptions.builder().denyByDefault());

        assertThat(status("web", "/")).isEqualTo(403);
        shop.api("{access: {rules: [{from: {services: [web]}}]}}");
        assertThat(status("web", "/")).isEqualTo(200);
        assertThat(status("admin", "/")).isEqualTo(403);
    }
}
