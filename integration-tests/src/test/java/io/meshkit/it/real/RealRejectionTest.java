// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.real;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.document.SourceText;
import io.meshkit.finding.Finding;
import io.meshkit.finding.Severity;
import io.meshkit.mesh.MeshId;
import io.meshkit.pattern.PatternOptions;
import io.meshkit.plan.Plan;
import io.meshkit.resource.LiveResource;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What only the server can tell, since its rules are written in CEL, comes back at the line of the pattern that caused it. */
@Tag("real")
@ExtendWith(RealMeshesExtension.class)
class RealRejectionTest {

    @Test
    void a_time_limit_that_is_too_short_for_the_mesh_is_refused_at_its_line(RealMeshes meshes) {
        Plan plan = plan(meshes, """
            name: short-timeout
            services:
              shop:
                type: VirtualService.Istio
                settings:
                  spec:
                    hosts: [shop]
                    http:
                      - timeout: 0.1ms
                        route: [{ destination: { host: shop } }]
            """);

        assertThat(rejections(plan)).isNotEmpty().allSatisfy(finding -> {
            assertThat(finding.message()).contains("VirtualService").contains("valid duration");
            assertThat(finding.place()).get().asString().startsWith("pattern.yaml:9:");
        });
    }

    @Test
    void a_raw_object_that_says_exact_and_prefix_at_once_is_refused_at_its_line(RealMeshes meshes) {
        Plan plan = plan(meshes, """
            name: two-matches
            services:
              shop:
                type: VirtualService.Istio
                settings:
                  spec:
                    hosts: [shop]
                    http:
                      - match:
                          - uri: { exact: /a, prefix: /b }
                        route:
                          - destination: { host: shop }
            """);

        assertThat(errors(plan)).containsExactly("MKP005 10");
    }

    @Test
    void a_selector_with_a_wildcard_is_refused_at_its_line(RealMeshes meshes) {
        Plan plan = plan(meshes, """
            name: wildcard
            services:
              shop:
                type: Service
                settings:
                  selector:
                    app: "shop*"
                traits:
                  mTLS:
                    policy: strict
            """);

        assertThat(rejections(plan)).isNotEmpty().allSatisfy(finding -> {
            assertThat(finding.message()).contains("wildcard not allowed");
            assertThat(finding.place()).get().asString().startsWith("pattern.yaml:7:");
        });
    }

    @Test
    void values_of_a_custom_kind_that_are_wrong_are_told_once_each(RealMeshes meshes) {
        Plan plan = plan(meshes, """
            name: wrong
            services:
              shop:
                type: DestinationRule.Istio
                settings:
                  spec:
                    host: 7
                    colour: red
                    trafficPolicy:
                      connectionPool:
                        tcp: { maxConnections: many }
                      loadBalancer: { simple: FASTEST }
              entry:
                type: ServiceEntry.Istio
                settings:
                  spec:
                    location: MESH_INTERNAL
            """);

        assertThat(errors(plan)).containsExactly("MKP004 7", "MKP003 8", "MKP004 11", "MKP005 12", "MKP006 16");
    }

    @Test
    void a_field_that_a_kind_does_not_have_is_refused_at_its_line(RealMeshes meshes) {
        assertThat(errors(plan(meshes, deployment("  colour: red", "web")))).containsExactly("MKP062 10");
    }

    @Test
    void a_value_of_a_wrong_type_is_refused_at_its_line(RealMeshes meshes) {
        assertThat(errors(plan(meshes, deployment("  replicas: three", "web")))).containsExactly("MKP062 10");
    }

    @Test
    void a_value_that_is_none_of_those_allowed_is_refused_at_its_line(RealMeshes meshes) {
        assertThat(errors(plan(meshes, deployment("  strategy: { type: Slowly }", "web"))))
                .containsExactly("MKP062 10");
    }

    @Test
    void bytes_that_are_no_base64_are_refused_at_their_line(RealMeshes meshes) {
        assertThat(errors(plan(meshes, """
            name: bytes
            services:
              key:
                type: Secret
                settings:
                  type: Opaque
                  data:
                    good: c291bmQ=
                    bad: "not base64!!"
              map:
                type: ConfigMap
                settings:
                  binaryData: { bad: "!!" }
            """))).containsExactly("MKP062 9", "MKP062 13");
    }

    @Test
    void a_quantity_that_is_none_is_refused_at_its_line(RealMeshes meshes) {
        assertThat(errors(plan(meshes, """
            name: quantity
            services:
              web:
                type: Pod
                apiVersion: v1
                settings:
                  spec:
                    containers:
                      - name: web
                        image: web
                        resources:
                          requests: { memory: 1Gi, cpu: 1e3 }
                          limits:
                            cpu: lots
            """))).containsExactly("MKP062 14");
    }

    @Test
    void a_selector_that_does_not_fit_is_refused_at_its_line(RealMeshes meshes) {
        assertThat(errors(plan(meshes, deployment("  replicas: 1", "other")))).containsExactly("MKP062 14");
    }

    @Test
    void a_field_that_cannot_change_is_refused_at_its_line(RealMeshes meshes) {
        String namespace = meshes.freshNamespace("refused");
        String before = """
            apiVersion: meshkit.dev/v1
            name: fixed
            services:
              settings:
                type: ConfigMap
                apiVersion: v1
                settings:
                  immutable: true
                  data: { key: one }
            """;
        meshes.apply(plan(meshes, namespace, before));

        Plan plan = plan(meshes, namespace, before.replace("one", "two"));

        assertThat(errors(plan)).containsExactly("MKP061 9");
    }

    @Test
    void a_name_that_is_too_long_is_refused_at_its_line(RealMeshes meshes) {
        assertThat(errors(plan(meshes, """
            apiVersion: meshkit.dev/v1
            name: long
            services:
              settings:
                type: ConfigMap
                apiVersion: v1
                name: %s
            """.formatted("a".repeat(254))))).containsExactly("MKP062 7");
    }

    @Test
    void a_label_that_is_none_is_refused_at_its_line(RealMeshes meshes) {
        assertThat(errors(plan(meshes, """
            apiVersion: meshkit.dev/v1
            name: labels
            services:
              settings:
                type: ConfigMap
                apiVersion: v1
                labels:
                  team: shop
                  tier: "not a label"
            """))).containsExactly("MKP062 9");
    }

    @Test
    void what_a_policy_denies_is_refused_at_the_object(RealMeshes meshes) {
        String namespace = meshes.freshNamespace("refused");
        meshes.applyAs(RealMeshes.SOMEBODY, """
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingAdmissionPolicy
            metadata: {name: %s}
            spec:
              failurePolicy: Fail
              matchConstraints:
                resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [configmaps]}]
              validations: [{expression: "false", message: "no maps on Fridays"}]
            """.formatted(namespace));
        meshes.applyAs(RealMeshes.SOMEBODY, """
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingAdmissionPolicyBinding
            metadata: {name: %s}
            spec:
              policyName: %s
              validationActions: [Deny]
              matchResources: {namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: %s}}}
            """.formatted(namespace, namespace, namespace));

        Plan plan = planOnceRefused(meshes, namespace, CONFIG_MAP);

        assertThat(errors(plan)).containsExactly("MKP062 5");
        assertThat(plan.report().findings().get(0).message()).contains("no maps on Fridays");
    }

    @Test
    void what_a_quota_has_no_room_for_is_refused_at_the_object(RealMeshes meshes) {
        String namespace = meshes.freshNamespace("refused");
        LiveResource quota = meshes.applyAs(RealMeshes.SOMEBODY, """
            apiVersion: v1
            kind: ResourceQuota
            metadata: {name: none, namespace: %s}
            spec: {hard: {count/configmaps: "0"}}
            """.formatted(namespace));
        meshes.statusWriter().write(quota.resource().key(), """
            {"hard": {"count/configmaps": "0"}, "used": {"count/configmaps": "0"}}
            """);

        Plan plan = planOnceRefused(meshes, namespace, CONFIG_MAP);

        assertThat(errors(plan)).containsExactly("MKP062 5");
        assertThat(plan.report().findings().get(0).message()).contains("exceeded quota: none");
    }

    private static final String CONFIG_MAP = """
        apiVersion: meshkit.dev/v1
        name: map
        services:
          settings:
            type: ConfigMap
            apiVersion: v1
            settings: { data: { key: value } }
        """;

    private static String deployment(String field, String label) {
        return """
            apiVersion: meshkit.dev/v1
            name: deployment
            services:
              web:
                type: Deployment
                apiVersion: apps/v1
                settings:
                  spec:
                    selector: { matchLabels: { app: web } }
                  %s
                    template:
                      metadata:
                        labels:
                          app: %s
                      spec: { containers: [ { name: web, image: web } ] }
            """.formatted(field, label);
    }

    /** Servers hear of policies and quotas a moment later. */
    private static Plan planOnceRefused(RealMeshes meshes, String namespace, String text) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (true) {
            Plan plan = plan(meshes, namespace, text);
            if (plan.report().hasErrors() || System.nanoTime() > end) {
                return plan;
            }
        }
    }

    private static List<String> errors(Plan plan) {
        return plan.report().findings().stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .map(finding -> finding.code() + " "
                        + finding.place().map(place -> place.span().line()).orElse(0))
                .toList();
    }

    private static Plan plan(RealMeshes meshes, String text) {
        return plan(meshes, meshes.freshNamespace("refused"), text);
    }

    private static Plan plan(RealMeshes meshes, String namespace, String text) {
        PatternOptions options = PatternOptions.DEFAULT.namespace(namespace);
        return meshes.kit()
                .patterns()
                .plan(
                        meshes.kit().patterns().read(SourceText.of("pattern.yaml", text)),
                        MeshId.ISTIO,
                        meshes.site(),
                        options);
    }

    private static List<Finding> rejections(Plan plan) {
        assertThat(plan.report().hasErrors()).isTrue();
        return plan.report().findings().stream()
                .filter(finding -> finding.code().value().equals("MKP062"))
                .toList();
    }
}
