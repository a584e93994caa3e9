// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.policies;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.istio.internal.rules.RuleFixture;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvoyPatchRulesTest {

    private static final String RELATIVE = "MKV-ISTIO-EF-001";
    private static final String OF_VERSIONS = "MKV-ISTIO-EF-005";

    private static String filter(String namespace, String name, int priority, String... patches) {
        return """
            ---
            apiVersion: networking.istio.io/v1alpha3
            kind: EnvoyFilter
            metadata: {name: %s, namespace: %s}
            spec: {priority: %d, configPatches: [%s]}
            """.formatted(name, namespace, priority, String.join(", ", patches));
    }

    private static String patch(String target, String operation, String name, String version) {
        return "{applyTo: %s, match: {proxy: {proxyVersion: '%s'}}, patch: {operation: %s, value: {name: '%s'}}}"
                .formatted(target, version, operation, name);
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP_FILTER, INSERT_BEFORE, MKV-ISTIO-EF-001",
        "HTTP_FILTER, INSERT_AFTER, MKV-ISTIO-EF-001",
        "HTTP_FILTER, REPLACE, MKV-ISTIO-EF-001",
        "VIRTUAL_HOST, REPLACE, MKV-ISTIO-EF-001",
        "CLUSTER, REMOVE, MKV-ISTIO-EF-001",
        "CLUSTER, REPLACE, MKV-ISTIO-EF-002",
        "ROUTE_CONFIGURATION, ADD, MKV-ISTIO-EF-003",
        "HTTP_ROUTE, ADD, MKV-ISTIO-EF-003",
        "ROUTE_CONFIGURATION, REMOVE, MKV-ISTIO-EF-004",
        "HTTP_ROUTE, REMOVE, MKV-ISTIO-EF-004",
        "HTTP_FILTER, INSERT_FIRST, ''",
        "HTTP_FILTER, ADD, ''",
        "LISTENER, MERGE, ''",
    })
    void an_operation_is_found_where_its_order_or_its_target_is_wrong(String target, String operation, String code) {
        RuleFixture files = RuleFixture.files(filter("shop", "one", 0, patch(target, operation, "lua", "")));

        List<String> codes = files.findings("envoyfilter.EnvoyPatchAnalyzer").stream()
                .map(finding -> finding.code().value())
                .toList();

        assertThat(codes).isEqualTo(code.isEmpty() ? List.of() : List.of(code));
    }

    @Test
    void a_priority_puts_changes_in_order() {
        assertThat(RuleFixture.files(filter("shop", "one", 10, patch("HTTP_FILTER", "REPLACE", "lua", "")))
                        .found(RELATIVE))
                .isEmpty();
    }

    @Test
    void each_change_is_told_at_its_operation_and_by_istioctl_once_for_the_filter() {
        RuleFixture files = RuleFixture.files(filter(
                "shop",
                "one",
                0,
                patch("HTTP_FILTER", "REPLACE", "lua", ""),
                patch("HTTP_FILTER", "REPLACE", "wasm", "")));

        assertThat(files.found(RELATIVE))
                .containsExactly(
                        "EnvoyFilter shop/one /spec/configPatches/0/patch/operation",
                        "EnvoyFilter shop/one /spec/configPatches/1/patch/operation");
        assertThat(files.asIstioctl().found(RELATIVE)).hasSize(1);
    }

    @Test
    void a_change_of_what_some_versions_get_too_is_found_in_whatever_order_they_stand() {
        String general = patch("HTTP_FILTER", "REPLACE", "lua", "");
        String special = patch("HTTP_FILTER", "MERGE", "lua", "^1\\.11.*");

        assertThat(RuleFixture.files(filter("shop", "one", 0, general, special)).found(OF_VERSIONS))
                .hasSize(1);
        assertThat(RuleFixture.files(filter("shop", "one", 0, special, general)).found(OF_VERSIONS))
                .hasSize(1);
        assertThat(RuleFixture.files(filter("shop", "one", 0, special, general)).found(RELATIVE))
                .isEmpty();
    }

    @Test
    void istioctl_sees_the_changes_before_alone() {
        String general = patch("HTTP_FILTER", "REPLACE", "lua", "");
        String special = patch("HTTP_FILTER", "MERGE", "lua", "^1\\.11.*");

        assertThat(RuleFixture.files(filter("shop", "one", 0, general, special))
                        .asIstioctl()
                        .found(OF_VERSIONS))
                .isEmpty();
        assertThat(RuleFixture.files(filter("shop", "a", 0, special) + filter("shop", "b", 0, general))
                        .asIstioctl()
                        .found(OF_VERSIONS))
                .hasSize(1);
    }

    @Test
    void filters_of_other_namespaces_never_meet_but_those_of_the_root_namespace_do() {
        String general = patch("HTTP_FILTER", "REPLACE", "lua", "");
        String special = patch("HTTP_FILTER", "MERGE", "lua", "^1\\.11.*");

        assertThat(RuleFixture.files(filter("shop", "a", 0, general) + filter("bank", "b", 0, special))
                        .found(OF_VERSIONS))
                .isEmpty();
        assertThat(RuleFixture.files(filter("shop", "a", 0, general) + filter("istio-system", "b", 0, special))
                        .found(OF_VERSIONS))
                .hasSize(1);
    }

    @Test
    void a_change_that_says_not_what_to_do_does_not_hide_the_next() {
        RuleFixture files =
                RuleFixture.files(filter("shop", "one", 0, "{applyTo: CLUSTER}", patch("CLUSTER", "REPLACE", "x", "")));

        assertThat(files.found("MKV-ISTIO-EF-002")).hasSize(1);
        assertThat(files.asIstioctl().found("MKV-ISTIO-EF-002")).isEmpty();
    }
}
