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
import org.junit.jupiter.params.provider.CsvSource;

/** What Consul can say of the choice of an instance, and what it has nothing for. */
class BalancerVerdictsTest {

    private static final MeshKit KIT = MeshKit.offline();

    @AfterAll
    static void close() {
        KIT.close();
    }

    private static RenderedServices balancer(String settings) {
        return RenderedServices.service(KIT, MeshId.CONSUL, "{ port: 8080 }", "{ loadBalancer: " + settings + " }");
    }

    @ParameterizedTest
    @CsvSource({"leastRequest, least_request", "random, random", "roundRobin, round_robin"})
    void each_algorithm_is_a_policy(String algorithm, String policy) {
        assertThat(balancer("{ algorithm: " + algorithm + " }").objects()).contains("policy: " + policy);
    }

    @Test
    void an_algorithm_cannot_stand_beside_a_hash() {
        RenderedServices rendered = balancer("{ algorithm: random, hash: { header: x } }");

        rendered.refuses("/algorithm");
        assertThat(rendered.objects()).contains("policy: ring_hash");
    }

    @Test
    void places_are_an_ability_of_the_enterprise_edition() {
        RenderedServices rendered = balancer("{ algorithm: random, locality: { prefer: true } }");

        rendered.refuses("/locality");
        assertThat(rendered.reasons(Verdict.NONE)).contains("Enterprise");
    }

    @Test
    void new_instances_are_not_warmed_up() {
        balancer("{ algorithm: random, warmup: 30s }").refuses("/warmup");
    }

    @Test
    void there_are_no_hashes_of_requests_that_are_not_seen() {
        RenderedServices rendered = RenderedServices.service(
                KIT, MeshId.CONSUL, "{ protocol: tcp }", "{ loadBalancer: { hash: { header: x } } }");

        rendered.refuses("/hash");
        assertThat(rendered.objects()).isEmpty();
    }

    @Test
    void a_cookie_of_no_time_is_one_for_the_session() {
        assertThat(balancer("{ hash: { cookie: { name: who, ttl: 0s } } }").objects())
                .contains("session: true")
                .doesNotContain("ttl");
    }

    @Test
    void there_is_no_budget_of_tries() {
        RenderedServices.service(KIT, MeshId.CONSUL, "{ port: 8080 }", "{ retryBudget: { percent: 20 } }")
                .refuses("");
    }

    @Test
    void faults_are_an_ability_of_the_enterprise_edition() {
        RenderedServices rendered =
                RenderedServices.service(KIT, MeshId.CONSUL, "{ port: 8080 }", "{ fault: { abort: { status: 503 } } }");

        rendered.refuses("");
        assertThat(rendered.reasons(Verdict.NONE)).contains("Enterprise").contains("builtin/fault-injection");
        assertThat(rendered.objects()).isEmpty();
    }

    @Test
    void no_mark_on_a_namespace_takes_its_pods_in() {
        RenderedServices rendered = RenderedServices.of(KIT, MeshId.CONSUL, """
            shop:
              type: Namespace
              traits: { automaticSidecarInjection: {} }
            """);

        rendered.refuses("");
        assertThat(rendered.reasons(Verdict.NONE)).contains("connect-inject");
        assertThat(rendered.objects()).doesNotContain("labels").doesNotContain("annotations");
    }
}
