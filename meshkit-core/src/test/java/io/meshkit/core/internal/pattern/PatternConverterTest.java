// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.core.document.TextWriter;
import io.meshkit.document.SourceText;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.ConvertedPattern;
import io.meshkit.pattern.Pattern;
import io.meshkit.pattern.PatternOptions;
import io.meshkit.pattern.RenderedPattern;
import io.meshkit.pattern.Trait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatternConverterTest {

    private static final String SECOND = """
        name: shop
        patternID: SMP-087-v1.0.0
        version: 1.2.3
        vars:
          ns: shop
          replicas: 2
        services:
          mesh:
            type: IstioMesh
            settings: {version: 1.8.2}
            traits:
              mTLS: {policy: mutual, namespaces: [$(#ref.vars.ns)]}
          web:
            type: Deployment.K8s
            namespace: $(#ref.vars.ns)
            labels: {app: web}
            annotations: {note: 'yes'}
            depends On: [mesh]
            settings:
              spec:
                replicas: $(#ref.vars.replicas)
                template: {spec: {containers: [{name: web, command: ["sh", "-c", "echo a\\necho b\\n"]}]}}
            traits:
              meshmap: {position: {posX: 1, posY: 2}}
        """;

    private static final String MODELS = """
        name: drawn
        schemaVersion: patterns.meshery.io/v1alpha2
        services:
          0b9a899c-4a9e-4420-90df-51f74c7fb243:
            id: 0b9a899c-4a9e-4420-90df-51f74c7fb243
            name: web.shop
            type: Deployment
            apiVersion: apps/v1
            model: kubernetes
            namespace: shop
            dependsOn: [2cd28786-914a-48a3-b64e-7ad0c637b9f0]
            settings: {spec: {replicas: 1, host: "$(#ref.services.[2cd28786-914a-48a3-b64e-7ad0c637b9f0].name).shop"}}
            traits:
              meshmap: {position: {posX: 1, posY: 2}, label: web}
          2cd28786-914a-48a3-b64e-7ad0c637b9f0:
            name: web.shop
            type: Service
            apiVersion: v1
            model: KUBERNETES
            isAnnotation: null
            settings: {spec: {ports: [{port: 80}], selector: {app: "$(#ref.services.0b9a899c-4a9e-4420-90df-51f74c7fb243.name)-x"}}}
          3afb36aa-8033-440f-870a-ed82f98f9d46:
            type: Comment
            apiVersion: core.meshery.io/v1alpha1
            model: meshery-core
            isAnnotation: true
            settings: {}
            traits: {note: {position: {posX: 1, posY: 2}, styleOverrides: {}}}
          53b6ff6a-9b1f-4ab3-9a3e-e1677685f255:
            type: Prometheus
            apiVersion: monitoring.coreos.com/v1
            model: prometheus-operator
            settings: {spec: {replicas: 1}}
        """;

    private static final String DESIGN = """
        id: 11111111-1111-4111-8111-111111111111
        name: edge
        schemaVersion: designs.meshery.io/v1beta1
        version: 0.0.3
        components:
          - id: 22222222-2222-4222-8222-222222222222
            displayName: ns
            schemaVersion: components.meshery.io/v1beta1
            version: v1.0.0
            format: JSON
            model: {name: kubernetes, version: v1.30.0}
            metadata: {isAnnotation: false, published: true}
            configuration: {metadata: {name: edge}}
            component: {kind: Namespace, version: v1, schema: "{}"}
          - id: 33333333-3333-4333-8333-333333333333
            displayName: web
            model: {name: kubernetes}
            metadata: {dependsOn: [22222222-2222-4222-8222-222222222222]}
            styles: {primaryColor: "#fff"}
            configuration: {metadata: {name: web, namespace: edge}, spec: {replicas: 2}}
            component: {kind: Deployment, version: apps/v1}
          - id: 44444444-4444-4444-8444-444444444444
            displayName: web
            model: {name: kubernetes}
            metadata: {dependsOn: [ns]}
            configuration: {metadata: {name: web, namespace: edge}, data: {"a b": "two\\nlines\\n"}}
            component: {kind: ConfigMap, version: v1}
        relationships:
          - {id: r, kind: edge, type: binding, subType: mount}
        preferences: {layers: {}}
        """;

    private static ConvertedPattern convert(String text) {
        return Bench.PIPELINE.convert(Bench.read(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"second", "models", "design"})
    void each_dialect_is_written_in_the_words_of_today(String name) throws IOException {
        ConvertedPattern converted = convert(text(name));
        StringBuilder shown = new StringBuilder(converted.yaml());
        converted
                .report()
                .findings()
                .forEach(finding -> shown.append("# ").append(finding).append('\n'));

        Bench.assertGolden("converted-" + name + ".yaml", shown.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"second", "models", "design"})
    void what_is_written_reads_as_the_same_without_a_finding_and_is_written_the_same_again(String name) {
        Pattern pattern = Bench.read(text(name));
        String yaml = convert(text(name)).yaml();
        Pattern read = Bench.read(yaml);

        assertThat(read.dialect()).isEqualTo("meshkit.dev/v1");
        assertThat(read.report().findings()).isEmpty();
        assertThat(read.vars()).isEqualTo(pattern.vars());
        for (int i = 0; i < pattern.components().size(); i++) {
            assertSame(pattern.components().get(i), read.components().get(i), name.equals("models"));
        }
        assertThat(Bench.PIPELINE.convert(read).yaml()).isEqualTo(yaml);
        assertThat(new PatternFormatter(new io.meshkit.core.document.YamlReader(), Bench.PIPELINE)
                        .format(SourceText.of("v1.yaml", yaml))
                        .edits())
                .isEmpty();
    }

    private static void assertSame(Component one, Component other, boolean newKeys) {
        assertThat(other.type()).isEqualTo(one.type());
        assertThat(other.apiVersion()).isEqualTo(one.apiVersion());
        assertThat(other.version()).isEqualTo(one.version());
        assertThat(other.namespace()).isEqualTo(one.namespace());
        assertThat(other.labels()).isEqualTo(one.labels());
        assertThat(other.annotations()).isEqualTo(one.annotations());
        assertThat(other.when()).isEqualTo(one.when());
        assertThat(other.isDrawing()).isEqualTo(one.isDrawing());
        assertThat(names(other.drawingTraits())).isEqualTo(names(one.drawingTraits()));
        assertThat(names(other.traits())).isEqualTo(names(one.traits()));
        if (!newKeys) {
            assertThat(other.settings()).isEqualTo(one.settings());
            assertThat(other.name()).isEqualTo(one.name());
        }
    }

    private static List<String> names(List<Trait> traits) {
        return traits.stream().map(trait -> trait.name() + trait.settings()).toList();
    }

    @Test
    void references_and_dependencies_follow_new_keys() {
        Pattern read = Bench.read(convert(MODELS).yaml());

        assertThat(read.components())
                .extracting(Component::key)
                .containsExactly("web-shop", "web-shop-service", "Comment", "Prometheus");
        assertThat(read.component("web-shop").orElseThrow().dependsOn()).hasToString("[web-shop-service]");
        assertThat(read.component("web-shop").orElseThrow().settings().find("/spec/host"))
                .get()
                .hasToString("$(#ref.services.web-shop-service.name).shop");
        assertThat(read.component("web-shop-service").orElseThrow().settings().find("/spec/selector/app"))
                .get()
                .hasToString("$(#ref.services.web-shop.name)-x");
    }

    @Test
    void a_kind_named_in_its_settings_alone_keeps_that_name_when_its_key_is_new() {
        String text = """
            name: a
            services:
              a38df2cf-a096-4bfe-b1b5-33c23520d14e:
                type: Namespace.K8s
                settings: {name: inner}
              b38df2cf-a096-4bfe-b1b5-33c23520d14e:
                type: ConfigMap.K8s
                name: outer
                namespace: x
                settings: {metadata: {name: ignored}, data: {}}
              c38df2cf-a096-4bfe-b1b5-33c23520d14e:
                type: ConfigMap.K8s
                namespace: x
                settings: {data: {}}
            """;

        String yaml = convert(text).yaml();

        assertThat(Bench.read(yaml).components())
                .extracting(Component::key)
                .containsExactly("inner", "outer-configmap", "ConfigMap");
        assertThat(objects(yaml)).isEqualTo(objects(text));
        assertThat(objects(yaml))
                .contains("Namespace inner", "ConfigMap x/outer", "ConfigMap x/c38df2cf-a096-4bfe-b1b5-33c23520d14e");
    }

    @Test
    void what_imports_bring_in_is_written_out_and_makes_the_same_objects(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("shop.yaml"), """
            name: shop
            vars: {ns: shop}
            services:
              db: {type: ConfigMap.K8s, namespace: $(#ref.vars.ns), settings: {name: data, data: {}}}
              a38df2cf-a096-4bfe-b1b5-33c23520d14e:
                type: ConfigMap.K8s
                name: web
                dependsOn: [db]
                settings: {data: {db: $(#ref.services.db.namespace)}}
              plain: {type: ConfigMap.K8s, settings: {data: {web: $(#ref.services.a38df2cf-a096-4bfe-b1b5-33c23520d14e.name)}}}
            """);
        Path main = Files.writeString(folder.resolve("main.yaml"), """
            name: main
            services:
              shop: {type: $(#use ./shop.yaml)}
              own: {type: ConfigMap.K8s, dependsOn: [shop], settings: {data: {}}}
            """);
        Pattern pattern = Bench.read(main);

        ConvertedPattern converted = Bench.PIPELINE.convert(pattern);

        assertThat(pattern.report().findings()).isEmpty();
        assertThat(converted.yaml()).doesNotContain("#use").contains("[shop.web].name");
        assertThat(Bench.read(converted.yaml()).report().findings()).isEmpty();
        assertThat(bodies(Bench.render(Bench.read(converted.yaml()), PatternOptions.DEFAULT, ToyMesh.ID)))
                .isEqualTo(bodies(Bench.render(pattern, PatternOptions.DEFAULT, ToyMesh.ID)))
                .hasSize(4);
    }

    private static List<String> bodies(RenderedPattern rendered) {
        return rendered.desired().resources().stream()
                .map(desired -> desired.after() + " " + desired.resource().body())
                .toList();
    }

    private static List<String> objects(String text) {
        return Bench.render(text).desired().resources().stream()
                .map(desired -> desired.key().toString())
                .toList();
    }

    @Test
    void a_pattern_of_today_is_written_as_it_is_in_the_usual_order() {
        String written = """
            apiVersion: meshkit.dev/v1
            kind: Pattern
            name: shop
            description: |
              Two
              lines.
            version: '1.10'
            smpId: SMP087
            mesh: auto
            vars:
              tries:
                type: integer
                default: 2
            services:
              checkout:
                type: Service
                name: web
                namespace: shop
                dependsOn:
                - other
                when:
                  mesh: istio
                settings:
                  host: checkout
                  port: 8080
                traits:
                  retry:
                    attempts: $(#ref.vars.tries)
                extensions:
                  istio:
                    DestinationRule:
                      spec:
                        trafficPolicy: {}
                drawing:
                  notes:
                    meshmap:
                      label: x
              other:
                type: Service
                drawing:
                  only: true
            """;

        ConvertedPattern converted = convert(written);

        assertThat(converted.report().findings()).isEmpty();
        assertThat(converted.yaml()).isEqualTo(written.replace("'1.10'", "\"1.10\""));
    }

    @Test
    void what_is_drawn_only_is_no_part_of_what_is_rendered() {
        String text = "apiVersion: meshkit.dev/v1\n"
                + "name: a\n"
                + "services:\n"
                + "  note:\n"
                + "    type: Comment\n"
                + "    drawing: {only: true}\n"
                + "  ns:\n"
                + "    type: Namespace\n"
                + "    dependsOn: [note]\n";

        assertThat(objects(text)).containsExactly("Namespace ns");
        assertThat(Bench.render(text).report().findings()).isEmpty();
    }

    @Test
    void a_drawing_with_other_parts_is_an_error() {
        Pattern read = Bench.read("apiVersion: meshkit.dev/v1\n"
                + "name: a\n"
                + "services:\n"
                + "  note:\n"
                + "    type: Service\n"
                + "    drawing: {alone: true}\n");

        assertThat(read.report().findings())
                .extracting(finding -> finding.code().value())
                .containsExactly("MKP003");
    }

    @ParameterizedTest
    @ValueSource(strings = {"second", "models", "design"})
    void a_pattern_written_in_its_own_dialect_reads_as_the_same(String name) {
        Pattern pattern = Bench.read(text(name));

        Pattern read = Bench.read(new TextWriter().yaml(pattern.root()));

        assertThat(read.dialect()).isEqualTo(pattern.dialect());
        assertThat(read.root()).isEqualTo(pattern.root());
        assertThat(Meaning.of(read)).isEqualTo(Meaning.of(pattern));
    }

    @ParameterizedTest
    @CsvSource({"smpId: A, patternID: B, patternID", "smpId: A, patternID: A, ''", "smpId: '', patternID: B, ''"})
    void an_older_id_beside_another_is_told(String first, String second, String lost) {
        ConvertedPattern converted =
                convert("name: a\n" + first + "\n" + second + "\nservices: {n: {type: Namespace}}\n");

        assertThat(converted.report().findings())
                .extracting(finding -> finding.parameters().get("keys"))
                .containsExactlyElementsOf(lost.isEmpty() ? List.of() : List.of(lost));
    }

    private static String text(String name) {
        return switch (name) {
            case "second" -> SECOND;
            case "models" -> MODELS;
            default -> DESIGN;
        };
    }
}
