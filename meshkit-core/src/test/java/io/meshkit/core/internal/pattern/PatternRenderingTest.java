// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import static io.meshkit.core.internal.pattern.Bench.assertGolden;
import static io.meshkit.core.internal.pattern.Bench.found;
import static io.meshkit.core.internal.pattern.Bench.render;
import static io.meshkit.core.internal.pattern.Bench.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.core.document.ManifestReader;
import io.meshkit.document.JsonPointer;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.SourceText;
import io.meshkit.document.Value;
import io.meshkit.finding.Severity;
import io.meshkit.pattern.PatternOptions;
import io.meshkit.pattern.RenderedPattern;
import io.meshkit.pattern.Verdict;
import io.meshkit.plan.DesiredResource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.SetId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PatternRenderingTest {

    private static final String CHECKOUT = """
        apiVersion: meshkit.dev/v1
        kind: Pattern
        name: Checkout, resilient!
        version: 1.0.0
        smpId: SMP087
        mesh: auto
        vars:
          tries: {type: integer, default: 2, maximum: 10}
        services:
          shop:
            type: Namespace
            labels: {team: shop}
          checkout:
            type: Service
            namespace: shop
            dependsOn: [shop]
            labels: {app: checkout}
            settings: {host: checkout, port: 8080, versions: {v1: {}, v2: {labels: {version: v2}}}}
            traits:
              trafficSplit: {weights: {v1: 90, v2: 10}}
              retry: {attempts: $(#ref.vars.tries)}
              timeout: {request: 2s, connect: 1s}
              circuitBreaker: {consecutiveErrors: 5}
            extensions:
              toy: {Policy: {spec: {warmup: 30s, errors: 6}}}
          gate:
            type: Route
            settings: {host: gate, seen: [1.10, 2]}
          config:
            type: ConfigMap.K8s
            dependsOn: [checkout]
            annotations: {owner: me}
            settings: {data: {a: b}}
        """;

    private static final String TOY = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: toyd}
        spec: {replicas: 1}
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: toy}
        data: {a: b}
        """;

    @Test
    void a_pattern_gives_one_object_for_each_target() throws IOException {
        RenderedPattern rendered = render(CHECKOUT);

        assertThat(rendered.report().findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("replaces 5 at /spec/errors"));
        assertGolden("checkout.yaml", yaml(rendered));
    }

    @Test
    void rendering_twice_gives_the_same_bytes() {
        assertThat(yaml(render(CHECKOUT))).isEqualTo(yaml(render(CHECKOUT)));
    }

    @Test
    void the_set_is_named_by_the_pattern_and_lives_in_the_namespace_of_the_options() {
        assertThat(render(CHECKOUT).desired().set()).isEqualTo(new SetId("default", "checkout-resilient-62072b84"));
        assertThat(render(CHECKOUT, PatternOptions.DEFAULT.namespace("ops"))
                        .desired()
                        .set()
                        .namespace())
                .isEqualTo("ops");
    }

    @Test
    void a_long_name_is_cut_to_what_a_set_can_bear_and_told_from_others_that_begin_alike() {
        String name = "a".repeat(51) + "-b-" + "c".repeat(100);

        assertThat(render("name: " + name + "\nservices: {web: {type: Service}}\n")
                        .desired()
                        .set()
                        .name())
                .matches("a{43}-[0-9a-f]{8}");
    }

    @Test
    void every_value_that_is_rendered_can_be_traced_to_the_file() {
        for (DesiredResource desired : render(CHECKOUT).desired().resources()) {
            Deque<Map.Entry<String, Value>> open = new ArrayDeque<>();
            open.push(Map.entry(desired.key().toString(), desired.resource().body()));
            while (!open.isEmpty()) {
                Map.Entry<String, Value> next = open.pop();
                assertThat(next.getValue().place()).as(next.getKey()).isPresent();
                if (next.getValue() instanceof MapValue map) {
                    map.forEach(entry -> {
                        assertThat(map.keyPlace(entry.key()))
                                .as("key " + next.getKey() + "/" + entry.key())
                                .isPresent();
                        open.push(Map.entry(next.getKey() + "/" + entry.key(), entry.value()));
                    });
                } else if (next.getValue() instanceof ListValue list) {
                    list.forEach(item -> open.push(Map.entry(next.getKey() + "[]", item)));
                }
            }
        }
    }

    @Test
    void a_value_that_a_trait_computes_stands_at_the_key_of_the_trait() {
        RenderedPattern rendered = render("""
            name: s
            services:
              shop:
                type: Namespace
                traits:
                  automaticSidecarInjection: {}
            """);

        Value label = rendered.desired()
                .resources()
                .get(0)
                .resource()
                .body()
                .find("/metadata/labels/toy")
                .orElseThrow();
        assertThat(label.place().orElseThrow().span()).hasToString("6:7");
    }

    @Test
    void a_variable_is_given_over_the_files_own() {
        String text = yaml(render(CHECKOUT, PatternOptions.DEFAULT.variable("tries", NumberValue.of(7))));

        assertThat(text).contains("attempts: 7").doesNotContain("attempts: 2");
    }

    @Test
    void the_report_of_capabilities_has_a_line_for_each_trait() {
        assertThat(render(CHECKOUT).capabilities().lines())
                .extracting(line -> line.component() + "." + line.trait() + " "
                        + line.support().verdict())
                .containsExactly(
                        "checkout.trafficSplit NATIVE",
                        "checkout.retry NATIVE",
                        "checkout.timeout NATIVE",
                        "checkout.circuitBreaker NATIVE");
        assertThat(render("name: s\nservices: {a: {type: Service, traits: {route: {rules: [{}]}}}}\n")
                        .capabilities()
                        .lines())
                .extracting(line -> line.support().verdict())
                .containsExactly(Verdict.UNIMPLEMENTED);
    }

    @Test
    void the_seed_pattern_gives_the_same_in_each_of_its_spellings(@TempDir Path folder) throws IOException {
        String first = seed("settings: {version: 1.8.2}");
        String second = seed("version: 1.8.2");
        String third = "apiVersion: meshkit.dev/v1\nkind: Pattern\n" + second;
        manifests(folder);

        String expected = yaml(render(first, PatternOptions.DEFAULT.manifests(folder)));

        assertGolden("seed.yaml", expected);
        assertThat(yaml(render(second, PatternOptions.DEFAULT.manifests(folder))))
                .isEqualTo(expected);
        assertThat(yaml(render(third, PatternOptions.DEFAULT.manifests(folder))))
                .isEqualTo(expected);
        assertThat(render(first, PatternOptions.DEFAULT.manifests(folder))
                        .report()
                        .hasErrors())
                .isFalse();
    }

    /** The seed, with the neutral names: its own aliases name meshes that these tests do not have. */
    private static final String SEED = """
        name: IstioSM
        version: 1.0.1
        services:
          istio:
            type: Mesh
            namespace: istio-system
            VERSION
            traits:
              mTLS:
                policy: mutual
                namespaces:
                  - istio-test
              automaticSidecarInjection:
                namespaces:
                  - default
                  - istio-test
          grafana:
            type: Addon
            namespace: istio-system
            settings: {kind: grafana}
            dependsOn:
              - prometheus
          prometheus:
            type: Addon
            namespace: istio-system
            settings: {kind: prometheus}
            dependsOn:
              - istio
        """;

    private static String seed(String version) {
        return SEED.replace("VERSION", version);
    }

    private static void manifests(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("toy"));
        Files.writeString(folder.resolve("toy/toy.yaml"), TOY);
        for (String addon : List.of("grafana", "prometheus")) {
            Files.createDirectories(folder.resolve(addon));
            Files.writeString(
                    folder.resolve(addon).resolve("b.yaml"),
                    "apiVersion: v1\nkind: Service\nmetadata: {name: " + addon + ", namespace: istio-system}\n");
            Files.writeString(
                    folder.resolve(addon).resolve("a.yml"),
                    "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: " + addon + "}\n");
        }
    }

    @Test
    void grafana_waits_for_prometheus_and_prometheus_for_the_mesh(@TempDir Path folder) throws IOException {
        manifests(folder);

        RenderedPattern rendered = render(seed("version: 1.8.2"), PatternOptions.DEFAULT.manifests(folder));

        assertThat(after(rendered, "Deployment.apps istio-system/grafana"))
                .contains("Deployment.apps istio-system/prometheus", "Service istio-system/prometheus")
                .doesNotContain("Deployment.apps istio-system/toyd");
        assertThat(after(rendered, "Service istio-system/prometheus")).contains("Deployment.apps istio-system/toyd");
        assertThat(after(rendered, "Policy.toy.dev istio-test/mtls")).contains("Deployment.apps istio-system/toyd");
    }

    private static List<String> after(RenderedPattern rendered, String key) {
        return rendered.desired().resources().stream()
                .filter(desired -> desired.key().toString().equals(key))
                .flatMap(desired -> desired.after().stream())
                .map(ResourceKey::toString)
                .toList();
    }

    @Test
    void what_depends_on_a_service_without_objects_waits_for_what_that_waits_for() {
        RenderedPattern rendered = render("""
            name: s
            services:
              a: {type: Namespace}
              b: {type: Service, dependsOn: [a]}
              c: {type: Route, dependsOn: [b]}
            """);

        assertThat(after(rendered, "Route.toy.dev default/c")).containsExactly("Namespace a");
    }

    @Test
    void a_raw_kind_takes_its_settings_as_spec_or_as_body() {
        String text = yaml(render("""
            name: s
            services:
              a: {type: Route, settings: {host: x}}
              b: {type: Route, settings: {spec: {host: x}}}
              c: {type: Widget, apiVersion: w.dev/v2, settings: {metadata: {labels: {l: m}}, spec: {}, extra: 1}}
              d: {type: ClusterRole, settings: {rules: []}}
            """.replace("name: s", "apiVersion: meshkit.dev/v1\nname: s")));

        assertThat(text).containsSubsequence("name: d", "rules:").doesNotContain("namespace: default\nrules");
        assertThat(text).containsSubsequence("kind: Route", "name: a", "spec:", "host: x");
        assertThat(text).containsSubsequence("kind: Route", "name: b", "spec:", "host: x");
        assertThat(text).containsSubsequence("kind: Widget", "l: m", "name: c", "extra: 1");
        assertThat(text).doesNotContain("spec:\n  spec:");
    }

    @Test
    void name_and_namespace_that_the_seed_wrote_into_settings_name_the_object() {
        String text = yaml(render("""
            name: s
            services:
              web-vs:
                type: Route
                settings: {name: web-route, namespace: shop, host: web}
            """));

        assertThat(text)
                .containsSubsequence("name: web-route", "namespace: shop", "spec:", "host: web")
                .doesNotContain("name: web-vs");
    }

    @Test
    void a_guard_leaves_out_what_is_for_other_meshes_and_who_depends_on_it_goes_on() {
        RenderedPattern rendered = render("""
            name: s
            services:
              a: {type: Namespace, when: {mesh: other}}
              b: {type: Namespace, when: {mesh: [other, toy]}, dependsOn: [a]}
              c:
                type: Service
                traits:
                  circuitBreaker: {consecutiveErrors: 5, when: {mesh: other}}
                  retry: {attempts: 2, when: {mesh: toy}}
            """);

        assertThat(rendered.report().findings()).isEmpty();
        assertThat(rendered.desired().resources())
                .extracting(desired -> desired.key().toString())
                .containsExactly("Namespace b", "Route.toy.dev default/c");
    }

    @Test
    void a_guard_on_the_version_looks_at_the_mesh_of_the_pattern() {
        String text = """
            name: s
            services:
              m: {type: Mesh, version: VERSION}
              a: {type: Namespace, when: {version: ">=1.20, <2"}}
            """;

        assertThat(yaml(render(text.replace("VERSION", "1.20.3")))).contains("name: a");
        assertThat(yaml(render(text.replace("VERSION", "1.9")))).doesNotContain("name: a");
        assertThat(yaml(render(text.replace("VERSION", "v2.0.0-rc1")))).doesNotContain("name: a");
    }

    @Test
    void custom_objects_are_checked_by_their_definitions_at_the_line_of_the_pattern() {
        String crd = """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: routes.toy.dev}
            spec:
              group: toy.dev
              names: {kind: Route, plural: routes}
              scope: Namespaced
              versions:
                - name: v1
                  served: true
                  storage: true
                  schema:
                    openAPIV3Schema:
                      type: object
                      properties:
                        spec:
                          type: object
                          properties:
                            host: {type: string, maxLength: 3}
            """;
        PatternOptions options = PatternOptions.DEFAULT.definitions(
                new ManifestReader().read(SourceText.of("crd", crd)).resources());

        RenderedPattern rendered =
                render("name: s\nservices:\n  web:\n    type: Route\n    settings:\n      host: checkout\n", options);

        assertThat(rendered.report().findings())
                .filteredOn(finding -> finding.severity() == Severity.ERROR)
                .isNotEmpty()
                .allSatisfy(finding ->
                        assertThat(finding.place().orElseThrow().span().line()).isEqualTo(6));
    }

    @Test
    void a_service_with_errors_does_not_keep_the_others_from_being_rendered() {
        RenderedPattern rendered = render("""
            name: s
            services:
              a: {type: Nothing}
              b: {type: Service, settings: {port: x}, traits: {retry: {attempts: 1}}}
              c: {type: Service, dependsOn: [a, b], traits: {retry: {attempts: 1}}}
            """);

        assertThat(rendered.desired().resources())
                .extracting(desired -> desired.key().toString())
                .containsExactly("Route.toy.dev default/c");
        assertThat(found(rendered.report(), "MKP030")).isEmpty();
    }

    @Test
    void foreign_fields_of_the_mesh_come_with_the_desired_state() {
        assertThat(render(CHECKOUT).desired().foreignFields())
                .extracting(field -> field.field())
                .containsExactly(JsonPointer.parse("/spec/seen"));
    }

    @Test
    void a_chain_of_ten_thousand_services_is_rendered() {
        StringBuilder text = new StringBuilder("name: s\nservices:\n");
        for (int i = 0; i < 10_000; i++) {
            text.append("  s").append(i).append(": {type: Namespace");
            text.append(i == 0 ? "}\n" : ", dependsOn: [s" + (i - 1) + "]}\n");
        }

        RenderedPattern rendered = render(text.toString());

        assertThat(rendered.report().findings()).isEmpty();
        assertThat(rendered.desired().resources()).hasSize(10_000);
        assertThat(new ArrayList<>(rendered.desired().resources().get(1).after()))
                .hasSize(1);
    }
}
