// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.mesh.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.meshkit.testkit.mesh.EchoBehaviour;
import io.meshkit.testkit.mesh.EchoReply;
import io.meshkit.testkit.mesh.EchoService;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReferenceTrafficTest {

    private final Shop shop = new Shop();

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void without_a_pattern_instances_take_turns() {
        assertThat(shop.versions(10)).isEqualTo(Map.of("v1", 5, "v2", 5));
    }

    @Test
    void traffic_is_split_by_weight() {
        shop.api("{trafficSplit: {weights: {v1: 75, v2: 25}}}");

        // of 1000 a share of 0.25 leaves 174..330 with a probability below 1e-8
        assertThat(shop.versions(1000).get("v2")).as("seed 7").isBetween(174, 330);
    }

    @Test
    void the_same_seed_meets_the_same_versions_again() {
        String weights = "{trafficSplit: {weights: {v1: 50, v2: 50}}}";
        Map<String, Integer> first = shop.api(weights).versions(100);
        try (Shop other = new Shop()) {
            assertThat(other.api(weights).versions(100)).isEqualTo(first);
        }
    }

    @Test
    void a_version_of_weight_zero_gets_nothing_and_a_new_pattern_replaces_the_old_one() {
        assertThat(shop.api("{trafficSplit: {weights: {v1: 0, v2: 100}}}").versions(50))
                .containsOnlyKeys("v2");
        assertThat(shop.api("{}").versions(50)).containsOnlyKeys("v1", "v2");
    }

    @Test
    void the_first_rule_that_matches_counts() {
        shop.api("""
            {route: {rules: [
              {match: [{path: {exact: /one}}], to: [{version: v1}]},
              {match: [{path: {prefix: /items}}, {path: {regex: '/a[0-9]+'}}], to: [{version: v2}]},
              {match: [{path: {prefix: /items/9}}], to: [{version: v1}]},
              {respond: {status: 404, body: nothing here}}]}}\
            """);

        assertThat(shop.get("/one?x=1").version()).isEqualTo("v1");
        assertThat(shop.get("/one/more").status()).isEqualTo(404);
        assertThat(shop.get("/items/9").version()).isEqualTo("v2");
        assertThat(shop.get("/a12").version()).isEqualTo("v2");
        assertThat(shop.get("/a12b").body()).isEqualTo("nothing here");
    }

    @Test
    void a_rule_can_ask_for_headers_parameters_and_methods() {
        shop.api("""
            {route: {rules: [
              {match: [{headers: [{name: X-User, regex: 'ann|bob'}, {name: x-old, invert: true}], methods: [GET]}],
               to: [{version: v1}]},
              {match: [{query: [{name: beta, exact: 'a b'}]}], to: [{version: v2}]},
              {respond: {status: 404}}]}}\
            """);

        assertThat(shop.get("/", "x-user", "ann").version()).isEqualTo("v1");
        assertThat(shop.get("/", "x-user", "ann", "x-old", "1").status()).isEqualTo(404);
        assertThat(shop.get("/", "x-user", "anna").status()).isEqualTo(404);
        assertThat(shop.mesh
                        .caller("web")
                        .send("POST", "api", "/", Map.of("x-user", "ann"))
                        .status())
                .isEqualTo(404);
        assertThat(shop.get("/?beta=a%20b").version()).isEqualTo("v2");
    }

    @Test
    void a_rule_can_lead_to_another_service_and_change_path_host_and_headers() {
        shop.services("""
            api:
              type: Service
              traits:
                route:
                  rules:
                    - match: [{path: {prefix: /stock}}]
                      to: [{service: stock}]
                      rewrite: {path: /v2, host: inner}
                      headers:
                        request: {set: {x-a: "1"}, remove: [x-b]}
                        response: {add: {x-c: "3"}}
            stock: {type: Service}
            """);

        EchoReply reply = shop.get("/stock/5?q=1", "x-b", "2");

        assertThat(reply.service()).isEqualTo("stock");
        assertThat(reply.path()).isEqualTo("/v2/5?q=1");
        assertThat(reply.headers()).containsEntry("x-c", "3");
        assertThat(reply.body())
                .contains("inner")
                .containsIgnoringCase("\"x-a\": \"1\"")
                .doesNotContainIgnoringCase("x-b");
    }

    @Test
    void a_rule_can_redirect() {
        shop.api("{route: {rules: [{redirect: {host: new.example, path: /there, status: 308}}]}}");

        EchoReply reply = shop.get("/here?q=1");

        assertThat(reply.status()).isEqualTo(308);
        assertThat(reply.headers()).containsEntry("location", "http://new.example/there?q=1");
        assertThat(reply.isFromService()).isFalse();
    }

    @Test
    void a_failed_request_is_tried_again_as_often_as_the_pattern_says() {
        shop.api("{retry: {attempts: 2, on: [503, 520-530, retriable-4xx]}}");

        assertThat(shop.tries("503")).isEqualTo(3);
        assertThat(shop.tries("525")).isEqualTo(3);
        assertThat(shop.tries("409")).isEqualTo(3);
        assertThat(shop.tries("500")).isEqualTo(1);
        assertThat(shop.tries("200")).isEqualTo(1);
    }

    @Test
    void a_try_that_succeeds_is_the_answer() {
        shop.api("{retry: {attempts: 3, on: [5xx], backoff: 1ms}, trafficSplit: {weights: {v1: 100}}}");

        EchoReply reply = shop.get("/", EchoService.RUN, "fails-twice", EchoService.FAIL, "500*2");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(shop.arrived("fails-twice")).isEqualTo(3);
    }

    @Test
    void a_try_has_its_own_time_and_an_instance_that_hangs_is_passed_by() {
        shop.api("{retry: {attempts: 1, on: [gateway-error], perTryTimeout: 200ms}}");
        shop.mesh.echo("api-v1").behave(EchoBehaviour.GOOD.hanging());

        for (int i = 0; i < 4; i++) {
            assertThat(shop.get("/").version()).isEqualTo("v2");
        }
    }

    @Test
    void the_time_for_a_request_spans_all_its_tries() {
        shop.api("{timeout: {request: 300ms}, retry: {attempts: 50, on: [5xx], perTryTimeout: 100ms}}");
        shop.mesh.echo("api-v1").behave(EchoBehaviour.GOOD.hanging());
        shop.mesh.echo("api-v2").behave(EchoBehaviour.GOOD.hanging());
        long begin = System.nanoTime();

        EchoReply reply = shop.get("/", EchoService.RUN, "late");

        assertThat(reply.status()).isEqualTo(504);
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isBetween(Duration.ofMillis(290), Duration.ofSeconds(10));
        assertThat(shop.get("/").isFromService()).isFalse();
    }

    @Test
    void the_time_for_an_answer_ends_a_request_that_the_service_took() {
        shop.api("{timeout: {response: 200ms}}");

        assertThat(shop.get("/", EchoService.DELAY, "5000").status()).isEqualTo(504);
        assertThat(shop.get("/").status()).isEqualTo(200);
    }

    @Test
    void an_instance_that_is_gone_is_a_connect_failure_and_another_one_is_tried() {
        shop.api("{retry: {attempts: 1, on: [connect-failure]}}");
        shop.mesh.echo("api-v1").close();
        assertThat(shop.versions(10)).isEqualTo(Map.of("v2", 10));

        shop.mesh.echo("api-v2").close();
        assertThat(shop.get("/").status()).isEqualTo(503);
    }

    @Test
    void an_instance_that_fails_is_taken_out_and_comes_back() {
        shop.api("{circuitBreaker: {consecutiveErrors: 3, baseEjection: 30s}}");
        shop.mesh.echo("api-v1").behave(EchoBehaviour.GOOD.withStatus(500));
        assertThat(shop.versions(6)).isEqualTo(Map.of("v1", 3, "v2", 3));

        assertThat(shop.versions(20)).containsOnlyKeys("v2");

        shop.mesh.echo("api-v1").behave(EchoBehaviour.GOOD);
        shop.pass(Duration.ofSeconds(29));
        assertThat(shop.versions(20)).containsOnlyKeys("v2");
        shop.pass(Duration.ofSeconds(1));
        assertThat(shop.versions(20)).containsOnlyKeys("v1", "v2");
    }

    @Test
    void no_more_instances_go_out_than_the_pattern_says() {
        shop.api("{circuitBreaker: {consecutiveErrors: 1, maxEjectionPercent: 50}}");
        shop.mesh.echo("api-v1").behave(EchoBehaviour.GOOD.withStatus(500));
        shop.mesh.echo("api-v2").behave(EchoBehaviour.GOOD.withStatus(500));

        assertThat(shop.versions(20))
                .containsOnlyKeys("v1", "v2")
                .hasEntrySatisfying("v1", count -> assertThat(count).isEqualTo(1));
    }

    @Test
    void an_instance_with_too_few_successes_is_taken_out_for_the_callers_named() {
        shop.api("{circuitBreaker: {successRate: {threshold: 0.5, window: 10s, minRequests: 4}, from: [web]}}");
        shop.mesh.echo("api-v1").behave(EchoBehaviour.GOOD.withStatus(500));

        assertThat(shop.versions(20).get("v1")).isEqualTo(4);
        Set<String> met = new TreeSet<>();
        for (int i = 0; i < 20; i++) {
            met.add(shop.mesh.caller("admin").get("api", "/").version());
        }
        assertThat(met).containsExactly("v1", "v2");
    }

    @Test
    void requests_that_agree_in_a_header_meet_the_same_instance() {
        shop.api("{loadBalancer: {hash: {header: x-user}}}");
        Set<String> all = new TreeSet<>();
        for (int user = 0; user < 32; user++) {
            String version = shop.get("/", "x-user", "u" + user).version();
            assertThat(shop.get("/", "x-user", "u" + user).version()).isEqualTo(version);
            all.add(version);
        }

        assertThat(all).containsExactly("v1", "v2");
    }

    @Test
    void a_pattern_with_a_mistake_is_refused_with_its_place_and_changes_nothing() {
        shop.api("{trafficSplit: {weights: {v1: 100}}}");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> shop.api("{trafficSplit: {weights: {v1: 70, v2: 20}}}"))
                .withMessageContaining("90 together, not 100")
                .withMessageContaining("shop.yaml:5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> shop.api("{loadBalancer: {warmup: 30s}}"))
                .withMessageContaining("all instances are as old as the mesh");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> shop.services("cart: {type: Service}"))
                .withMessageContaining("the mesh has no service cart");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> shop.api("{route: {rules: [{match: [{path: {regex: '(('}}]}]}}"))
                .withMessageContaining("((");
        assertThat(shop.versions(10)).containsOnlyKeys("v1");
    }
}
