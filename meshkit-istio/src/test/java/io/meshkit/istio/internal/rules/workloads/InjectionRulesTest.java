// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.workloads;

import static io.meshkit.istio.internal.rules.RuleFixture.rule;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InjectionRulesTest {

    private static final String INJECTOR = """
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: istio-sidecar-injector, namespace: istio-system}
        data:
          values: '{"global":{"hub":"docker.io/istio","tag":"1.30.0","proxy":{"image":"proxyv2"}},
            "sidecarInjectorWebhook":{"enableNamespacesByDefault":%s}}'
        """;

    private static final String NAMESPACE = """
        ---
        apiVersion: v1
        kind: Namespace
        metadata:
          name: shop
          labels: {%s}
        """;

    private static final String POD = """
        ---
        apiVersion: v1
        kind: Pod
        metadata: {name: cart, namespace: shop, %s}
        spec:
          containers: [{name: cart, image: cart}]
        """;

    private static String namespace(String labels) {
        return NAMESPACE.formatted(labels);
    }

    private static String pod(String metadata) {
        return POD.formatted(metadata);
    }

    private static String injector(boolean byDefault) {
        return INJECTOR.formatted(byDefault);
    }

    @Test
    void a_namespace_that_says_nothing_is_told_so() {
        assertThat(rule("IST0102").finds(namespace(""))).containsExactly("Namespace shop /metadata/labels");
    }

    @Test
    void a_namespace_that_says_what_it_wants_is_left_alone() {
        for (String label : new String[] {
            "istio-injection: enabled",
            "istio-injection: disabled",
            "istio.io/rev: canary",
            "istio.io/dataplane-mode: ambient"
        }) {
            assertThat(rule("IST0102").finds(namespace(label))).as(label).isEmpty();
        }
    }

    @Test
    void the_namespaces_of_kubernetes_and_of_the_control_plane_need_say_nothing() {
        assertThat(rule("IST0102").finds(namespace("").replace("shop", "kube-system")))
                .isEmpty();
        assertThat(rule("IST0102").finds(namespace("").replace("shop", "istio-system")))
                .isEmpty();
    }

    @Test
    void silence_is_told_as_injection_where_the_injector_injects_by_default() {
        String text = namespace("") + injector(true);

        assertThat(rule("IST0148").finds(text)).containsExactly("Namespace shop /metadata/labels");
        assertThat(rule("IST0102").finds(text)).isEmpty();
    }

    @Test
    void silence_is_no_injection_where_the_injector_does_not_inject_by_default() {
        assertThat(rule("IST0148").finds(namespace("") + injector(false))).isEmpty();
    }

    @Test
    void whether_silence_is_injection_is_not_judged_without_config_maps() {
        assertThat(rule("IST0148").skippedFor(namespace(""))).containsExactly("ConfigMap");
    }

    @Test
    void a_pod_without_proxy_in_a_labelled_namespace_is_found() {
        assertThat(rule("IST0103").finds(namespace("istio-injection: enabled") + pod("uid: a1")))
                .containsExactly("Pod shop/cart /spec/containers");
    }

    @Test
    void a_pod_without_proxy_in_a_namespace_of_a_revision_is_found_though_istioctl_does_not() {
        String text = namespace("istio.io/rev: canary") + pod("uid: a1");

        assertThat(rule("IST0103").finds(text)).hasSize(1);
        assertThat(rule("IST0103").asIstioctl().finds(text)).isEmpty();
    }

    @Test
    void a_pod_of_a_file_may_yet_be_injected() {
        String text = namespace("istio-injection: enabled") + pod("labels: {app: cart}");

        assertThat(rule("IST0103").finds(text)).isEmpty();
        assertThat(rule("IST0103").asIstioctl().finds(text)).hasSize(1);
    }

    @Test
    void a_pod_that_declines_or_is_on_the_network_of_the_node_needs_no_proxy() {
        String enabled = namespace("istio-injection: enabled");

        assertThat(rule("IST0103").finds(enabled + pod("uid: a1, labels: {sidecar.istio.io/inject: 'false'}")))
                .isEmpty();
        assertThat(rule("IST0103").finds(enabled + pod("uid: a1, annotations: {sidecar.istio.io/inject: 'false'}")))
                .isEmpty();
        assertThat(rule("IST0103").finds(enabled + pod("uid: a1") + "  hostNetwork: true\n"))
                .isEmpty();
    }

    @Test
    void a_pod_that_has_ended_needs_no_proxy() {
        assertThat(rule("IST0103")
                        .finds(namespace("istio-injection: enabled") + pod("uid: a1") + "status: {phase: Succeeded}\n"))
                .isEmpty();
    }

    @Test
    void a_pod_of_a_namespace_that_is_not_there_is_not_judged() {
        assertThat(rule("IST0103").skippedFor(pod("uid: a1"))).containsExactly("Namespace");
    }

    @Test
    void a_namespace_with_two_wishes_is_found_at_the_label_that_is_not_heard() {
        assertThat(rule("IST0123").finds(namespace("istio-injection: enabled, istio.io/rev: canary")))
                .containsExactly("Namespace shop /metadata/labels/istio.io~1rev");
        assertThat(rule("IST0123").finds(namespace("istio.io/rev: a, istio.io/dataplane-mode: ambient")))
                .hasSize(1);
    }

    @Test
    void a_namespace_that_declines_has_one_wish() {
        assertThat(rule("IST0123").finds(namespace("istio-injection: disabled, istio.io/rev: canary")))
                .isEmpty();
    }

    @Test
    void a_namespace_that_declines_ambient_mode_does_not_ask_for_it_though_istioctl_says_so() {
        String text = namespace("istio-injection: enabled, istio.io/dataplane-mode: none");

        assertThat(rule("IST0123").finds(text)).isEmpty();
        assertThat(rule("IST0123").asIstioctl().finds(text)).hasSize(1);
    }
}
