// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.meshkit.finding.Finding;
import io.meshkit.finding.Severity;
import io.meshkit.plan.FailurePolicy;
import io.meshkit.plan.OperationOptions;
import io.meshkit.plan.OperationResult;
import io.meshkit.plan.OperationResult.Outcome;
import io.meshkit.testkit.mesh.LocalMesh;
import io.meshkit.testkit.mesh.LocalMeshTest;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Consul takes what a proxy then refuses; the proxy goes on with what it had, and the operation that applied it fails. */
@Tag("real")
@LocalMeshTest(services = {"web", "api"})
class RejectedConfigurationTest {

    private static final String BROKEN_SCRIPT = "function envoy_on_request(handle) this is no Lua";
    private static final String GOOD_SCRIPT =
            "function envoy_on_response(handle) handle:headers():add('x-script', 'ran') end";

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

    private static String script(String script) {
        return """
            api:
              type: ServiceDefaults.Consul
              settings:
                spec:
                  protocol: http
                  envoyExtensions:
                    - name: builtin/lua
                      arguments: {ProxyType: connect-proxy, Listener: inbound, Script: "%s"}
            """.formatted(script);
    }

    private static String route(String regex) {
        return """
            api:
              type: ServiceRouter.Consul
              settings:
                spec:
                  routes:
                    - match: {http: {pathRegex: "%s"}}
                      destination: {service: api}
            """.formatted(regex);
    }

    private static List<Finding> errors(OperationResult result) {
        return result.report().findings().stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .toList();
    }

    @Test
    void a_script_that_the_proxy_cannot_read_fails_the_operation_and_traffic_goes_on(LocalMesh mesh) {
        OperationResult result = live.tryToApply(script(BROKEN_SCRIPT), OperationOptions.DEFAULT);

        assertThat(result.isSuccess()).isFalse();
        assertThat(result.revision()).isEmpty();
        assertThat(result.count(Outcome.FAILED)).isEqualTo(1);
        assertThat(errors(result)).singleElement().satisfies(finding -> {
            assertThat(finding.message())
                    .startsWith("the proxy api-sidecar-proxy (http://127.0.0.1:")
                    .contains("of api rejects the listener \"public_listener:127.0.0.1:")
                    .contains("script load error:", "'=' expected near 'is'")
                    .contains("It comes from service-defaults.consul api. Until that is mended the proxy goes on with"
                            + " what");
            assertThat(finding.resource().orElseThrow().name()).isEqualTo("api");
            assertThat(finding.place().orElseThrow().toString()).startsWith("live.yaml:12:");
        });
        assertThat(mesh.proxy("web").rejectedListeners()).isEmpty();
        assertThat(mesh.caller("web").get("api", "/").status()).isEqualTo(200);

        OperationResult mended = live.tryToApply(script(GOOD_SCRIPT), OperationOptions.DEFAULT);

        assertThat(mended.report().findings()).isEmpty();
        assertThat(mended.isSuccess()).isTrue();
        assertThat(mended.revision()).isPresent();
        await().atMost(LiveMesh.TAKEN_UP)
                .untilAsserted(() ->
                        assertThat(mesh.caller("web").get("api", "/").headers()).containsEntry("x-script", "ran"));
    }

    @Test
    void what_a_proxy_rejects_still_fails_when_it_is_applied_once_more() {
        live.tryToApply(script(BROKEN_SCRIPT), OperationOptions.DEFAULT);

        OperationResult again = live.tryToApply(script(BROKEN_SCRIPT), OperationOptions.DEFAULT);

        assertThat(errors(again)).hasSize(1);
        assertThat(again.isSuccess()).isFalse();
    }

    @Test
    void an_operation_that_rolls_back_leaves_the_proxy_with_what_it_takes(LocalMesh mesh) {
        live.tryToApply(script(GOOD_SCRIPT), OperationOptions.DEFAULT).orThrow();

        OperationResult result =
                live.tryToApply(script(BROKEN_SCRIPT), OperationOptions.DEFAULT.failurePolicy(FailurePolicy.ROLL_BACK));

        assertThat(errors(result)).hasSize(1);
        assertThat(result.count(Outcome.FAILED)).isEqualTo(1);
        assertThat(mesh.caller("web").get("api", "/").headers()).containsEntry("x-script", "ran");
        OperationResult again = live.tryToApply(script(GOOD_SCRIPT), OperationOptions.DEFAULT);
        assertThat(again.writes()).isZero();
        assertThat(again.isSuccess()).isTrue();
    }

    @Test
    void going_back_to_what_the_proxy_has_succeeds_though_it_is_not_sent_again() {
        live.tryToApply(script(GOOD_SCRIPT), OperationOptions.DEFAULT).orThrow();
        assertThat(live.tryToApply(script(BROKEN_SCRIPT), OperationOptions.DEFAULT)
                        .isSuccess())
                .isFalse();

        OperationResult back = live.tryToApply(script(GOOD_SCRIPT), OperationOptions.DEFAULT);

        assertThat(back.isSuccess()).isTrue();
        assertThat(back.report().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
            assertThat(finding.message())
                    .contains("has rejected the listener")
                    .endsWith("Whether it was given since what it takes, it does not say.");
        });
    }

    @Test
    void a_route_that_no_proxy_takes_is_told_of_each_proxy_without_its_words() {
        live.tryToApply(route("/a"), OperationOptions.DEFAULT).orThrow();

        OperationResult result = live.tryToApply(route("("), OperationOptions.DEFAULT);

        assertThat(errors(result))
                .extracting(Finding::message)
                .satisfiesExactlyInAnyOrder(
                        web -> assertThat(web)
                                .contains(
                                        "web-sidecar-proxy",
                                        "of web rejects an update of the routes \"api\", without telling why")
                                .contains("It comes from service-router.consul api."),
                        api -> assertThat(api)
                                .contains("api-sidecar-proxy", "of api rejects an update of the routes \"api\""));
        assertThat(live.tryToApply(route("/b"), OperationOptions.DEFAULT)
                        .report()
                        .findings())
                .isEmpty();
    }

    @Test
    void of_two_proxies_one_rejects_and_only_that_one_is_named() {
        OperationResult result =
                live.tryToApply(script(BROKEN_SCRIPT) + """
                    web:
                      type: ServiceDefaults.Consul
                      settings:
                        spec:
                          protocol: http
                          envoyExtensions:
                            - name: builtin/lua
                              arguments: {ProxyType: connect-proxy, Listener: inbound, Script: "%s"}
                    """.formatted(GOOD_SCRIPT), OperationOptions.DEFAULT);

        assertThat(errors(result))
                .extracting(finding -> finding.parameters().get("service"))
                .containsExactly("api");
        assertThat(result.count(Outcome.FAILED)).isEqualTo(1);
        assertThat(result.count(Outcome.DONE)).isEqualTo(1);
    }
}
