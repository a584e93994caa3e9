// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.MeshKit;
import io.meshkit.core.plan.PlanFile;
import io.meshkit.document.Place;
import io.meshkit.document.SourceText;
import io.meshkit.finding.Finding;
import io.meshkit.finding.Severity;
import io.meshkit.mesh.MeshId;
import io.meshkit.mesh.Site;
import io.meshkit.pattern.PatternOptions;
import io.meshkit.plan.OperationResult;
import io.meshkit.plan.Plan;
import io.meshkit.testkit.kubernetes.FakeKubernetes;
import io.meshkit.testkit.kubernetes.Fault;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the API server refuses comes back at the line of the pattern that caused it. */
class RejectionPlaceTest {

    private static final String DEFINITION = """
        apiVersion: meshkit.dev/v1
        name: definition
        services:
          definition:
            type: CustomResourceDefinition
            apiVersion: apiextensions.k8s.io/v1
            name: widgets.parts.example.com
            settings:
              spec:
                group: parts.example.com
                scope: Namespaced
                names: { plural: widgets, singular: widget, kind: Widget, listKind: WidgetList }
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
                            required: [size]
                            properties:
                              size: { type: integer, maximum: 10 }
                              mode: { type: string, enum: [warm, cold] }
                              parts:
                                type: array
                                items:
                                  type: object
                                  properties: { weight: { type: integer } }
        """;

    private static final String SETTINGS = """
        apiVersion: meshkit.dev/v1
        name: shop
        services:
          settings:
            type: ConfigMap
            apiVersion: v1
            settings: { data: { key: one } }
        """;

    @TempDir
    Path folder;

    private FakeKubernetes kubernetes;
    private MeshKit kit;

    @BeforeEach
    void start() throws IOException {
        kubernetes = FakeKubernetes.start();
        Path kubeconfig = folder.resolve("kubeconfig");
        Files.writeString(kubeconfig, kubernetes.kubeconfig());
        kit = MeshKit.builder()
                .site(URI.create("k8s:.?kubeconfig=" + kubeconfig))
                .build();
    }

    @AfterEach
    void stop() {
        kit.close();
        kubernetes.close();
    }

    @Test
    void a_label_that_is_none_is_refused_at_its_line() {
        assertThat(refused("""
            apiVersion: meshkit.dev/v1
            name: shop
            services:
              settings:
                type: ConfigMap
                apiVersion: v1
                labels:
                  team: shop
                  tier: "not a label"
            """)).containsExactly("MKP062 9");
    }

    @Test
    void a_name_that_is_too_long_is_refused_at_its_line() {
        assertThat(refused("""
            apiVersion: meshkit.dev/v1
            name: shop
            services:
              settings:
                type: ConfigMap
                apiVersion: v1
                name: %s
            """.formatted("a".repeat(254)))).containsExactly("MKP062 7");
    }

    @Test
    void an_immutable_field_is_refused_at_its_line() {
        String pattern = """
            apiVersion: meshkit.dev/v1
            name: shop
            services:
              settings:
                type: ConfigMap
                apiVersion: v1
                settings:
                  immutable: true
                  data:
                    key: %s
            """;
        apply(plan(pattern.formatted("one")));

        assertThat(refused(pattern.formatted("two"))).containsExactly("MKP061 10");
    }

    @Test
    void values_that_a_definition_refuses_are_found_at_their_lines() {
        apply(plan(DEFINITION));

        assertThat(refused("""
            apiVersion: meshkit.dev/v1
            name: shop
            services:
              first:
                type: Widget
                apiVersion: parts.example.com/v1
                settings:
                  spec:
                    size: 11
                    mode: lukewarm
                    parts:
                      - weight: 1
                      - weight: heavy
              second:
                type: Widget
                apiVersion: parts.example.com/v1
                settings:
                  spec:
                    mode: cold
            """)).containsExactly("MKP005 9", "MKP005 10", "MKP004 13", "MKP006 18");
    }

    /** The kind is defined by the plan itself, so that no dry run could tell. */
    @Test
    void values_that_are_refused_only_when_they_are_written_are_found_at_their_lines() {
        String text = DEFINITION + """
              widget:
                type: Widget
                apiVersion: parts.example.com/v1
                dependsOn: [definition]
                settings:
                  spec:
                    size: 11
                    mode: lukewarm
            """;
        Plan plan = plan(text);
        assertThat(plan.report().findings()).isEmpty();

        OperationResult result = kit.apply(plan).await(Duration.ofSeconds(30));

        int size = text.substring(0, text.indexOf("size: 11")).split("\n", -1).length;
        assertThat(result.isSuccess()).isFalse();
        assertThat(result.report().findings())
                .extracting(RejectionPlaceTest::shown)
                .containsExactly("MKP062 " + size, "MKP062 " + (size + 1));
    }

    @Test
    void what_a_webhook_denies_when_it_is_written_is_found_at_the_object() {
        Plan plan = plan(SETTINGS);
        denyWrites();

        OperationResult result = kit.apply(plan).await(Duration.ofSeconds(30));

        assertThat(result.report().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.message()).contains("denied the request: no");
            assertThat(shown(finding)).isEqualTo("MKP062 5");
        });
    }

    @Test
    void what_is_refused_of_a_saved_plan_tells_the_object() {
        Path file = folder.resolve("plan.json");
        PlanFile.write(plan(SETTINGS), file);
        Plan saved = PlanFile.read(file);
        denyWrites();

        OperationResult result = kit.apply(saved).await(Duration.ofSeconds(30));

        assertThat(result.report().findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.resource())
                        .hasValueSatisfying(key -> assertThat(key.name()).isEqualTo("settings")));
    }

    private void denyWrites() {
        kubernetes
                .faults()
                .next(
                        request -> request.path().endsWith("/configmaps/settings") && request.isMutation(),
                        Fault.status(400, "BadRequest", "admission webhook \"w\" denied the request: no"));
    }

    private List<String> refused(String text) {
        return plan(text).report().findings().stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .map(RejectionPlaceTest::shown)
                .toList();
    }

    private static String shown(Finding finding) {
        return finding.code() + " "
                + finding.place().map(Place::span).map(span -> span.line()).orElse(0);
    }

    private Plan plan(String text) {
        Site site = kit.sites().get(0);
        return kit.patterns()
                .plan(
                        kit.patterns().read(SourceText.of("pattern.yaml", text)),
                        MeshId.ISTIO,
                        site,
                        PatternOptions.DEFAULT);
    }

    private void apply(Plan plan) {
        assertThat(plan.report().findings()).isEmpty();
        kit.apply(plan).await(Duration.ofSeconds(30)).orThrow();
    }
}
