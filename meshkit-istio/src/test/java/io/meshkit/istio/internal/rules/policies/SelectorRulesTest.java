// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.policies;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.finding.Finding;
import io.meshkit.istio.internal.rules.RuleFixture;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelectorRulesTest {

    private static final String UNMATCHED = "MKV-ISTIO-SC-001";
    private static final String OVERLAP = "MKV-ISTIO-SC-002";
    private static final String SEVERAL = "MKV-ISTIO-SC-003";
    private static final String AMBIENT = "MKV-ISTIO-SC-004";

    private static final String POD = pod("reviews-1", "app: reviews", "");

    private static String pod(String name, String labels, String annotations) {
        return """
            ---
            apiVersion: v1
            kind: Pod
            metadata:
              name: %s
              namespace: shop
              labels: {%s}
              annotations: {%s}
            """.formatted(name, labels, annotations);
    }

    private static String sidecar(String name, String labels) {
        return """
            ---
            apiVersion: networking.istio.io/v1
            kind: Sidecar
            metadata: {name: %s, namespace: shop}
            spec:
              workloadSelector: {labels: {%s}}
            """.formatted(name, labels);
    }

    private static String telemetry(String name, String spec) {
        return """
            ---
            apiVersion: telemetry.istio.io/v1
            kind: Telemetry
            metadata: {name: %s, namespace: shop}
            spec: {%s}
            """.formatted(name, spec);
    }

    private static String namespace(String labels) {
        return """
            ---
            apiVersion: v1
            kind: Namespace
            metadata: {name: shop, labels: {%s}}
            """.formatted(labels);
    }

    @Test
    void a_sidecar_that_selects_no_pod_is_found_at_its_labels() {
        List<Finding> found =
                RuleFixture.cluster(POD + sidecar("typo", "app: reveiws")).findings(UNMATCHED);

        assertThat(found).singleElement().satisfies(finding -> {
            assertThat(finding.pointer().orElseThrow()).hasToString("/spec/workloadSelector/labels");
            assertThat(finding.aliases()).contains("IST0101", "KIA0004");
            assertThat(finding.message()).contains("app=reveiws");
        });
    }

    @Test
    void a_sidecar_may_select_pods_templates_and_machines() {
        String template = """
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: cart, namespace: shop}
            spec: {template: {metadata: {labels: {app: cart}}}}
            """;
        String machine = """
            ---
            apiVersion: networking.istio.io/v1
            kind: WorkloadEntry
            metadata: {name: host-1, namespace: shop}
            spec: {address: 10.0.0.1, labels: {app: host, tier: old}}
            """;
        String sidecars = sidecar("a", "app: reviews")
                + sidecar("b", "app: cart")
                + sidecar("c", "app: host, tier: old")
                + sidecar("d", "app: host, tier: new");

        assertThat(RuleFixture.cluster(POD + template + machine + sidecars).found(UNMATCHED))
                .containsExactly("Sidecar shop/d /spec/workloadSelector/labels");
    }

    @Test
    void istioctl_sees_pods_alone() {
        String template = """
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: cart, namespace: shop}
            spec: {template: {metadata: {labels: {app: cart}}}}
            """;

        assertThat(RuleFixture.files(template + sidecar("b", "app: cart"))
                        .asIstioctl()
                        .found(UNMATCHED))
                .hasSize(1);
    }

    @Test
    void where_no_workload_was_read_a_selector_is_not_judged() {
        RuleFixture files = RuleFixture.files(sidecar("a", "app: reviews"));

        assertThat(files.found(UNMATCHED)).isEmpty();
        assertThat(files.unjudged(UNMATCHED)).containsExactly("the workloads of the namespace shop");
    }

    @Test
    void a_telemetry_that_selects_no_pod_is_found() {
        String telemetry = telemetry("typo", "selector: {matchLabels: {app: reveiws}}");

        assertThat(RuleFixture.cluster(POD + telemetry).found("MKV-ISTIO-TEL-001"))
                .containsExactly("Telemetry shop/typo /spec/selector/matchLabels");
        assertThat(RuleFixture.cluster(POD + telemetry("right", "selector: {matchLabels: {app: reviews}}"))
                        .found("MKV-ISTIO-TEL-001"))
                .isEmpty();
    }

    @Test
    void two_sidecars_of_one_pod_are_found_at_both_with_each_other() {
        String both = pod("reviews-1", "app: reviews, version: v1", "")
                + sidecar("by-app", "app: reviews")
                + sidecar("by-version", "version: v1");

        List<Finding> found = RuleFixture.cluster(both).findings(OVERLAP);

        assertThat(found).hasSize(2);
        assertThat(found.get(0).message()).contains("the Pod reviews-1").contains("Sidecar by-version");
        assertThat(found.get(1).message()).contains("Sidecar by-app");
        assertThat(found.get(0).related()).hasSize(2);
    }

    @Test
    void pods_of_one_kind_are_told_once_and_by_istioctl_one_by_one() {
        String manifests = POD
                + pod("reviews-2", "app: reviews", "")
                + sidecar("a", "app: reviews")
                + sidecar("b", "app: reviews");

        assertThat(RuleFixture.cluster(manifests).found(OVERLAP)).hasSize(2);
        assertThat(RuleFixture.cluster(manifests).asIstioctl().found(OVERLAP)).hasSize(4);
    }

    @Test
    void sidecars_of_different_pods_do_not_overlap() {
        String manifests =
                POD + pod("cart-1", "app: cart", "") + sidecar("a", "app: reviews") + sidecar("b", "app: cart");

        assertThat(RuleFixture.cluster(manifests).found(OVERLAP)).isEmpty();
    }

    @Test
    void two_telemetries_of_one_pod_are_found() {
        String manifests = POD
                + telemetry("a", "selector: {matchLabels: {app: reviews}}")
                + telemetry("b", "selector: {matchLabels: {app: reviews}}");

        assertThat(RuleFixture.cluster(manifests).found("MKV-ISTIO-TEL-002"))
                .containsExactly(
                        "Telemetry shop/a /spec/selector/matchLabels", "Telemetry shop/b /spec/selector/matchLabels");
    }

    @Test
    void two_sidecars_for_a_namespace_are_found_at_both() {
        String manifests = sidecar("a", "") + sidecar("b", "") + sidecar("c", "app: reviews");

        List<Finding> found = RuleFixture.files(manifests).findings(SEVERAL);

        assertThat(found).hasSize(2);
        assertThat(found.get(0).message()).startsWith("Sidecar b also holds");
    }

    @Test
    void one_sidecar_for_a_namespace_is_right() {
        assertThat(RuleFixture.files(sidecar("a", "") + sidecar("c", "app: reviews"))
                        .found(SEVERAL))
                .isEmpty();
    }

    @Test
    void many_sidecars_for_a_namespace_are_named_up_to_five() {
        StringBuilder manifests = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            manifests.append(sidecar("s" + i, ""));
        }

        assertThat(RuleFixture.files(manifests.toString())
                        .findings(SEVERAL)
                        .get(0)
                        .message())
                .startsWith("Sidecar s1, Sidecar s2, Sidecar s3, Sidecar s4, Sidecar s5 and 2 more also hold");
    }

    @Test
    void a_telemetry_attached_to_a_gateway_is_none_for_the_namespace() {
        String attached = telemetry("b", "targetRefs: [{kind: Gateway, name: front}]");

        assertThat(RuleFixture.files(telemetry("a", "") + attached).found("MKV-ISTIO-TEL-003"))
                .isEmpty();
        assertThat(RuleFixture.files(telemetry("a", "") + telemetry("c", "")).found("MKV-ISTIO-TEL-003"))
                .hasSize(2);
        assertThat(RuleFixture.files(telemetry("a", "") + attached).asIstioctl().found("MKV-ISTIO-TEL-003"))
                .hasSize(2);
    }

    @Test
    void a_sidecar_of_an_ambient_namespace_or_pod_is_found() {
        String byNamespace = namespace("istio.io/dataplane-mode: ambient") + sidecar("all", "");
        String byPod = pod("reviews-1", "app: reviews", "ambient.istio.io/redirection: enabled")
                + sidecar("some", "app: reviews");

        assertThat(RuleFixture.files(byNamespace).found(AMBIENT)).containsExactly("Sidecar shop/all /metadata/name");
        assertThat(RuleFixture.files(byPod).found(AMBIENT))
                .containsExactly("Sidecar shop/some /spec/workloadSelector/labels");
    }

    @Test
    void a_sidecar_where_sidecars_are_injected_is_right() {
        String manifests = namespace("istio.io/dataplane-mode: ambient, istio-injection: enabled")
                + POD
                + sidecar("all", "")
                + sidecar("some", "app: reviews");

        assertThat(RuleFixture.files(manifests).found(AMBIENT)).isEmpty();
    }

    @Test
    void in_an_ambient_namespace_sidecars_do_not_conflict() {
        String manifests = namespace("istio.io/dataplane-mode: ambient")
                + POD
                + sidecar("a", "")
                + sidecar("b", "")
                + sidecar("c", "app: reviews")
                + sidecar("d", "app: reviews");

        assertThat(RuleFixture.cluster(manifests).found(SEVERAL)).isEmpty();
        assertThat(RuleFixture.cluster(manifests).found(OVERLAP)).isEmpty();
    }

    @Test
    void a_policy_that_selects_a_gateway_by_labels_is_found_unless_it_is_attached() {
        String gateway = pod("front-1", "gateway.networking.k8s.io/gateway-name: front", "");
        String selector = "selector: {matchLabels: {gateway.networking.k8s.io/gateway-name: front}}";
        String manifests = gateway
                + POD
                + telemetry("by-labels", selector)
                + telemetry("attached", selector + ", targetRefs: [{kind: Gateway, name: front}]")
                + telemetry("of-a-pod", "selector: {matchLabels: {app: reviews}}");

        assertThat(RuleFixture.files(manifests).found("MKV-ISTIO-SEL-001"))
                .containsExactly("Telemetry shop/by-labels /spec/selector/matchLabels");
    }
}
