// SPDX-License-Identifier: Apache-2.0
package io.meshkit.consul;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.MeshKit;
import io.meshkit.mesh.MeshId;
import io.meshkit.pattern.Verdict;
import io.meshkit.testkit.contract.RenderedServices;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Consul keeps ejection and limits with the caller, so the file has to say who calls. */
class CallersVerdictsTest {

    private static final MeshKit KIT = MeshKit.offline();

    @AfterAll
    static void close() {
        KIT.close();
    }

    private static RenderedServices service(String traits) {
        return RenderedServices.service(KIT, MeshId.CONSUL, "{ port: 8080, protocol: http }", traits);
    }

    @ParameterizedTest
    @ValueSource(strings = {"circuitBreaker: { consecutiveErrors: 5 }", "limits: { maxConnections: 1 }"})
    void a_service_of_which_nobody_knows_who_calls_it_is_refused_with_a_way_out(String trait) {
        RenderedServices rendered = service("{ " + trait + " }");

        rendered.refuses("");
        assertThat(rendered.reasons(Verdict.NONE))
                .contains("who calls checkout")
                .contains(".from");
        assertThat(rendered.objects()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"circuitBreaker: { consecutiveErrors: 5 }", "limits: { maxConnections: 1 }"})
    void those_that_access_allows_are_callers_and_those_that_it_denies_are_not(String trait) {
        RenderedServices rendered = service("{ " + trait + ", access: { rules: [{ from: { services: [web] } },"
                + " { action: deny, from: { services: [old] } }] } }");

        assertThat(rendered.objects()).contains("kind: ServiceDefaults\nmetadata:\n  name: web");
        assertThat(rendered.objects()).doesNotContain("kind: ServiceDefaults\nmetadata:\n  name: old");
        assertThat(rendered.reasons(Verdict.PARTIAL)).contains("access allows: web");
    }

    @Test
    void those_that_are_named_come_before_those_that_access_allows() {
        RenderedServices rendered = service(
                "{ limits: { maxConnections: 1, from: [batch] }, access: { default: deny, rules: [{ from: { services:"
                        + " [web] } }] } }");

        assertThat(rendered.objects())
                .contains("kind: ServiceDefaults\nmetadata:\n  name: batch")
                .doesNotContain("kind: ServiceDefaults\nmetadata:\n  name: web");
        assertThat(rendered.fields(Verdict.PARTIAL)).containsExactly("/from/0");
    }

    @Test
    void a_caller_that_has_no_name_of_a_service_is_refused() {
        service("{ limits: { maxConnections: 1, from: [web.shop] } }").refuses("/from/0");
    }

    @Test
    void what_the_services_of_one_caller_ask_for_meets_in_its_defaults() {
        String text = RenderedServices.of(KIT, MeshId.CONSUL, """
            checkout:
              type: Service
              traits: { circuitBreaker: { consecutiveErrors: 5, from: [web] }, limits: { maxPending: 7, from: [web] } }
            carts:
              type: Service
              traits: { limits: { maxConnections: 3, from: [web] } }
            web:
              type: Service
              settings: { protocol: grpc }
            """).objects();

        assertThat(text).containsOnlyOnce("kind: ServiceDefaults").contains("""
            spec:
              protocol: grpc
              upstreamConfig:
                overrides:
                - limits:
                    maxConnections: 3
                  name: carts
                - limits:
                    maxPendingRequests: 7
                  name: checkout
                  passiveHealthCheck:
                    maxFailures: 5
            """.strip());
    }

    @ParameterizedTest
    @ValueSource(strings = {"successRate", "maxEjection", "interval", "baseEjection"})
    void what_a_passive_health_check_has_not_is_refused(String setting) {
        String value =
                setting.equals("successRate") ? "{ threshold: 0.9 }" : setting.equals("maxEjection") ? "5m" : "0s";

        service("{ circuitBreaker: { consecutiveErrors: 5, from: [web], " + setting + ": " + value + " } }")
                .refuses("/" + setting);
    }

    @Test
    void requests_of_a_connection_are_not_bounded() {
        service("{ limits: { maxRequestsPerConnection: 5, from: [web] } }").refuses("/maxRequestsPerConnection");
    }

    @Test
    void requests_of_a_service_that_speaks_tcp_are_not_bounded() {
        RenderedServices rendered = RenderedServices.service(
                KIT,
                MeshId.CONSUL,
                "{ protocol: tcp }",
                "{ limits: { maxConnections: 1, maxPending: 2, from: [web] } }");

        rendered.refuses("/maxPending");
        assertThat(rendered.objects()).contains("maxConnections: 1").doesNotContain("maxPendingRequests");
    }
}
