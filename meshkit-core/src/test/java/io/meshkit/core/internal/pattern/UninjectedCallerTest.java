// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import static io.meshkit.core.internal.pattern.Bench.found;
import static io.meshkit.core.internal.pattern.Bench.render;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** MKP053: strict mutual TLS while the namespace of a caller has no injection. */
class UninjectedCallerTest {

    private static final String PATTERN = """
        apiVersion: meshkit.dev/v1
        name: shop
        services:
          legacy:
            type: Namespace
        INJECTION
          api:
            type: Service
            namespace: shop
            settings: {port: 80}
            traits:
              mTLS: {policy: POLICY}
              access:
                default: deny
                rules:
                  - {ACTION from: {services: [web]}}
          web:
            type: Service
            namespace: CALLER
            settings: {port: 80}
        """;

    private static String pattern(String policy, String caller, String injection) {
        return PATTERN.replace("POLICY", policy)
                .replace("CALLER", caller)
                .replace("INJECTION", injection)
                .replace("ACTION ", "");
    }

    @Test
    void a_caller_of_a_namespace_without_injection_is_told_where_it_is_let_in() {
        assertThat(found(render(pattern("strict", "legacy", "")).report(), "MKP053"))
                .singleElement()
                .asString()
                .startsWith("16:32 warning")
                .contains("namespace legacy");
    }

    @Test
    void nothing_is_told_while_plain_text_is_accepted() {
        assertThat(found(render(pattern("permissive", "legacy", "")).report(), "MKP053"))
                .isEmpty();
    }

    @Test
    void nothing_is_told_of_a_namespace_that_has_injection_or_is_not_made_here() {
        String injected = "    traits: {automaticSidecarInjection: {}}";
        String labelled = "    labels: {istio-injection: enabled}";

        assertThat(found(render(pattern("strict", "legacy", injected)).report(), "MKP053"))
                .isEmpty();
        assertThat(found(render(pattern("strict", "legacy", labelled)).report(), "MKP053"))
                .isEmpty();
        assertThat(found(render(pattern("strict", "elsewhere", "")).report(), "MKP053"))
                .isEmpty();
    }

    @Test
    void a_caller_that_is_kept_out_needs_no_proxy() {
        String denying = PATTERN.replace("POLICY", "strict")
                .replace("CALLER", "legacy")
                .replace("INJECTION", "")
                .replace("ACTION ", "action: deny, ");

        assertThat(found(render(denying).report(), "MKP053")).isEmpty();
    }

    @Test
    void a_policy_of_the_namespace_or_the_mesh_is_strict_too() {
        String ofNamespace = pattern("strict", "legacy", "")
                .replace("      mTLS: {policy: strict}\n", "")
                .concat("  shop: {type: Namespace, traits: {mTLS: {policy: strict}}}\n");
        String ofMesh = pattern("strict", "legacy", "")
                .replace("      mTLS: {policy: strict}\n", "")
                .concat("  mesh: {type: Mesh, traits: {mTLS: {policy: strict, namespaces: [NAMESPACE]}}}\n");

        assertThat(found(render(ofNamespace).report(), "MKP053")).hasSize(1);
        assertThat(found(render(ofMesh.replace("NAMESPACE", "shop")).report(), "MKP053"))
                .hasSize(1);
        assertThat(found(render(ofMesh.replace("NAMESPACE", "bank")).report(), "MKP053"))
                .isEmpty();
    }
}
