// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.workloads;

import static io.meshkit.istio.internal.rules.RuleFixture.cluster;
import static io.meshkit.istio.internal.rules.RuleFixture.files;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProxyImageRulesTest {

    private static final String INJECTOR = """
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: istio-sidecar-injector, namespace: istio-system}
        data:
          values: '{"global":{"hub":"docker.io/istio","tag":"1.30.0","proxy":{"image":"proxyv2"}}}'
        """;

    private static final String ENABLED = """
        ---
        apiVersion: v1
        kind: Namespace
        metadata: {name: shop, labels: {istio-injection: enabled}}
        """;

    private static final String WEBHOOK = """
        ---
        apiVersion: admissionregistration.k8s.io/v1
        kind: MutatingWebhookConfiguration
        metadata: {name: istio-sidecar-injector}
        webhooks:
        - name: namespace.sidecar-injector.istio.io
          namespaceSelector:
            matchLabels: {istio-injection: enabled}
        - name: object.sidecar-injector.istio.io
          namespaceSelector:
            matchExpressions: [{key: istio-injection, operator: DoesNotExist}]
          objectSelector:
            matchExpressions: [{key: sidecar.istio.io/inject, operator: In, values: ["true"]}]
        """;

    private static String pod(String image) {
        return """
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: cart, namespace: shop, uid: a1, labels: {app: cart}}
            spec:
              containers:
              - {name: cart, image: cart}
              - {name: istio-proxy, image: "%s"}
            """.formatted(image);
    }

    private static String gateway(String namespace, String labels) {
        return """
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: gateway, namespace: %s}
            spec:
              template:
                metadata: {labels: {%s}}
                spec:
                  containers: [{name: istio-proxy, image: auto}]
            """.formatted(namespace, labels);
    }

    @Test
    void a_namespace_with_a_pod_of_another_proxy_is_found_and_the_pod_named() {
        String text = INJECTOR + ENABLED + pod("docker.io/istio/proxyv2:1.29.0");

        assertThat(files(text).found("IST0158")).containsExactly("Namespace shop /metadata/name");
        assertThat(files(text).messages("IST0158").get(0)).contains("cart", "docker.io/istio/proxyv2:1.30.0");
    }

    @Test
    void the_proxy_of_the_injector_is_right() {
        assertThat(files(INJECTOR + ENABLED + pod("docker.io/istio/proxyv2:1.30.0"))
                        .found("IST0158"))
                .isEmpty();
    }

    @Test
    void an_image_with_a_slash_stands_for_itself() {
        String injector = INJECTOR.replace("\"proxyv2\"", "\"registry/mine:7\"");

        assertThat(files(injector + ENABLED + pod("registry/mine:7")).found("IST0158"))
                .isEmpty();
        assertThat(files(injector + ENABLED + pod("docker.io/istio/proxyv2:1.30.0"))
                        .found("IST0158"))
                .hasSize(1);
    }

    @Test
    void a_variant_that_the_namespace_asks_for_is_right_and_another_is_not() {
        String distroless = """
            ---
            apiVersion: networking.istio.io/v1beta1
            kind: ProxyConfig
            metadata: {name: all, namespace: %s}
            spec: {image: {imageType: distroless}}
            """;
        String text = INJECTOR + ENABLED + pod("docker.io/istio/proxyv2:1.30.0-distroless");

        assertThat(files(text).found("IST0158")).hasSize(1);
        assertThat(files(text + distroless.formatted("shop")).found("IST0158")).isEmpty();
        assertThat(files(text + distroless.formatted("istio-system")).found("IST0158"))
                .isEmpty();
        assertThat(files(text + distroless.formatted("other")).found("IST0158")).hasSize(1);
    }

    @Test
    void the_variant_of_a_workload_goes_before_that_of_its_namespace() {
        String configs = """
            ---
            apiVersion: networking.istio.io/v1beta1
            kind: ProxyConfig
            metadata: {name: a-all, namespace: shop}
            spec: {image: {imageType: debug}}
            ---
            apiVersion: networking.istio.io/v1beta1
            kind: ProxyConfig
            metadata: {name: cart, namespace: shop}
            spec: {selector: {matchLabels: {app: cart}}, image: {imageType: distroless}}
            """;

        assertThat(files(INJECTOR + ENABLED + configs + pod("docker.io/istio/proxyv2:1.30.0-distroless"))
                        .found("IST0158"))
                .isEmpty();
    }

    @Test
    void a_pod_that_names_its_own_image_is_left_alone() {
        String text = INJECTOR
                + ENABLED
                + pod("mine:1").replace("uid: a1", "uid: a1, annotations: {sidecar.istio.io/proxyImage: 'mine:1'}");

        assertThat(files(text).found("IST0158")).isEmpty();
    }

    @Test
    void the_injector_of_a_revision_that_was_not_loaded_is_unknown() {
        String text = INJECTOR.replace("istio-system", "elsewhere")
                + ENABLED.replace("istio-injection: enabled", "istio.io/rev: canary")
                + pod("any:1");

        assertThat(files(text).found("IST0158")).isEmpty();
        assertThat(files(text).unjudged("IST0158").get(0)).contains("istio-sidecar-injector-canary");
        assertThat(cluster(text).unjudged("IST0158")).isEmpty();
    }

    @Test
    void settings_that_are_no_json_say_nothing() {
        String text = INJECTOR.replaceAll("values: .*", "values: '{\"'");

        assertThat(files(text + ENABLED + pod("any:1")).found("IST0158")).isEmpty();
    }

    @Test
    void a_gateway_that_no_webhook_is_called_for_is_found_at_its_image() {
        assertThat(files(WEBHOOK + namespace("") + gateway("edge", "app: gateway"))
                        .found("IST0146"))
                .containsExactly("Deployment edge/gateway /spec/template/spec/containers/0/image");
    }

    @Test
    void a_gateway_that_asks_for_injection_gets_its_image() {
        assertThat(files(WEBHOOK + namespace("") + gateway("edge", "sidecar.istio.io/inject: 'true'"))
                        .found("IST0146"))
                .isEmpty();
        assertThat(files(WEBHOOK + namespace("istio-injection: enabled") + gateway("edge", "app: gateway"))
                        .found("IST0146"))
                .isEmpty();
    }

    @Test
    void a_gateway_of_a_revision_or_of_a_team_gets_its_image_by_the_webhook_for_these() {
        String webhooks = WEBHOOK + """
            ---
            apiVersion: admissionregistration.k8s.io/v1
            kind: MutatingWebhookConfiguration
            metadata: {name: others}
            webhooks:
            - name: canary.sidecar-injector.istio.io
              namespaceSelector: {matchLabels: {istio.io/rev: canary}}
            - name: team.sidecar-injector.istio.io
              objectSelector: {matchLabels: {team: edge}}
            """;

        assertThat(files(webhooks + namespace("istio.io/rev: canary") + gateway("edge", "a: b"))
                        .found("IST0146"))
                .isEmpty();
        assertThat(files(webhooks + namespace("") + gateway("edge", "team: edge"))
                        .found("IST0146"))
                .isEmpty();
        assertThat(files(webhooks + namespace("istio.io/rev: old") + gateway("edge", "team: shop"))
                        .found("IST0146"))
                .hasSize(1);
    }

    @Test
    void a_gateway_of_a_namespace_that_was_not_loaded_is_not_judged() {
        assertThat(files(WEBHOOK + gateway("edge", "app: gateway")).unjudged("IST0146"))
                .containsExactly("the namespace edge");
        assertThat(files(gateway("edge", "app: gateway")).skips("IST0146")).isTrue();
    }

    @Test
    void a_pod_of_a_cluster_with_the_image_auto_is_an_error() {
        assertThat(files(pod("auto")).found("IST0147")).containsExactly("Pod shop/cart /spec/containers/1/image");
        assertThat(files(pod("proxyv2")).found("IST0147")).isEmpty();
    }

    @Test
    void a_pod_of_a_file_is_judged_as_the_workloads_are() {
        String pod = pod("auto").replace(", uid: a1", "");

        assertThat(files(pod).found("IST0147")).isEmpty();
        assertThat(files(WEBHOOK + ENABLED + pod).found("IST0146")).isEmpty();
        assertThat(files(WEBHOOK + ENABLED.replace("enabled", "disabled") + pod).found("IST0146"))
                .containsExactly("Pod shop/cart /spec/containers/1/image");
    }

    private static String namespace(String labels) {
        return """
            ---
            apiVersion: v1
            kind: Namespace
            metadata: {name: edge, labels: {%s}}
            """.formatted(labels);
    }
}
