// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.policies;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.istio.internal.rules.RuleFixture;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessRulesTest {

    private static final String NAMESPACE = "MKV-ISTIO-AP-001";
    private static final String WORKLOAD = "MKV-ISTIO-AP-002";

    private static String policy(String namespace, String spec) {
        return """
            ---
            apiVersion: security.istio.io/v1
            kind: AuthorizationPolicy
            metadata: {name: guard, namespace: %s}
            spec: {%s}
            """.formatted(namespace, spec);
    }

    private static String callers(String field, String name) {
        return policy("shop", "rules: [{from: [{source: {%s: ['%s']}}]}]".formatted(field, name));
    }

    private static String namespace(String name, String labels) {
        return """
            ---
            apiVersion: v1
            kind: Namespace
            metadata: {name: %s, labels: {%s}}
            """.formatted(name, labels);
    }

    private static String pod(String namespace, String labels) {
        return """
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: one, namespace: %s, labels: {%s}}
            spec: {containers: [{name: app, image: app}]}
            """.formatted(namespace, labels);
    }

    @ParameterizedTest
    @CsvSource({
        "shop, true",
        "*, true",
        "sh*, true",
        "shop*, true",
        "*op, true",
        "*shop, true",
        "shopping, false",
        "ho*, false",
        "*sho, false",
        "Shop, false",
    })
    void a_caller_comes_from_a_namespace_that_is_there(String name, boolean isThere) {
        RuleFixture cluster = RuleFixture.cluster(namespace("shop", "") + callers("namespaces", name));

        assertThat(cluster.found(NAMESPACE))
                .isEqualTo(
                        isThere
                                ? List.of()
                                : List.of("AuthorizationPolicy shop/guard /spec/rules/0/from/0/source/namespaces/0"));
    }

    @Test
    void a_namespace_that_is_kept_out_must_be_there_too() {
        assertThat(RuleFixture.cluster(namespace("shop", "") + callers("notNamespaces", "bnak"))
                        .found(NAMESPACE))
                .containsExactly("AuthorizationPolicy shop/guard /spec/rules/0/from/0/source/notNamespaces/0");
    }

    @Test
    void istioctl_overlooks_case() {
        assertThat(RuleFixture.cluster(namespace("shop", "") + callers("namespaces", "Shop"))
                        .asIstioctl()
                        .found(NAMESPACE))
                .isEmpty();
    }

    @Test
    void a_namespace_that_pods_live_in_is_there_though_no_file_makes_it() {
        assertThat(RuleFixture.cluster(namespace("shop", "") + pod("bank", "app: bank") + callers("namespaces", "bank"))
                        .found(NAMESPACE))
                .isEmpty();
    }

    @Test
    void files_that_say_nothing_of_a_namespace_do_not_show_that_it_is_nowhere() {
        RuleFixture files = RuleFixture.files(namespace("shop", "") + callers("namespaces", "istio-system"));

        assertThat(files.found(NAMESPACE)).isEmpty();
        assertThat(files.unjudged(NAMESPACE)).containsExactly("the namespace istio-system");
    }

    @Test
    void where_no_namespace_was_read_the_rule_is_skipped() {
        assertThat(RuleFixture.files(callers("namespaces", "bank")).skips(NAMESPACE))
                .isTrue();
    }

    @Test
    void a_policy_that_selects_nothing_is_found_at_its_labels() {
        String manifests = namespace("shop", "istio-injection: enabled")
                + pod("shop", "app: cart")
                + policy("shop", "selector: {matchLabels: {app: crat}}");

        assertThat(RuleFixture.cluster(manifests).found(WORKLOAD))
                .containsExactly("AuthorizationPolicy shop/guard /spec/selector/matchLabels");
    }

    @Test
    void a_policy_of_pods_outside_the_mesh_is_found_and_says_why() {
        String manifests = namespace("shop", "")
                + pod("shop", "app: cart")
                + policy("shop", "selector: {matchLabels: {app: cart}}");

        assertThat(RuleFixture.cluster(manifests).findings(WORKLOAD))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.message()).contains("is in the mesh");
                    assertThat(finding.related()).hasSize(1);
                });
    }

    @Test
    void a_policy_of_pods_in_the_mesh_is_right() {
        String sidecars = namespace("shop", "istio-injection: enabled")
                + pod("shop", "app: cart")
                + policy("shop", "selector: {matchLabels: {app: cart}}");
        String ambient = namespace("shop", "istio.io/dataplane-mode: ambient")
                + pod("shop", "app: cart")
                + policy("shop", "selector: {matchLabels: {app: cart}}");

        assertThat(RuleFixture.cluster(sidecars).found(WORKLOAD)).isEmpty();
        assertThat(RuleFixture.cluster(ambient).found(WORKLOAD)).isEmpty();
    }

    @Test
    void a_policy_for_a_namespace_without_pods_is_found_at_its_name() {
        assertThat(RuleFixture.cluster(namespace("shop", "istio-injection: enabled") + policy("shop", ""))
                        .found(WORKLOAD))
                .containsExactly("AuthorizationPolicy shop/guard /metadata/name");
    }

    @Test
    void a_policy_of_the_root_namespace_is_for_all_namespaces() {
        String pods = namespace("shop", "istio-injection: enabled") + pod("shop", "app: cart");

        assertThat(RuleFixture.cluster(pods + policy("istio-system", "")).found(WORKLOAD))
                .isEmpty();
        assertThat(RuleFixture.cluster(pods + policy("istio-system", "selector: {matchLabels: {app: cart}}"))
                        .found(WORKLOAD))
                .isEmpty();
        assertThat(RuleFixture.cluster(pods + policy("istio-system", "selector: {matchLabels: {app: crat}}"))
                        .found(WORKLOAD))
                .hasSize(1);
    }

    @Test
    void the_mesh_may_have_another_root_namespace() {
        String pods = namespace("shop", "istio-injection: enabled") + pod("shop", "app: cart");

        assertThat(RuleFixture.cluster(pods + policy("roots", "selector: {matchLabels: {app: cart}}"))
                        .meshConfig("rootNamespace: roots")
                        .found(WORKLOAD))
                .isEmpty();
    }

    @Test
    void a_policy_that_is_attached_selects_no_pods() {
        RuleFixture cluster = RuleFixture.cluster(policy("shop", "targetRefs: [{kind: Gateway, name: front}]"));

        assertThat(cluster.found(WORKLOAD)).isEmpty();
        assertThat(cluster.asIstioctl().found(WORKLOAD)).hasSize(1);
    }

    @Test
    void pods_whose_namespace_was_not_read_are_not_judged() {
        RuleFixture files =
                RuleFixture.files(pod("shop", "app: cart") + policy("shop", "selector: {matchLabels: {app: cart}}"));

        assertThat(files.found(WORKLOAD)).isEmpty();
        assertThat(files.unjudged(WORKLOAD))
                .containsExactly("the workloads of the namespace shop, and which of them are in the mesh");
    }

    @Test
    void without_any_pods_read_nothing_is_judged() {
        RuleFixture files = RuleFixture.files(policy("istio-system", "selector: {matchLabels: {app: cart}}"));

        assertThat(files.found(WORKLOAD)).isEmpty();
        assertThat(files.unjudged(WORKLOAD)).hasSize(1);
    }

    @Test
    void workloads_of_other_namespaces_do_not_make_files_complete() {
        String elsewhere = """
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: bank, namespace: bank}
            spec: {template: {metadata: {labels: {app: bank}}}}
            """;

        assertThat(RuleFixture.files(elsewhere + policy("shop", "")).unjudged(WORKLOAD))
                .hasSize(1);
        assertThat(RuleFixture.files(elsewhere + policy("istio-system", "selector: {matchLabels: {app: front}}"))
                        .unjudged(WORKLOAD))
                .hasSize(1);
    }
}
