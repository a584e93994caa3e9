// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.meshkit.finding.Finding;
import io.meshkit.finding.Severity;
import io.meshkit.pattern.PatternOptions;
import io.meshkit.pattern.PatternOptions.Unsupported;
import io.meshkit.pattern.RenderedPattern;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the text is, reading and rendering end with a report, and every error in it has a place. */
class PatternMutationTest {

    private static final long SEED = 87_2024L;

    private static final PatternOptions OPTIONS =
            PatternOptions.DEFAULT.unsupported(Unsupported.WARN).environment(List.of("HOME"));

    private static final String[] TOKENS = {
        "$(#ref.",
        "$(#ref.vars.a)",
        "$(#ref.services.web)",
        "$(#use x)",
        "$(#env.HOME)",
        "{",
        "}",
        "[",
        "]",
        "&a ",
        "*a",
        "<<: ",
        "- ",
        ": ",
        "? ",
        "null",
        "~",
        "---\n",
        "\n",
        "\t",
        "\r\n",
        "\u0000",
        "\u2028",
        "\uD83D\uDE00",
        "\uFEFF",
        "'",
        "\"",
        "| \n",
        "!!int ",
        "0x1F",
        "1e999999999",
        "-1",
        "when: {mesh: toy}",
        "type: Mesh",
        "dependsOn: [web]",
        "traits: {}",
        "#",
        ",",
        " ",
        "true",
        "%",
        "@",
        "settings: {spec: {}}",
        "isAnnotation: true",
        "model: istio",
        "type: $(#use classpath:patterns/library/shop.yaml)",
        "$(#use ./x.yaml sha256:",
        "my Key",
        "displayName: web",
        "component: {kind: Pod}",
        "name: ''",
        "namespace: ' '",
        "version: 1"
    };

    private static final Map<String, String> FIXTURES = Map.of(
            "meshkit.dev/v1",
            """
            apiVersion: meshkit.dev/v1
            kind: Pattern
            name: checkout
            vars: {tries: {type: integer, default: 2, maximum: 10}, a: $(#ref.vars.b), b: {c: [1, two, null]}}
            services:
              shop: {type: Namespace, labels: {team: shop}, traits: {automaticSidecarInjection: {}}}
              web:
                type: Service
                namespace: shop
                dependsOn: [shop]
                annotations: {note: "x $(#ref.vars.tries) y"}
                settings: {host: checkout, port: 8080, versions: {v1: {}, v2: {labels: {version: v2}}}}
                traits:
                  trafficSplit: {weights: {v1: 90, v2: 10}}
                  retry: {attempts: $(#ref.vars.tries), on: [5xx, 503], perTryTimeout: 500ms}
                  timeout: {request: 2s, connect: 1s, when: {mesh: toy, version: ">=1.2, <3"}}
                  circuitBreaker: {consecutiveErrors: 5}
                  route:
                    rules:
                      - match: [{path: {prefix: /a}, headers: [{name: h, exact: v}], methods: [GET]}]
                        to: [{service: web, version: v1, weight: 100}]
                extensions:
                  toy: {Policy: {spec: {warmup: 30s}}}
              gate: {type: Route, settings: {host: gate}, when: {mesh: [toy]}}
              raw: {type: Widget, apiVersion: w.dev/v1, settings: {spec: {a: $(#ref.services.web.settings.host)}}}
            """,
            "meshery/2021",
            """
            name: IstioSM
            version: 1.0.1
            services:
              istio:
                type: IstioMesh
                namespace: istio-system
                settings:
                  version: 1.8.2
                traits:
                  mTLS:
                    policy: mutual
                    namespaces:
                      - istio-test
                  automaticSidecarInjection:
                    namespaces: [default, istio-test]
              grafana:
                type: GrafanaIstioAddon
                depends On:
                  - prometheus
              prometheus:
                type: PrometheusIstioAddon
                dependsOn: [istio]
            """,
            "meshery/2022",
            """
            name: g2
            patternID: SMP-087-v1.0.0
            vars: {ns: shop}
            services:
              vs:
                type: Route.K8s
                id: null
                labels: {a: b}
                settings: {spec: {http: [{match Labels: {a: b}}]}, name: vs, namespace: $(#ref.vars.ns)}
              d:
                type: Deployment.K8s
                namespace: "$(#ref.services.[vs].labels.a)"
                settings: {replicas: 1}
                traits: {meshmap: {x: $(#ref.services.none.id)}}
            """,
            "meshery/2023",
            """
            name: g3
            version: 0.0.4
            vars: {ns: shop}
            services:
              AnchorNode: {type: AnchorNode, model: meshery-core, isAnnotation: null, apiVersion: core.meshery.io/v1alpha1, settings: {}}
              0f366b17-9fb1-4c49-954c-074c4a16e6d3:
                id: null
                name: nginx
                type: Service
                apiVersion: v1
                model: Kubernetes
                namespace: ""
                version: ""
                isAnnotation: false
                dependsOn: [AnchorNode, lib]
                annotations: {}
                settings: {spec: {internal Traffic Policy: Local, ports: [{port: 80, target Port: 9376}]}}
                traits: {meshmap: {meshmodel-metadata: {isAnnotation: false}, position: {posX: 50}}}
              map: {type: ConfigMap, model: kubernetes, settings: {data: {my Key: x}}}
              lib: {type: $(#use classpath:patterns/library/shop.yaml), settings: {ns: $(#ref.vars.ns)}, dependsOn: [map]}
            """,
            "meshery/design",
            """
            id: c8e41e87-5a61-4ea5-be50-0ce975eb6152
            name: g4
            schemaVersion: designs.meshery.io/v1beta1
            version: 0.0.5
            metadata: {resolvedAliases: {}}
            components:
              - id: i1
                displayName: web
                model: {name: kubernetes, model: {version: v1.25.2}}
                styles: {position: {x: 1}}
                metadata: {isAnnotation: false, dependsOn: [db, i3]}
                configuration: {metadata: {name: web, namespace: shop, labels: {a: b}}, spec: {ports: [{port: 80}]}}
                component: {kind: Service, version: v1, schema: "{}"}
              - {id: i2, displayName: db, modelReference: {name: kubernetes}, configuration: {data: {k: v}}, component: {kind: ConfigMap, version: v1}}
              - {id: i3, displayName: note, model: {name: meshery-core}, configuration: null, component: {kind: Comment}}
            relationships: [{id: r, kind: edge, selectors: [{allow: {from: [], to: []}}]}]
            """);

    @ParameterizedTest
    @ValueSource(strings = {"meshkit.dev/v1", "meshery/2021", "meshery/2022", "meshery/2023", "meshery/design"})
    @Timeout(300)
    void no_mutant_of_a_dialect_makes_an_exception_escape(String dialect) {
        String text = Objects.requireNonNull(FIXTURES.get(dialect));

        assertThat(Bench.read(text).dialect()).isEqualTo(dialect);
        mutate(List.of(text), 1_700);
    }

    @Test
    @Timeout(300)
    void no_mutant_of_patterns_by_others_makes_an_exception_escape() throws IOException {
        List<String> texts = new ArrayList<>();
        for (Path file : corpus()) {
            if (Files.size(file) < 12_000) {
                texts.add(Files.readString(file));
            }
        }

        mutate(texts, 1_500);
    }

    @Test
    @Timeout(300)
    void no_mutant_of_an_imported_file_makes_an_exception_escape(@TempDir Path folder) throws IOException {
        Random random = new Random(SEED);
        List<String> texts = List.copyOf(new TreeMap<>(FIXTURES).values());
        Path main = Files.writeString(folder.resolve("main.yaml"), """
            name: main
            vars: {ns: shop, a: b}
            services:
              one: {type: $(#use ./mutant.yaml), settings: {ns: $(#ref.vars.ns), tries: 3}}
              two: {type: $(#use ./mutant.yaml), dependsOn: [one]}
              last: {type: Secret.K8s, dependsOn: [two], labels: {of: $(#ref.services.one.settings.ns)}}
            """);
        for (int i = 0; i < 1_000; i++) {
            String mutant = mutant(texts.get(i % texts.size()), random);
            Files.writeString(folder.resolve("mutant.yaml"), mutant);
            int number = i;
            assertPlaced(guarded(mutant, i, () -> Bench.render(Bench.read(main), OPTIONS, ToyMesh.ID)), mutant, number);
        }
    }

    private static void mutate(List<String> texts, int mutants) {
        Random random = new Random(SEED);
        for (int i = 0; i < mutants; i++) {
            String mutant = mutant(texts.get(i % texts.size()), random);
            assertPlaced(guarded(mutant, i, () -> Bench.render(mutant, OPTIONS)), mutant, i);
        }
    }

    private static void assertPlaced(RenderedPattern rendered, String mutant, int number) {
        for (Finding finding : rendered.report().findings()) {
            if (finding.severity() == Severity.ERROR) {
                assertThat(finding.place())
                        .as("seed %d, mutant %d, %s of\n%s", SEED, number, finding, mutant)
                        .isPresent();
            }
        }
    }

    private static RenderedPattern guarded(String mutant, int number, Supplier<RenderedPattern> rendering) {
        try {
            return rendering.get();
        } catch (RuntimeException | StackOverflowError escaped) {
            return fail("seed %d, mutant %d:\n%s".formatted(SEED, number, mutant), escaped);
        }
    }

    private static String mutant(String text, Random random) {
        StringBuilder mutant = new StringBuilder(text);
        for (int edits = 1 + random.nextInt(4); edits > 0 && mutant.length() > 0; edits--) {
            int at = random.nextInt(mutant.length());
            int to = Math.min(mutant.length(), at + 1 + random.nextInt(30));
            switch (random.nextInt(5)) {
                case 0 -> mutant.delete(at, to);
                case 1 -> mutant.insert(at, mutant.substring(at, to));
                case 2 -> mutant.insert(at, TOKENS[random.nextInt(TOKENS.length)]);
                case 3 -> mutant.replace(at, to, TOKENS[random.nextInt(TOKENS.length)]);
                default -> mutant.setCharAt(at, (char) random.nextInt(0x180));
            }
        }
        return mutant.toString();
    }

    private static List<Path> corpus() {
        String corpus = System.getenv("MESHKIT_CORPUS");
        Assumptions.assumeTrue(corpus != null, "MESHKIT_CORPUS is not set");
        try (Stream<Path> files = Files.walk(Path.of(corpus, "patterns"))) {
            return files.filter(file ->
                            file.toString().endsWith(".yaml") || file.toString().endsWith(".yml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
