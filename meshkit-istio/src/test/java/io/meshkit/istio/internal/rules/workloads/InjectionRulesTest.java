// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.workloads;

import static io.meshkit.istio.internal.rules.RuleFixture.files;
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
        assertThat(files(namespace("")).found("IST0102")).containsExactly("Namespace shop /metadata/labels");
    }

    @Test
    void a_namespace_that_says_what_it_wants_is_left_alone() {
        for (String label : new String[] {
            "istio-injection: enabled",
            "istio-injection: disabled",
            "istio.io/rev: canary",
            "istio.io/dataplane-mode: ambient"
        }) {
            assertThat(files(namespace(label)).found("IST0102")).as(label).isEmpty();
        }
    }

    @Test
    void the_namespaces_of_kubernetes_and_of_the_control_plane_need_say_nothing() {
        assertThat(files(namespace("").replace("shop", "kube-system")).found("IST0102"))
                .isEmpty();
        assertThat(files(namespace("").replace("shop", "istio-system")).found("IST0102"))
                .isEmpty();
    }

    @Test
    void silence_is_told_as_injection_where_the_injector_injects_by_default() {
        String text = namespace("") + injector(true);

        assertThat(files(text).found("IST0148")).containsExactly("Namespace shop /metadata/labels");
        assertThat(files(text).found("IST0102")).isEmpty();
    }

    @Test
    void silence_is_no_injection_where_the_injector_does_not_inject_by_default() {
        assertThat(files(namespace("") + injector(false)).found("IST0148")).isEmpty();
    }

    @Test
    void whether_silence_is_injection_is_not_judged_without_config_maps() {
        assertThat(files(namespace("")).skips("IST0148")).isTrue();
    }

    @Test
    void a_pod_without_proxy_in_a_labelled_namespace_is_found() {
        assertThat(files(namespace("istio-injection: enabled") + pod("uid: a1")).found("IST0103"))
                .containsExactly("Pod shop/cart /spec/containers");
    }

    @Test
    void a_pod_without_proxy_in_a_namespace_of_a_revision_is_found_though_istioctl_does_not() {
        String text = namespace("istio.io/rev: canary") + pod("uid: a1");

        assertThat(files(text).found("IST0103")).hasSize(1);
        assertThat(files(text).asIstioctl().found("IST0103")).isEmpty();
    }

    @Test
    void a_pod_of_a_file_may_yet_be_injected() {
        String text = namespace("istio-injection: enabled") + pod("labels: {app: cart}");

        assertThat(files(text).found("IST0103")).isEmpty();
        assertThat(files(text).asIstioctl().found("IST0103")).hasSize(1);
    }

    @Test
    void a_pod_that_declines_or_is_on_the_network_of_the_node_needs_no_proxy() {
        String enabled = namespace("istio-injection: enabled");

        assertThat(files(enabled + pod("uid: a1, labels: {sidecar.istio.io/inject: 'false'}"))
                        .found("IST0103"))
                .isEmpty();
        assertThat(files(enabled + pod("uid: a1, annotations: {sidecar.istio.io/inject: 'false'}"))
                        .found("IST0103"))
                .isEmpty();
        assertThat(files(enabled + pod("uid: a1") + "  hostNetwork: true\n").found("IST0103"))
                .isEmpty();
    }

    @Test
    void a_pod_that_has_ended_needs_no_proxy() {
        assertThat(files(namespace("istio-injection: enabled") + pod("uid: a1") + "status: {phase: Succeeded}\n")
                        .found("IST0103"))
                .isEmpty();
    }

    @Test
    void a_pod_of_a_namespace_that_is_not_there_is_not_judged() {
        assertThat(files(pod("uid: a1")).skips("IST0103")).isTrue();
    }

    @Test
    void a_namespace_with_two_wishes_is_found_at_the_label_that_is_not_heard() {
        assertThat(files(namespace("istio-injection: enabled, istio.io/rev: canary"))
                        .found("IST0123"))
                .containsExactly("Namespace shop /metadata/labels/istio.io~1rev");
        assertThat(files(namespace("istio.io/rev: a, istio.io/dataplane-mode: ambient"))
                        .found("IST0123"))
                .hasSize(1);
    }

    @Test
    void a_namespace_that_declines_has_one_wish() {
        assertThat(files(namespace("istio-injection: disabled, istio.io/rev: canary"))
                        .found("IST0123"))
                .isEmpty();
    }

    @Test
    void a_namespace_that_declines_ambient_mode_does_not_ask_for_it_though_istioctl_says_so() {
        String text = namespace("istio-injection: enabled, istio.io/dataplane-mode: none");

        assertThat(files(text).found("IST0123")).isEmpty();
        assertThat(files(text).asIstioctl().found("IST0123")).hasSize(1);
    }
}
