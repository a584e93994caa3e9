// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.workloads;

import static io.meshkit.istio.internal.rules.RuleFixture.files;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.MeshKit;
import io.meshkit.document.Span;
import io.meshkit.document.TextEdit;
import io.meshkit.istio.internal.rules.model.AnnotationCatalogue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnnotationRulesTest {

    private static String pod(String annotations) {
        return """
            apiVersion: v1
            kind: Pod
            metadata: {name: cart, namespace: shop, annotations: {%s}}
            """.formatted(annotations);
    }

    private static String deployment(String own, String ofPods) {
        return """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: cart, namespace: shop, annotations: {%s}}
            spec: {template: {metadata: {annotations: {%s}}}}
            """.formatted(own, ofPods);
    }

    @Test
    void the_table_has_all_annotations_of_istio() {
        AnnotationCatalogue catalogue =
                AnnotationCatalogue.read(MeshKit.offline().reader());

        assertThat(catalogue.size()).isEqualTo(68);
        assertThat(catalogue.find("sidecar.istio.io/inject")).hasValueSatisfying(inject -> {
            assertThat(inject.isDeprecated()).isTrue();
            assertThat(inject.isAlpha()).isFalse();
            assertThat(inject.isFor("Pod")).isTrue();
            assertThat(inject.isFor("Deployment")).isFalse();
        });
    }

    @Test
    void an_unknown_annotation_of_istio_is_found_with_what_may_be_meant() {
        String text = pod("sidecar.istio.io/proxyCpu: 100m");

        assertThat(files(text).found("IST0108"))
                .containsExactly("Pod shop/cart /metadata/annotations/sidecar.istio.io~1proxyCpu");
        assertThat(files(text).messages("IST0108").get(0)).contains("sidecar.istio.io/proxyCPU may be meant");
    }

    @Test
    void a_name_that_differs_by_case_alone_is_mended_where_it_is_written() {
        String text = pod("sidecar.istio.io/proxyCpu: 100m");

        TextEdit edit =
                files(text).findings("IST0108").get(0).fixes().get(0).edits().get(0);

        Span span = edit.place().span();
        String line = text.lines().toList().get(span.line() - 1);
        assertThat(line.substring(span.column() - 1, span.endColumn() - 1)).isEqualTo("sidecar.istio.io/proxyCpu");
        assertThat(edit.replacement()).isEqualTo("sidecar.istio.io/proxyCPU");
        assertThat(files(pod("istio.io/exportTo: '*'"))
                        .findings("IST0108")
                        .get(0)
                        .fixes())
                .isEmpty();
    }

    @Test
    void the_right_name_under_the_wrong_domain_is_what_may_be_meant() {
        assertThat(files(pod("istio.io/exportTo: '*'")).messages("IST0108").get(0))
                .contains("networking.istio.io/exportTo may be meant");
    }

    @Test
    void annotations_of_others_are_not_looked_at() {
        assertThat(files(pod("helm.sh/hook: test, kubernetes.io/psp: a, nonistio.io/a: b"))
                        .found("IST0108"))
                .isEmpty();
        assertThat(files(pod("istio.io/rev: a")).found("IST0108")).isEmpty();
    }

    @Test
    void an_unknown_annotation_of_pods_that_a_workload_makes_is_found_though_istioctl_does_not() {
        String text = deployment("", "sidecar.istio.io/none: a");

        assertThat(files(text).found("IST0108"))
                .containsExactly("Deployment shop/cart /spec/template/metadata/annotations/sidecar.istio.io~1none");
        assertThat(files(text).asIstioctl().found("IST0108")).isEmpty();
    }

    @Test
    void an_annotation_of_pods_on_the_workload_itself_is_misplaced() {
        String text = deployment("sidecar.istio.io/proxyCPU: 100m", "");

        assertThat(files(text).found("IST0107"))
                .containsExactly("Deployment shop/cart /metadata/annotations/sidecar.istio.io~1proxyCPU");
        assertThat(files(text).messages("IST0107").get(0)).contains("spec.template.metadata.annotations");
    }

    @Test
    void an_annotation_in_its_place_or_for_all_kinds_is_not_misplaced() {
        assertThat(files(deployment("galley.istio.io/analyze-suppress: '*'", "sidecar.istio.io/proxyCPU: 100m"))
                        .found("IST0107"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sidecar.istio.io/interceptionMode | REDIRECT | redirect",
                "status.sidecar.istio.io/port | 15020 | 70000",
                "status.sidecar.istio.io/port | 0 | -1",
                "readiness.status.sidecar.istio.io/periodSeconds | 10 | 10s",
                "readiness.status.sidecar.istio.io/failureThreshold | 4294967295 | 4294967296",
                "traffic.sidecar.istio.io/includeOutboundIPRanges | * | 10.0.0.0",
                "traffic.sidecar.istio.io/includeOutboundIPRanges | 10.0.0.0/8,fd00::/8 | 10.0.0.0/33",
                "traffic.sidecar.istio.io/excludeOutboundIPRanges | 10.0.0.1/32 | *",
                "traffic.sidecar.istio.io/excludeOutboundIPRanges | 0.0.0.0/0 | 10.0.0.256/8",
                "traffic.sidecar.istio.io/excludeOutboundIPRanges | ::1/128 | ::g/128",
                "traffic.sidecar.istio.io/excludeOutboundIPRanges | 2001:db8::/32 | 1:2/32",
                "traffic.sidecar.istio.io/includeInboundPorts | * | 80;81",
                "traffic.sidecar.istio.io/excludeInboundPorts | 80, 81 | *",
                "traffic.sidecar.istio.io/excludeOutboundPorts | '' | 80,",
                "traffic.sidecar.istio.io/excludeInterfaces | eth0,eth1 | 'eth0,'",
                "prometheus.istio.io/merge-metrics | T | yes",
                "proxy.istio.io/config | '{concurrency: 2}' | concurrency",
                "proxy.istio.io/config | '' | '[a]'",
                "sidecar.istio.io/proxyCPU | 100m | 100 m",
                "sidecar.istio.io/proxyMemoryLimit | 128Mi | 128MB",
            })
    void values_are_what_istio_reads(String name, String good, String bad) {
        assertThat(files(pod(name + ": \"" + good + "\"")).found("IST0125")).isEmpty();
        assertThat(files(pod(name + ": \"" + bad + "\"")).found("IST0125")).hasSize(1);
    }

    @Test
    void a_value_in_the_wrong_place_is_not_looked_at() {
        assertThat(files(deployment("status.sidecar.istio.io/port: none", "")).found("IST0125"))
                .isEmpty();
        assertThat(files(deployment("", "status.sidecar.istio.io/port: none")).found("IST0125"))
                .hasSize(1);
    }

    @Test
    void a_deprecated_annotation_is_told_with_what_to_use_instead() {
        String text = pod("sidecar.istio.io/inject: 'true'");

        assertThat(files(text).found("IST0135"))
                .containsExactly("Pod shop/cart /metadata/annotations/sidecar.istio.io~1inject");
        assertThat(files(text).messages("IST0135").get(0)).contains("the label of the same name");
    }

    @Test
    void who_sets_the_label_too_knows() {
        String text = pod("sidecar.istio.io/inject: 'true'")
                .replace("namespace: shop,", "namespace: shop, labels: {sidecar.istio.io/inject: 'true'},");

        assertThat(files(text).found("IST0135")).isEmpty();
    }

    @Test
    void annotations_without_promise_are_told_when_asked_for() {
        assertThat(files(pod("sidecar.istio.io/logLevel: debug")).found("IST0136"))
                .hasSize(1);
        assertThat(files(pod("sidecar.istio.io/status: a, proxy.istio.io/config: '{}'"))
                        .found("IST0136"))
                .isEmpty();
    }

    @Test
    void what_the_network_plug_in_sets_is_nobodys_choice_unless_istio_init_is_there() {
        String text = pod("sidecar.istio.io/interceptionMode: REDIRECT");

        assertThat(files(text).found("IST0136")).isEmpty();
        assertThat(files(text + "spec: {initContainers: [{name: istio-init}]}\n")
                        .found("IST0136"))
                .hasSize(1);
    }

    @Test
    void what_is_wrong_with_a_template_is_said_once_and_not_at_each_pod_of_it() {
        String workload = deployment("", "sidecar.istio.io/none: a") + "---\n";
        String replicas = made("apps/v1", "ReplicaSet", "cart-7f", "apps/v1, kind: Deployment, name: cart");
        String pod = made("v1", "Pod", "cart-7f-x", "apps/v1, kind: ReplicaSet, name: cart-7f");

        assertThat(files(workload + replicas + pod).found("IST0108"))
                .containsExactly("Deployment shop/cart /spec/template/metadata/annotations/sidecar.istio.io~1none");
        assertThat(files(workload + pod).found("IST0108")).hasSize(1);
        assertThat(files(replicas + pod).found("IST0108"))
                .containsExactly("ReplicaSet shop/cart-7f /metadata/annotations/sidecar.istio.io~1none");
        assertThat(files(pod).found("IST0108")).hasSize(1);
    }

    private static String made(String version, String kind, String name, String owner) {
        return """
            apiVersion: %s
            kind: %s
            metadata:
              name: %s
              namespace: shop
              labels: {pod-template-hash: 7f}
              annotations: {sidecar.istio.io/none: a}
              ownerReferences: [{apiVersion: %s, controller: true}]
            ---
            """.formatted(version, kind, name, owner);
    }
}
