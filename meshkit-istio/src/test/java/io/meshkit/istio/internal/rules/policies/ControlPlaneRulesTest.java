// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.policies;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.istio.internal.rules.RuleFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlPlaneRulesTest {

    private static final String KEYS = "MKV-ISTIO-JWT-001";
    private static final String REGISTRY = "MKV-ISTIO-NET-001";
    private static final String CONDITION = "MKV-ISTIO-COND-001";
    private static final String GATEWAY_API = "MKV-ISTIO-GWAPI-001";

    private static final String FETCHING = authentication("issuer: a, jwksUri: 'https://a/keys'");

    private static String authentication(String rule) {
        return """
            ---
            apiVersion: security.istio.io/v1
            kind: RequestAuthentication
            metadata: {name: jwt, namespace: shop}
            spec: {jwtRules: [{%s}]}
            """.formatted(rule);
    }

    private static String istiod(String container) {
        return """
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: istiod, namespace: istio-system, labels: {app: istiod}}
            spec: {template: {spec: {containers: [{name: discovery, %s}]}}}
            """.formatted(container);
    }

    private static String secret(String field) {
        return """
            ---
            apiVersion: v1
            kind: Secret
            metadata: {name: remote, namespace: istio-system, labels: {istio/multiCluster: "true"}}
            %s: {east: ""}
            """.formatted(field);
    }

    private static String definition(String plural, String version) {
        return """
            ---
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata:
              name: %s.gateway.networking.k8s.io
              annotations: {gateway.networking.k8s.io/bundle-version: %s}
            """.formatted(plural, version);
    }

    @Test
    void istiod_that_fetches_keys_from_anywhere_is_found() {
        assertThat(RuleFixture.files(FETCHING + istiod("env: [{name: OTHER, value: x}]"))
                        .found(KEYS))
                .containsExactly("Deployment istio-system/istiod /spec/template/spec/containers");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "env: [{name: BLOCKED_CIDRS_IN_JWKS_URIS, value: 10.0.0.0/8}] | 0 | 0",
                "env: [{name: BLOCKED_CIDRS_IN_JWKS_URIS, value: ''}] | 1 | 1",
                "env: [{name: BLOCKED_CIDRS_IN_JWKS_URIS, valueFrom: {configMapKeyRef: {name: c, key: k}}}] | 0 | 1",
            })
    void networks_that_istiod_does_not_call_are_set_by_value_or_from_elsewhere(
            String container, int found, int byIstioctl) {
        RuleFixture files = RuleFixture.files(FETCHING + istiod(container));

        assertThat(files.found(KEYS)).hasSize(found);
        assertThat(files.asIstioctl().found(KEYS)).hasSize(byIstioctl);
    }

    @Test
    void keys_that_are_written_out_are_not_fetched() {
        RuleFixture files = RuleFixture.files(authentication("issuer: a, jwks: '{}'") + istiod("image: pilot"));

        assertThat(files.found(KEYS)).isEmpty();
        assertThat(files.asIstioctl().found(KEYS)).hasSize(1);
    }

    @Test
    void variables_of_a_config_map_are_not_judged() {
        RuleFixture files = RuleFixture.files(FETCHING + istiod("envFrom: [{configMapRef: {name: c}}]"));

        assertThat(files.found(KEYS)).isEmpty();
        assertThat(files.unjudged(KEYS)).containsExactly("the variables that istiod gets by envFrom");
    }

    @Test
    void other_deployments_fetch_no_keys() {
        assertThat(RuleFixture.files(FETCHING + istiod("image: a").replace("app: istiod", "app: cart"))
                        .found(KEYS))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"east, 0", "Kubernetes, 0", "External, 0", "kubernetes, 1", "west, 1"})
    void a_network_takes_endpoints_from_a_cluster_that_is_known(String registry, int found) {
        String networks =
                "networks: {one: {endpoints: [{fromCidr: 10.0.0.0/8}, {fromRegistry: %s}]}}".formatted(registry);

        assertThat(RuleFixture.files(secret("data")).meshNetworks(networks).found(REGISTRY))
                .hasSize(found)
                .allMatch("MeshNetworks istio-system/meshnetworks /networks/one/endpoints/1/fromRegistry"::equals);
    }

    @Test
    void a_cluster_is_known_by_a_secret_as_text_and_by_the_name_that_istiod_has() {
        RuleFixture text = RuleFixture.files(secret("stringData"))
                .meshNetworks("networks: {one: {endpoints: [{fromRegistry: east}]}}");
        RuleFixture own = RuleFixture.files(secret("data") + istiod("env: [{name: CLUSTER_ID, value: west}]"))
                .meshNetworks("networks: {one: {endpoints: [{fromRegistry: west}]}}");

        assertThat(text.found(REGISTRY)).isEmpty();
        assertThat(text.asIstioctl().found(REGISTRY)).hasSize(1);
        assertThat(own.found(REGISTRY)).isEmpty();
        assertThat(own.asIstioctl().found(REGISTRY)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"east, istio, 0", "west, istio, 1", "west, istio-canary, 1", "west, other, 0", "'{', istio, 0"})
    void networks_are_read_from_the_config_map_of_the_mesh(String registry, String name, int found) {
        String map = """
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: %s, namespace: istio-system}
            data: {meshNetworks: "networks: {one: {endpoints: [{fromRegistry: %s}]}}"}
            """.formatted(name, registry);

        assertThat(RuleFixture.files(secret("data") + map).found(REGISTRY))
                .hasSize(found)
                .allMatch(("ConfigMap istio-system/" + name + " /data/meshNetworks")::equals);
        assertThat(RuleFixture.files(secret("data") + map).asIstioctl().found(REGISTRY))
                .isEmpty();
    }

    @Test
    void without_any_secret_read_the_rule_is_skipped() {
        assertThat(RuleFixture.files("")
                        .meshNetworks("networks: {one: {endpoints: [{fromRegistry: west}]}}")
                        .skips(REGISTRY))
                .isTrue();
    }

    @Test
    void a_negative_condition_is_found_with_its_reason() {
        String service = """
            apiVersion: v1
            kind: Service
            metadata: {name: cart, namespace: shop}
            status:
              conditions:
              - {type: argocd.argoproj.io/Synced, status: "False"}
              - {type: istio.io/WaypointBound, status: "False", reason: NoWaypoint, message: there is none}
            """;

        assertThat(RuleFixture.files(service).findings(CONDITION))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.pointer().orElseThrow()).hasToString("/status/conditions/1");
                    assertThat(finding.message())
                            .contains("istio.io/WaypointBound is False (NoWaypoint: there is none)");
                });
    }

    @Test
    void a_policy_that_is_accepted_in_part_is_found() {
        String policy = """
            apiVersion: security.istio.io/v1
            kind: AuthorizationPolicy
            metadata: {name: guard, namespace: shop}
            status:
              conditions:
              - {type: WaypointAccepted, status: "True", reason: PartiallyInvalid}
              - {type: ZtunnelAccepted, status: "True", reason: Accepted}
            """;

        assertThat(RuleFixture.files(policy).found(CONDITION))
                .containsExactly("AuthorizationPolicy shop/guard /status/conditions/0");
    }

    @Test
    void what_was_said_of_an_older_generation_or_by_another_controller_counts_for_istioctl_alone() {
        String route = """
            apiVersion: gateway.networking.k8s.io/v1
            kind: HTTPRoute
            metadata: {name: cart, namespace: shop, generation: 3}
            status:
              parents:
              - conditions:
                - {type: Accepted, status: "False", observedGeneration: 2}
                - {type: ResolvedRefs, status: "False", observedGeneration: 3}
              - controllerName: acme.example/gateways
                conditions:
                - {type: Accepted, status: "False", observedGeneration: 3}
            """;

        assertThat(RuleFixture.files(route).found(CONDITION))
                .containsExactly("HTTPRoute shop/cart /status/parents/0/conditions/1");
        assertThat(RuleFixture.files(route).asIstioctl().found(CONDITION)).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({
        "tlsroutes, v1.4.1, 1",
        "tlsroutes, v1.5.0, 0",
        "tlsroutes, v1.10.0, 0",
        "tlsroutes, v1.5.0-rc.1, 0",
        "tcproutes, 1.5.9, 1",
        "grpcroutes, v1.0.0, 1",
        "backendtlspolicies, v1.3.0, 1",
        "httproutes, v0.1.0, 0",
        "tlsroutes, main, 0",
    })
    void a_definition_of_the_gateway_api_is_as_new_as_istio_needs(String plural, String version, int found) {
        assertThat(RuleFixture.files(definition(plural, version)).found(GATEWAY_API))
                .hasSize(found);
    }
}
