// SPDX-License-Identifier: Apache-2.0
package io.meshkit.linkerd;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.MeshKit;
import io.meshkit.document.SourceText;
import io.meshkit.mesh.MeshId;
import io.meshkit.pattern.CapabilityReport;
import io.meshkit.pattern.PatternOptions;
import io.meshkit.pattern.PatternOptions.Unsupported;
import io.meshkit.pattern.RenderedPattern;
import io.meshkit.pattern.Support;
import io.meshkit.pattern.Verdict;
import io.meshkit.testkit.contract.GoldenFile;
import java.time.Duration;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What Linkerd cannot do of a trait is said with a reason and a way out, and what it can do means the same as elsewhere. */
class LinkerdVerdictsTest {

    private static final MeshKit KIT = MeshKit.offline();
    private static final PatternOptions LENIENT = PatternOptions.DEFAULT.unsupported(Unsupported.WARN);

    @AfterAll
    static void close() {
        KIT.close();
    }

    private static RenderedPattern render(String settings, String traits) {
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
        return KIT.patterns()
                .render(KIT.patterns().read(SourceText.of("verdicts.yaml", text)), MeshId.LINKERD, LENIENT);
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

            Matcher written =
                    Pattern.compile("timeout.linkerd.io/request: (\\S+)").matcher(text);
            assertThat(written.find())
                    .as("seed %d, %s in %s", seed, duration, text)
                    .isTrue();
            assertThat(written.group(1)).matches("[0-9]+(ms|s)");
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
    void a_version_that_no_service_can_be_named_for_is_refused() {
        isRefused("/weights", SETTINGS, "{ trafficSplit: { weights: { v1: 50, V3: 50 } } }");
    }

    @Test
    void a_split_without_a_port_is_refused() {
        isRefused("", "{ versions: { v1: {}, v2: {} } }", "{ trafficSplit: { weights: { v1: 50, v2: 50 } } }");
    }

    @Test
    void faults_are_refused() {
        isRefused("", SETTINGS, "{ fault: { abort: { status: 503 } } }");
    }

    @Test
    void limits_are_refused() {
        isRefused("", SETTINGS, "{ limits: { maxConnections: 5 } }");
    }

    @Test
    void a_retry_budget_is_refused_since_it_would_switch_off_the_retries() {
        isRefused("", SETTINGS, "{ retryBudget: { percent: 20 } }");
    }

    @Test
    void another_way_to_balance_is_refused() {
        isRefused("", SETTINGS, "{ loadBalancer: { algorithm: roundRobin } }");
        isRefused("", SETTINGS, "{ loadBalancer: { hash: { header: x-user } } }");
        isRefused("/warmup", SETTINGS, "{ loadBalancer: { algorithm: leastRequest, warmup: 30s } }");
    }

    @Test
    void ambient_mode_and_revisions_are_refused() {
        String text = """
            apiVersion: meshkit.dev/v1
            kind: Pattern
            name: verdicts
            services:
              shop: { type: Namespace, traits: { automaticSidecarInjection: { mode: ambient, revision: old } } }
            """;

        assertThat(KIT.patterns()
                        .render(KIT.patterns().read(SourceText.of("verdicts.yaml", text)), MeshId.LINKERD, LENIENT)
                        .capabilities()
                        .lines())
                .filteredOn(line -> line.support().verdict() == Verdict.NONE)
                .extracting(line -> line.support().field().toString())
                .containsExactly("/mode", "/revision");
    }

    @Test
    void a_breaker_belongs_to_the_destination() {
        isRefused("/from", SETTINGS, "{ circuitBreaker: { consecutiveErrors: 5, from: [web] } }");
        isRefused("/maxEjectionPercent", SETTINGS, "{ circuitBreaker: { maxEjectionPercent: 50 } }");
        isRefused("/interval", SETTINGS, "{ circuitBreaker: { consecutiveErrors: 5, interval: 10s } }");
    }

    @Test
    void a_breaker_that_linkerd_would_drop_in_silence_is_refused() {
        isRefused("/maxEjection", SETTINGS, "{ circuitBreaker: { baseEjection: 10s, maxEjection: 5s } }");
        isRefused("/maxEjection", SETTINGS, "{ circuitBreaker: { maxEjection: 500ms } }");
        isRefused("/successRate/window", SETTINGS, "{ circuitBreaker: { successRate: { window: 9ms } } }");
        isRefused(
                "/successRate/minRequests", SETTINGS, "{ circuitBreaker: { successRate: { minRequests: 1000001 } } }");
    }

    @Test
    void a_first_penalty_over_the_standard_longest_one_raises_that() {
        assertThat(objects(SETTINGS, "{ circuitBreaker: { consecutiveErrors: 5, baseEjection: 2m } }"))
                .contains("consecutive-min-penalty: 120s", "consecutive-max-penalty: 120s");
    }

    @Test
    void a_breaker_by_success_rate_alone_does_not_count_errors_in_a_row() {
        assertThat(objects(SETTINGS, "{ circuitBreaker: { successRate: { threshold: 0.9 } } }"))
                .contains("failure-accrual: unified", "consecutive-max-failures: \"0\"");
    }

    @Test
    void a_breaker_of_tcp_is_refused() {
        isRefused("", "{ port: 8080, protocol: tcp }", "{ circuitBreaker: { consecutiveErrors: 5 } }");
    }

    @Test
    void mutual_tls_cannot_be_switched_off() {
        isRefused("/policy", SETTINGS, "{ mTLS: { policy: disable } }");
    }

    @Test
    void a_policy_of_pods_without_known_labels_is_refused() {
        isRefused("", "{ port: 8080 }", "{ mTLS: { policy: strict } }");
    }

    @Test
    void mutual_tls_that_has_to_be_is_not_left_out_and_that_it_cannot_be_switched_off_is_no_harm() {
        assertThat(render("{ port: 8080 }", "{ mTLS: { policy: strict } }")
                        .report()
                        .hasErrors())
                .isTrue();
        assertThat(render(SETTINGS, "{ mTLS: { policy: disable } }").report().hasErrors())
                .isFalse();
    }

    @Test
    void a_back_off_is_refused() {
        isRefused("/backoff", SETTINGS, "{ retry: { attempts: 2, backoff: 1s } }");
    }

    @Test
    void a_condition_that_linkerd_would_drop_in_silence_is_refused() {
        isRefused("/on/0", SETTINGS, "{ retry: { attempts: 2, on: [504-500] } }");
    }

    @Test
    void a_status_of_grpc_counts_only_where_the_service_says_that_it_speaks_grpc() {
        assertThat(render(SETTINGS, "{ retry: { attempts: 2, on: [5xx, 'grpc:unavailable'] } }")
                        .capabilities()
                        .lines())
                .filteredOn(line -> line.support().field().toString().equals("/on/1"))
                .singleElement()
                .satisfies(line -> assertThat(line.support().reason()).contains("appProtocol"));
    }

    @Test
    void a_limit_for_connecting_is_refused() {
        isRefused("/connect", SETTINGS, "{ timeout: { connect: 1s } }");
    }

    @Test
    void a_time_limit_of_zero_is_refused() {
        isRefused("/idle", SETTINGS, "{ timeout: { idle: 0s } }");
    }

    @Test
    void what_cannot_be_switched_off_is_not_replaced_by_something_weaker() {
        assertThat(objects(SETTINGS, "{ mTLS: { policy: disable } }")).doesNotContain("kind: Server");
    }

    @Test
    void a_split_without_selector_says_what_it_would_take_in() {
        assertThat(render(
                                "{ port: 8080, versions: { v1: {}, v2: {} } }",
                                "{ trafficSplit: { weights: { v1: 50, v2: 50 } } }")
                        .capabilities()
                        .lines())
                .anySatisfy(line -> {
                    assertThat(line.support().verdict()).isEqualTo(Verdict.PARTIAL);
                    assertThat(line.support().workaround()).contains("settings.selector");
                });
    }

    @Test
    void no_retries_are_asked_for_by_no_annotation() {
        assertThat(objects(SETTINGS, "{ retry: { attempts: 0, on: [5xx] } }")).doesNotContain("retry.linkerd.io");
    }

    @Test
    void services_of_versions_lead_to_the_port_that_the_pods_listen_on() {
        assertThat(objects(
                        "{ port: 80, targetPort: 8080, versions: { v1: {}, v2: {} } }",
                        "{ trafficSplit: { weights: { v1: 90, v2: 10 } } }"))
                .contains("- port: 80\n    targetPort: 8080");
    }

    @Test
    void a_service_profile_in_the_pattern_rules_out_what_linkerd_would_then_ignore() {
        String profile = "{ port: 80 }\n    traits: { timeout: { request: 2s } }\n  profile:\n"
                + "    type: ServiceProfile.Linkerd\n    name: checkout.shop.svc.cluster.local\n    namespace: shop\n"
                + "    settings: { routes: [] }\n    labels: {}\n#";

        assertThat(lesser(profile, "").reason()).contains("has a ServiceProfile for this service");
    }
}
