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
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever the text is, reading and rendering end with a report, and every error in it has a place. */
class PatternMutationTest {

    private static final long SEED = 87_2024L;

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
        "name: ''",
        "namespace: ' '",
        "version: 1"
    };

    private static final List<String> FIXTURES = List.of("""
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
        """, """
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
        """, """
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
        """);

    @Test
    @Timeout(300)
    void no_mutant_of_our_patterns_makes_an_exception_escape() {
        mutate(FIXTURES, 5_000);
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

    private static void mutate(List<String> texts, int mutants) {
        Random random = new Random(SEED);
        for (int i = 0; i < mutants; i++) {
            String mutant = mutant(texts.get(i % texts.size()), random);
            Report report = run(mutant, i);
            for (Finding finding : report.errors()) {
                assertThat(finding.place())
                        .as("seed %d, mutant %d, %s of\n%s", SEED, i, finding, mutant)
                        .isPresent();
            }
        }
    }

    private record Report(List<Finding> errors) {}

    private static Report run(String mutant, int number) {
        try {
            RenderedPattern rendered = Bench.render(
                    mutant, PatternOptions.DEFAULT.unsupported(Unsupported.WARN).environment(List.of("HOME")));
            return new Report(rendered.report().findings().stream()
                    .filter(finding -> finding.severity() == Severity.ERROR)
                    .toList());
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

    @Test
    void every_pattern_by_others_is_read_or_answered_with_a_place() throws IOException {
        List<String> silent = new ArrayList<>();
        int read = 0;
        List<Path> files = corpus();
        for (Path file : files) {
            var pattern = Bench.read(Files.readString(file));
            boolean answered = pattern.report().findings().stream()
                    .anyMatch(finding -> finding.severity() == Severity.ERROR
                            && finding.place().isPresent());
            if (!pattern.components().isEmpty()) {
                read++;
            } else if (!answered) {
                silent.add(file.toString());
            }
        }

        assertThat(silent).isEmpty();
        assertThat(read).isGreaterThan(10);
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
