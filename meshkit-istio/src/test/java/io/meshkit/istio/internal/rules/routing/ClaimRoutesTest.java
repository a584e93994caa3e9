// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.routing;

import static io.meshkit.istio.internal.rules.Manifests.gateway;
import static io.meshkit.istio.internal.rules.Manifests.object;
import static io.meshkit.istio.internal.rules.Manifests.pod;
import static io.meshkit.istio.internal.rules.Manifests.virtualService;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.istio.internal.rules.RuleFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimRoutesTest {

    private static final String CLAIMS = "MKV-ISTIO-VS-008";
    private static final String EDGE = gateway("edge/public", "selector: {istio: edge}, servers: []");
    private static final String POD = pod("edge/edge-1", "istio: edge");

    private static String routes(String match) {
        return virtualService(
                "shop/routes", "hosts: ['*'], gateways: [mesh, edge/public], http: [{match: [{" + match + "}]}]");
    }

    private static final String BY_CLAIM = routes("headers: {'@request.auth.claims.role': {exact: admin}}");

    private static String authentication(String name, String selector) {
        return object(
                "security.istio.io/v1",
                "RequestAuthentication",
                name,
                "spec: {selector: {matchLabels: {" + selector + "}}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "headers: {'@request.auth.claims.role': {exact: admin}}",
                "headers: {'@request.auth.claims[a.b]': {exact: admin}}",
                "withoutHeaders: {'@request.auth.claims.role': {}}"
            })
    void claims_of_tokens_that_nobody_checks_are_found(String match) {
        assertThat(RuleFixture.cluster(EDGE + POD + routes(match)).found(CLAIMS))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"headers: {role: {exact: admin}}", "uri: {prefix: /a}"})
    void other_matches_need_no_token(String match) {
        assertThat(RuleFixture.cluster(EDGE + POD + routes(match)).found(CLAIMS))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "edge/jwt, istio: edge, 0",
        "edge/jwt, '', 0",
        "istio-system/jwt, '', 0",
        "istio-system/jwt, istio: edge, 0",
        "edge/jwt, istio: other, 1",
        "shop/jwt, '', 1"
    })
    void the_token_is_checked_at_the_pods_of_the_gateway(String name, String selector, int found) {
        assertThat(RuleFixture.cluster(EDGE + POD + BY_CLAIM + authentication(name, selector))
                        .found(CLAIMS))
                .hasSize(found);
    }

    @Test
    void a_gateway_without_pods_and_one_that_is_not_there_are_other_rules_matters() {
        assertThat(RuleFixture.cluster(EDGE + BY_CLAIM).found(CLAIMS)).isEmpty();
        assertThat(RuleFixture.cluster(gateway("edge/other", "selector: {istio: edge}") + POD + BY_CLAIM)
                        .found(CLAIMS))
                .isEmpty();
    }

    @Test
    void files_without_request_authentications_say_nothing() {
        RuleFixture files = RuleFixture.files(EDGE + POD + BY_CLAIM);

        assertThat(files.found(CLAIMS)).isEmpty();
        assertThat(files.unjudged(CLAIMS)).containsExactly("the RequestAuthentications of the gateway edge/public");
    }
}
