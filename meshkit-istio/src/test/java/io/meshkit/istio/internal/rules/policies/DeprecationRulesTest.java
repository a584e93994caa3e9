// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.policies;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.MeshKit;
import io.meshkit.analysis.RuleInfo;
import io.meshkit.core.document.TextEdits;
import io.meshkit.document.SourceText;
import io.meshkit.finding.Fix;
import io.meshkit.istio.internal.rules.RuleFixture;
import io.meshkit.istio.internal.rules.model.EmbeddedText;
import io.meshkit.istio.internal.rules.model.MeshConfigurations;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeprecationRulesTest {

    @ParameterizedTest
    @CsvSource({"percent: 50, 1", "percent: 0, 0", "percentage: {value: 50}, 0"})
    void a_delay_says_its_share_in_the_new_field(String share, int found) {
        String virtualService = """
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: cart, namespace: shop}
            spec: {hosts: [cart], http: [{fault: {delay: {fixedDelay: 1s, %s}}}]}
            """.formatted(share);

        assertThat(RuleFixture.files(virtualService).found("MKV-ISTIO-DEP-001"))
                .hasSize(found)
                .allMatch("VirtualService shop/cart /spec/http/0/fault/delay/percent"::equals);
    }

    @ParameterizedTest
    @ValueSource(strings = {"""
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: cart, namespace: shop}
        spec:
          hosts: [cart]
          http:
          - fault:
              delay:
                percent: 50 # half of them
                fixedDelay: 1s
        """, """
                    {"apiVersion": "networking.istio.io/v1", "kind": "VirtualService",
                     "metadata": {"name": "cart", "namespace": "shop"},
                     "spec": {"hosts": ["cart"], "http": [{"fault": {"delay": {"percent": 50, "fixedDelay": "1s"}}}]}}
                    """})
    void the_fix_of_a_delay_leaves_the_new_field_in_yaml_and_json(String text) {
        Fix fix = RuleFixture.files(text)
                .findings("MKV-ISTIO-DEP-001")
                .get(0)
                .fixes()
                .get(0);

        SourceText fixed = TextEdits.apply(SourceText.of("test.yaml", text), fix.edits());

        assertThat(fixed.text()).contains("\"percentage\": {\"value\": 50}").doesNotContain("percent:");
        assertThat(RuleFixture.files(fixed.text())
                        .run("MKV-ISTIO-DEP-001")
                        .report()
                        .findings())
                .isEmpty();
    }

    @Test
    void a_delay_that_has_both_fields_is_not_mended_by_machine() {
        String virtualService = """
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: cart, namespace: shop}
            spec: {hosts: [cart], http: [{fault: {delay: {percent: 50, percentage: {value: 5}}}}]}
            """;

        assertThat(RuleFixture.files(virtualService).findings("MKV-ISTIO-DEP-001"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.fixes()).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"'mode: ALLOW_ANY, egressProxy: {host: a}', 1", "mode: ALLOW_ANY, 0"})
    void a_sidecar_names_no_proxy_of_egress(String policy, int found) {
        String sidecar = """
            apiVersion: networking.istio.io/v1
            kind: Sidecar
            metadata: {name: all, namespace: shop}
            spec: {outboundTrafficPolicy: {%s}}
            """.formatted(policy);

        assertThat(RuleFixture.files(sidecar).found("MKV-ISTIO-DEP-002")).hasSize(found);
    }

    @ParameterizedTest
    @CsvSource({"rbac.istio.io, ServiceRole, 1", "rbac.istio.io, Other, 0", "acme.example, ServiceRole, 0"})
    void a_definition_is_of_a_kind_that_istio_reads(String group, String kind, int found) {
        String definition = """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: things}
            spec: {group: %s, names: {kind: %s}}
            """.formatted(group, kind);

        assertThat(RuleFixture.files(definition).found("MKV-ISTIO-DEP-003")).hasSize(found);
    }

    @Test
    void every_rule_of_the_table_has_a_code_of_its_own_and_says_why_and_what_to_do() {
        EmbeddedText texts = new EmbeddedText(MeshKit.offline().reader());
        List<RuleInfo> rules = PolicyRules.all(new MeshConfigurations(texts), texts).stream()
                .map(rule -> rule.info())
                .toList();

        assertThat(rules).doesNotHaveDuplicates().allSatisfy(rule -> {
            assertThat(rule.code().value()).matches("MKV-ISTIO-[A-Z]+-[0-9]{3}");
            assertThat(rule.reason()).isNotBlank();
            assertThat(rule.remedy()).isNotBlank();
            assertThat(rule.aliases().get("istioctl"))
                    .singleElement()
                    .asString()
                    .matches("IST[0-9]{4}");
        });
    }
}
