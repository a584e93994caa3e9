// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.MeshKit;
import io.meshkit.document.MapValue;
import io.meshkit.document.SourceText;
import io.meshkit.mesh.MeshId;
import io.meshkit.pattern.CapabilityReport;
import io.meshkit.pattern.PatternOptions;
import io.meshkit.pattern.PatternOptions.Unsupported;
import io.meshkit.pattern.RenderedPattern;
import io.meshkit.pattern.Support;
import io.meshkit.pattern.Verdict;
import io.meshkit.resource.Resource;
import io.meshkit.resource.StoreId;
import io.meshkit.testkit.contract.GoldenFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What Istio cannot do of a trait is said with a reason and a way out, and what it can do means the same as elsewhere. */
class IstioVerdictsTest {

    private static final MeshKit KIT = MeshKit.offline();
    private static final PatternOptions LENIENT = PatternOptions.DEFAULT.unsupported(Unsupported.WARN);

    @AfterAll
    static void close() {
        KIT.close();
    }

    private static RenderedPattern render(String settings, String traits) {
        return render(settings, traits, LENIENT);
    }

    private static RenderedPattern render(String settings, String traits, PatternOptions options) {
        String text = """
            apiVersion: meshkit.dev/v1
            kind: Pattern
            name: verdicts
            services:
              checkout:
                type: Service
                namespace: shop
                settings: %s
                traits: %s
            """.formatted(settings, traits);
        return KIT.patterns().render(KIT.patterns().read(SourceText.of("verdicts.yaml", text)), MeshId.ISTIO, options);
    }

    private static String objects(String settings, String traits) {
        return GoldenFile.text(render(settings, traits), KIT)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .collect(Collectors.joining("\n"));
    }

    private static Support lesser(String settings, String traits) {
        return render(settings, traits).capabilities().lines().stream()
                .map(CapabilityReport.Line::support)
                .filter(support -> support.verdict() == Verdict.NONE)
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing is refused"));
    }

    private static void isRefused(String field, String settings, String traits) {
        Support support = lesser(settings, traits);
        assertThat(support.field()).hasToString(field);
        assertThat(support.reason()).isNotBlank();
        assertThat(support.workaround()).isNotBlank();
    }

    private static final String SETTINGS =
            "{ port: 8080, selector: { app: checkout }, versions: { v1: {}, v2: {}, V3: {} } }";

    @Test
    void a_duration_is_written_in_the_grammar_of_the_mesh_whatever_it_is() {
        long seed = 4_711L;
        Random random = new Random(seed);
        for (int run = 0; run < 60; run++) {
            Duration duration =
                    Duration.ofMillis(1 + Math.abs(random.nextLong()) % (run % 2 == 0 ? 100_000 : 300_000_000L));

            String text = objects(SETTINGS, "{ timeout: { request: \"" + duration + "\" } }");

            Matcher written = Pattern.compile("timeout: (\\S+)").matcher(text);
            assertThat(written.find())
                    .as("seed %d, %s in %s", seed, duration, text)
                    .isTrue();
            assertThat(written.group(1)).matches("([0-9]+h)?([0-9]+m)?([0-9]+s)?([0-9]+ms)?");
            assertThat(sum(written.group(1))).isEqualTo(duration);
        }
    }

    private static Duration sum(String written) {
        Duration sum = Duration.ZERO;
        Matcher part = Pattern.compile("([0-9]+)(ms|s|m|h)").matcher(written);
        while (part.find()) {
            long number = Long.parseLong(part.group(1));
            sum = sum.plus(
                    switch (part.group(2)) {
                        case "h" -> Duration.ofHours(number);
                        case "m" -> Duration.ofMinutes(number);
                        case "s" -> Duration.ofSeconds(number);
                        default -> Duration.ofMillis(number);
                    });
        }
        return sum;
    }

    @Test
    void a_version_that_is_no_label_cannot_be_a_subset() {
        isRefused("/weights", SETTINGS, "{ trafficSplit: { weights: { v1: 50, V3: 50 } } }");
    }

    @Test
    void a_route_to_such_a_version_is_refused_at_its_place() {
        isRefused("/rules/0/to/0/version", SETTINGS, "{ route: { rules: [{ to: [{ version: V3 }] }] } }");
    }

    @Test
    void retries_of_tcp_are_refused() {
        isRefused("", "{ port: 8080, protocol: tcp }", "{ retry: { attempts: 2 } }");
    }

    @Test
    void faults_of_tcp_are_refused() {
        isRefused("", "{ port: 8080, protocol: tcp }", "{ fault: { abort: { status: 503 } } }");
    }

    @Test
    void a_delay_of_no_time_is_refused() {
        isRefused("/delay", SETTINGS, "{ fault: { delay: { duration: 0s } } }");
    }

    @Test
    void a_share_that_istio_would_refuse_makes_no_fault() {
        String traits = "{ fault: { abort: { status: 503, percent: 0.00009 } } }";

        isRefused("/abort", SETTINGS, traits);
        assertThat(objects(SETTINGS, traits)).doesNotContain("fault");
    }

    @Test
    void a_fault_where_every_rule_answers_itself_is_refused() {
        String traits = "{ fault: { abort: { status: 503 } }, route: { rules: [{ respond: { status: 200 } }] } }";

        isRefused("", SETTINGS, traits);
        assertThat(objects(SETTINGS, traits)).contains("directResponse").doesNotContain("fault");
    }

    @Test
    void a_rule_that_answers_itself_beside_others_has_no_fault_and_the_verdict_says_so() {
        String traits = "{ fault: { abort: { status: 503 } },"
                + " route: { rules: [{ match: [{ path: { exact: /a } }], respond: { status: 200 } }] } }";

        assertThat(objects(SETTINGS, traits)).containsOnlyOnce("fault");
        assertThat(render(SETTINGS, traits).capabilities().lines())
                .anySatisfy(line -> assertThat(line.support().reason()).contains("redirect or respond"));
    }

    @Test
    void routes_of_tcp_are_refused() {
        isRefused("", "{ port: 8080, protocol: tcp }", "{ route: { rules: [{ to: [{}] }] } }");
    }

    @Test
    void the_policy_of_pods_without_known_labels_is_refused() {
        isRefused("", "{ port: 8080 }", "{ mTLS: { policy: strict } }");
    }

    @Test
    void success_rates_are_refused() {
        isRefused(
                "/successRate",
                SETTINGS,
                "{ circuitBreaker: { consecutiveErrors: 5, successRate: { threshold: 0.9 } } }");
    }

    @Test
    void limits_for_single_callers_are_refused() {
        isRefused("/from", SETTINGS, "{ limits: { maxConnections: 5, from: [web] } }");
    }

    @Test
    void a_breaker_for_single_callers_is_refused_since_it_belongs_to_the_destination() {
        isRefused("/from", SETTINGS, "{ circuitBreaker: { consecutiveErrors: 5, from: [web] } }");
    }

    @Test
    void limits_on_requests_of_tcp_are_refused() {
        isRefused("/maxPending", "{ port: 8080, protocol: tcp }", "{ limits: { maxPending: 5 } }");
    }

    @Test
    void connections_of_http2_are_bounded_in_part_only() {
        assertThat(render("{ port: 8080, protocol: grpc }", "{ limits: { maxConnections: 5 } }")
                        .capabilities()
                        .lines())
                .anyMatch(line -> line.support().verdict() == Verdict.PARTIAL
                        && line.support().field().toString().equals("/maxConnections"));
    }

    @Test
    void a_budget_is_refused_where_the_installed_definition_has_none_whatever_the_version() {
        PatternOptions old = LENIENT.definitions(List.of(destinationRules("{ trafficPolicy: { type: object } }")));
        PatternOptions recent = LENIENT.definitions(List.of(destinationRules(
                "{ trafficPolicy: { type: object, properties: { retryBudget: { type: object } } } }")));
        String traits = "{ retryBudget: { percent: 20 } }";

        assertThat(GoldenFile.text(render(SETTINGS, traits, old), KIT))
                .contains("checkout.retryBudget: NONE", "has no trafficPolicy.retryBudget")
                .doesNotContain("percent: 20");
        assertThat(GoldenFile.text(render(SETTINGS, traits, recent), KIT)).contains("percent: 20");
    }

    /** A definition of DestinationRules with some properties under {@code spec}. */
    private static Resource destinationRules(String properties) {
        String text = """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: { name: destinationrules.networking.istio.io }
            spec:
              group: networking.istio.io
              scope: Namespaced
              names: { plural: destinationrules, kind: DestinationRule }
              versions:
                - name: v1
                  served: true
                  storage: true
                  schema:
                    openAPIV3Schema:
                      type: object
                      properties:
                        spec: { type: object, properties: %s }
            """.formatted(properties);
        MapValue body = (MapValue) KIT.reader()
                .read(SourceText.of("definition.yaml", text))
                .documents()
                .get(0)
                .root();
        return Resource.kubernetes(StoreId.UNBOUND, body).orElseThrow();
    }

    @Test
    void a_budget_for_further_tries_of_tcp_is_refused() {
        isRefused("", "{ port: 8080, protocol: tcp }", "{ retryBudget: { percent: 20 } }");
    }

    @Test
    void places_count_only_where_a_breaker_finds_what_is_down() {
        isRefused("/locality/prefer", SETTINGS, "{ loadBalancer: { locality: { prefer: true } } }");
        assertThat(objects(
                        SETTINGS,
                        "{ loadBalancer: { locality: { prefer: true } }, circuitBreaker: { consecutiveErrors: 5 } }"))
                .contains("enabled: true", "outlierDetection");
    }

    @Test
    void a_hash_leaves_no_room_for_an_algorithm() {
        isRefused("/algorithm", SETTINGS, "{ loadBalancer: { algorithm: random, hash: { query: user } } }");
    }

    @Test
    void a_warmup_needs_an_algorithm_that_weighs() {
        isRefused("/warmup", SETTINGS, "{ loadBalancer: { algorithm: random, warmup: 30s } }");
    }

    @Test
    void connections_of_tcp_have_no_header_to_hash() {
        isRefused("/hash/header", "{ port: 8080, protocol: tcp }", "{ loadBalancer: { hash: { header: x-user } } }");
    }

    @Test
    void shares_of_places_that_istio_would_refuse_are_refused_at_their_place() {
        for (String to : List.of("{ a: 50 }", "{ a: 100, b: 0 }", "{ a: 50, a/b: 50 }", "{ 'a/*/b': 100 }")) {
            isRefused(
                    "/locality/distribute/0",
                    SETTINGS,
                    "{ loadBalancer: { locality: { distribute: [{ from: c, to: " + to + " }] } } }");
        }
        isRefused(
                "/locality/distribute",
                SETTINGS,
                "{ loadBalancer: { locality: { distribute: [{ from: c, to: { a: 100 } }, { from: 'c/*', to: { a: 100 }"
                        + " }] } } }");
    }

    @Test
    void of_several_items_of_a_list_exactly_the_refused_ones_are_left_out() {
        assertThat(objects(
                        SETTINGS,
                        "{ loadBalancer: { locality: { distribute: [{ from: a, to: { x: 1 } }, { from: b, to: { x: 2 }"
                                + " }, { from: c, to: { x: 100 } }] } } }"))
                .contains("from: c")
                .doesNotContain("from: a", "from: b");
    }

    @Test
    void a_default_of_deny_without_rules_is_a_policy_that_allows_nothing() {
        assertThat(objects(SETTINGS, "{ access: { default: deny } }"))
                .contains("action: ALLOW", "app: checkout")
                .doesNotContain("rules:");
    }

    @Test
    void a_default_of_allow_beside_rules_that_allow_ends_with_a_rule_for_everything() {
        assertThat(objects(SETTINGS, "{ access: { default: allow, rules: [{ from: { namespaces: [a] } }] } }"))
                .containsPattern("rules:\\n *- from:[\\s\\S]*- \\{\\}");
    }

    @Test
    void a_rule_that_denies_alone_leaves_the_default_of_the_mesh() {
        assertThat(objects(SETTINGS, "{ access: { rules: [{ action: deny, from: { namespaces: [a] } }] } }"))
                .contains("action: DENY")
                .doesNotContain("ALLOW");
    }

    @Test
    void a_rule_that_allows_without_a_default_says_what_istio_then_refuses() {
        assertThat(render(SETTINGS, "{ access: { rules: [{ from: { namespaces: [a] } }] } }")
                        .capabilities()
                        .lines())
                .anyMatch(line -> line.support().verdict() == Verdict.PARTIAL
                        && line.support().workaround().contains("default: deny"));
    }

    @Test
    void a_name_that_istio_would_read_as_a_wildcard_is_refused_and_its_rule_left_out_whole() {
        String access = "{ access: { default: deny, rules: [{ from: { identities: ['shop/*', shop/web] } }] } }";

        isRefused("/rules/0/from/identities/0", SETTINGS, access);
        assertThat(objects(SETTINGS, access)).contains("action: ALLOW").doesNotContain("rules:", "cluster.local");
    }

    @Test
    void a_rule_that_is_left_out_changes_nothing_in_the_one_after_it() {
        assertThat(objects(
                        SETTINGS,
                        "{ access: { default: deny, rules: [{ from: { identities: ['shop/*'] } }, { from: { identities:"
                                + " [shop/web] } }] } }"))
                .contains("cluster.local/ns/shop/sa/web");
    }

    @Test
    void a_rule_on_paths_does_not_turn_into_one_for_all_connections_of_tcp() {
        String tcp = "{ port: 8080, protocol: tcp, selector: { app: checkout } }";
        String access = "{ access: { rules: [{ action: deny, to: { paths: [/a] } }] } }";

        isRefused("/rules/0/to/paths", tcp, access);
        assertThat(objects(tcp, access)).doesNotContain("AuthorizationPolicy");
    }

    private static boolean isLeftOut(String settings, String traits) {
        return !render(settings, traits).report().hasErrors();
    }

    @Test
    void a_rule_that_denies_is_not_left_out_and_neither_is_the_only_thing_that_closes() {
        String unknown = "from: { cidrs: [10.0.0.0/33] }";

        assertThat(isLeftOut(SETTINGS, "{ access: { default: deny, rules: [{ action: deny, " + unknown + " }] } }"))
                .isFalse();
        assertThat(isLeftOut(SETTINGS, "{ access: { rules: [{ " + unknown + " }] } }"))
                .isFalse();
        assertThat(isLeftOut(SETTINGS, "{ access: { default: deny, rules: [{ " + unknown + " }] } }"))
                .isTrue();
        assertThat(isLeftOut(SETTINGS, "{ access: { rules: [{ " + unknown + " }, { from: { namespaces: [a] } }] } }"))
                .isTrue();
    }

    @Test
    void mutual_tls_that_has_to_be_is_not_left_out() {
        assertThat(isLeftOut("{ port: 8080 }", "{ mTLS: { policy: strict } }")).isFalse();
        assertThat(isLeftOut(SETTINGS, "{ mTLS: { policy: strict, namespaces: [a] } }"))
                .isFalse();
        assertThat(isLeftOut(SETTINGS, "{ mTLS: { policy: permissive, namespaces: [a] } }"))
                .isTrue();
    }

    @Test
    void access_to_pods_without_known_labels_is_refused() {
        isRefused("", "{ port: 8080 }", "{ access: { default: deny } }");
    }

    @Test
    void a_split_beside_a_rule_for_everything_is_refused() {
        isRefused(
                "",
                SETTINGS,
                "{ route: { rules: [{ to: [{ version: v1 }] }] }, trafficSplit: { weights: { v1: 50, v2: 50 } } }");
    }

    @Test
    void a_redirect_to_the_same_place_is_refused() {
        isRefused(
                "/rules/0/redirect",
                SETTINGS,
                "{ route: { rules: [{ match: [{ path: { exact: /a } }], redirect: { status: 302 } }] } }");
    }

    @Test
    void a_redirect_rewrites_nothing() {
        isRefused(
                "/rules/0/rewrite",
                SETTINGS,
                "{ route: { rules: [{ match: [{ path: { exact: /a } }], redirect: { host: b }, rewrite: { path: /c }"
                        + " }] } }");
    }

    @Test
    void a_redirect_sends_nothing_on() {
        isRefused(
                "/rules/0/to",
                SETTINGS,
                "{ route: { rules: [{ match: [{ path: { exact: /a } }], redirect: { host: b }, to: [{ version: v1 }]"
                        + " }] } }");
    }

    @Test
    void a_rule_redirects_or_responds() {
        isRefused(
                "/rules/0/respond",
                SETTINGS,
                "{ route: { rules: [{ match: [{ path: { exact: /a } }], redirect: { host: b }, respond: { status: 404"
                        + " } }] } }");
    }

    @Test
    void any_traits_in_any_order_on_one_host_give_one_virtual_service_and_one_destination_rule_and_the_same_bytes() {
        List<String> traits = List.of(
                "mTLS: { policy: strict }",
                "trafficSplit: { weights: { v1: 90, v2: 10 } }",
                "route: { rules: [{ match: [{ path: { prefix: /b } }], to: [{ version: v2 }] }] }",
                "retry: { attempts: 2, on: [5xx], perTryTimeout: 1s }",
                "timeout: { request: 3s, connect: 1s, idle: 1h }",
                "limits: { maxConnections: 100, maxConcurrent: 200 }",
                "retryBudget: { percent: 20 }",
                "access: { default: deny, rules: [{ from: { identities: [shop/web] } }] }",
                "loadBalancer: { algorithm: random }",
                "circuitBreaker: { consecutiveErrors: 5 }");
        long seed = 815L;
        Random random = new Random(seed);
        for (int run = 0; run < 80; run++) {
            List<String> some = new ArrayList<>(traits);
            Collections.shuffle(some, random);
            some = some.subList(0, 1 + random.nextInt(traits.size()));
            List<String> other = new ArrayList<>(some);
            Collections.shuffle(other, random);

            String first = objects(SETTINGS, "{ " + String.join(", ", some) + " }");
            String second = objects(SETTINGS, "{ " + String.join(", ", other) + " }");

            assertThat(second)
                    .as("seed %d, run %d: %s against %s", seed, run, some, other)
                    .isEqualTo(first);
            assertThat(first.split("kind: VirtualService", -1).length).isLessThanOrEqualTo(2);
            assertThat(first.split("kind: DestinationRule", -1).length).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void the_policy_of_the_mesh_without_a_namespace_goes_to_the_root_namespace() {
        String text = """
            apiVersion: meshkit.dev/v1
            kind: Pattern
            name: root
            services:
              mesh: { type: Mesh, traits: { mTLS: { policy: strict } } }
            """;

        RenderedPattern rendered =
                KIT.patterns().render(KIT.patterns().read(SourceText.of("root.yaml", text)), MeshId.ISTIO, LENIENT);

        assertThat(GoldenFile.text(rendered, KIT)).contains("namespace: istio-system", "mode: STRICT");
    }

    @Test
    void injection_without_namespaces_is_refused_on_the_mesh() {
        String text = """
            apiVersion: meshkit.dev/v1
            kind: Pattern
            name: injection
            services:
              mesh: { type: Mesh, namespace: istio-system, traits: { automaticSidecarInjection: {} } }
            """;

        RenderedPattern rendered =
                KIT.patterns().render(KIT.patterns().read(SourceText.of("mesh.yaml", text)), MeshId.ISTIO, LENIENT);

        assertThat(rendered.capabilities().lines())
                .anyMatch(line -> line.support().verdict() == Verdict.NONE);
        assertThat(GoldenFile.text(rendered, KIT)).doesNotContain("istio-injection");
    }
}
