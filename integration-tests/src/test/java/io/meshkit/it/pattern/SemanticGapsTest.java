// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.MeshKit;
import io.meshkit.document.SourceText;
import io.meshkit.document.Value;
import io.meshkit.finding.Finding;
import io.meshkit.finding.Severity;
import io.meshkit.mesh.MeshId;
import io.meshkit.pattern.PatternOptions;
import io.meshkit.pattern.RenderedPattern;
import io.meshkit.pattern.Verdict;
import io.meshkit.plan.DesiredResource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where one intent meets meshes that mean different things by it: the same words in the file, the same effect on each mesh or a refusal. */
class SemanticGapsTest {

    private static final MeshKit KIT = MeshKit.offline();
    private static final List<MeshId> MESHES = List.of(MeshId.ISTIO, MeshId.LINKERD, MeshId.CONSUL);

    @AfterAll
    static void close() {
        KIT.close();
    }

    /** The service {@code checkout}, which {@code web} calls, on one mesh. */
    private record On(MeshId mesh, RenderedPattern rendered) {

        static On mesh(MeshId mesh, String traits) {
            String text = """
                apiVersion: meshkit.dev/v1
                kind: Pattern
                name: gaps
                services:
                  checkout:
                    type: Service
                    namespace: shop
                    settings:
                      port: 8080
                      protocol: http
                      selector: { app: checkout }
                      versions: { v1: { labels: { version: v1 } }, v2: { labels: { version: v2 } } }
                    traits: %s
                  web:
                    type: Service
                    namespace: shop
                    settings: { port: 80, protocol: http, selector: { app: web } }
                """.formatted(traits);
            return new On(
                    mesh,
                    KIT.patterns()
                            .render(
                                    KIT.patterns().read(SourceText.of("gaps.yaml", text)),
                                    mesh,
                                    PatternOptions.DEFAULT));
        }

        static On istio(String traits) {
            return mesh(MeshId.ISTIO, traits);
        }

        static On linkerd(String traits) {
            return mesh(MeshId.LINKERD, traits);
        }

        static On consul(String traits) {
            return mesh(MeshId.CONSUL, traits);
        }

        /** A value of an object, as text. */
        String value(String object, String pointer) {
            return object(object)
                    .resource()
                    .body()
                    .find(pointer)
                    .map(Value::toString)
                    .orElseThrow(() -> new AssertionError(
                            "no " + pointer + " in " + object(object).resource().body()));
        }

        /** An object, written {@code Kind name}. */
        DesiredResource object(String object) {
            return rendered.desired().resources().stream()
                    .filter(desired -> name(desired).equals(object))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no " + object + " among " + objects() + ", " + errors()));
        }

        private static String name(DesiredResource desired) {
            return desired.key().groupKind().kind() + " " + desired.key().name();
        }

        List<String> objects() {
            return rendered.desired().resources().stream().map(On::name).toList();
        }

        List<String> errors() {
            return rendered.report().findings().stream()
                    .filter(finding -> finding.severity() == Severity.ERROR)
                    .map(Finding::toString)
                    .toList();
        }

        /** What is refused, as trait and field. */
        List<String> refusals() {
            return rendered.capabilities().lines().stream()
                    .filter(line -> line.support().verdict() == Verdict.NONE)
                    .map(line -> line.trait() + line.support().field())
                    .toList();
        }

        List<String> codes() {
            return rendered.report().findings().stream()
                    .map(finding -> finding.code().value())
                    .toList();
        }
    }

    @Nested
    @DisplayName("A version is some of the pods of a service")
    class VersionSubset {

        private static final String SPLIT = "{ trafficSplit: { weights: { v1: 90, v2: 10 } } }";

        @Test
        void on_istio_it_is_a_subset_by_labels() {
            assertThat(On.istio(SPLIT).value("DestinationRule checkout", "/spec/subsets/0/labels/version"))
                    .isEqualTo("v1");
        }

        @Test
        void on_linkerd_a_service_of_its_own_selects_the_pods() {
            On linkerd = On.linkerd(SPLIT);

            assertThat(linkerd.value("Service checkout-v1", "/spec/selector/version"))
                    .isEqualTo("v1");
            assertThat(linkerd.value("Service checkout-v1", "/spec/selector/app"))
                    .isEqualTo("checkout");
        }

        @Test
        void on_consul_it_is_a_filter_on_metadata_that_the_pods_must_be_given_which_is_said() {
            On consul = On.consul(SPLIT);

            assertThat(consul.value("ServiceResolver checkout", "/spec/subsets/v1/filter"))
                    .isEqualTo("Service.Meta.version == \"v1\"");
            assertThat(consul.rendered().capabilities().lines())
                    .anyMatch(line -> line.support().verdict() == Verdict.PARTIAL
                            && line.support().toString().contains("consul.hashicorp.com/service-meta-"));
        }
    }

    @Nested
    @DisplayName("Weights are percentages")
    class WeightsInPercent {

        private static final String TENTHS = "{ trafficSplit: { weights: { v1: 33.3, v2: 66.7 } } }";

        @Test
        void that_sum_to_another_number_are_an_error_on_every_mesh() {
            for (MeshId mesh : MESHES) {
                assertThat(On.mesh(mesh, "{ trafficSplit: { weights: { v1: 1, v2: 1 } } }")
                                .codes())
                        .as(mesh.value())
                        .contains("MKP050");
            }
        }

        @Test
        void with_decimals_are_whole_numbers_of_the_same_proportion_where_a_mesh_knows_whole_ones_only() {
            assertThat(List.of(
                            On.istio(TENTHS).value("VirtualService checkout", "/spec/http/0/route/0/weight"),
                            On.istio(TENTHS).value("VirtualService checkout", "/spec/http/0/route/1/weight")))
                    .containsExactly("333", "667");
            assertThat(On.linkerd(TENTHS).value("HTTPRoute checkout", "/spec/rules/0/backendRefs/1/weight"))
                    .isEqualTo("667");
        }

        @Test
        void with_decimals_stay_as_they_are_on_consul_where_they_have_to_sum_to_a_hundred() {
            assertThat(List.of(
                            On.consul(TENTHS).value("ServiceSplitter checkout", "/spec/splits/0/weight"),
                            On.consul(TENTHS).value("ServiceSplitter checkout", "/spec/splits/1/weight")))
                    .containsExactly("33.3", "66.7");
        }

        @Test
        void finer_than_a_hundredth_are_refused_by_consul() {
            assertThat(On.consul("{ trafficSplit: { weights: { v1: 33.333, v2: 66.667 } } }")
                            .refusals())
                    .containsExactly("trafficSplit/weights");
        }
    }

    @Nested
    @DisplayName("A circuit breaker belongs to the destination or to the caller")
    class OwnerOfTheBreaker {

        private static final String FOR_ALL = "{ circuitBreaker: { consecutiveErrors: 5 } }";
        private static final String FOR_ONE = "{ circuitBreaker: { consecutiveErrors: 5, from: [web] } }";

        @Test
        void istio_and_linkerd_keep_it_with_the_destination() {
            assertThat(On.istio(FOR_ALL)
                            .value(
                                    "DestinationRule checkout",
                                    "/spec/trafficPolicy/outlierDetection/consecutive5xxErrors"))
                    .isEqualTo("5");
            assertThat(
                            On.linkerd(FOR_ALL)
                                    .value(
                                            "Service checkout",
                                            "/metadata/annotations/balancer.linkerd.io~1failure-accrual-consecutive-max-failures"))
                    .isEqualTo("5");
        }

        @Test
        void so_they_refuse_one_for_single_callers() {
            assertThat(On.istio(FOR_ONE).refusals()).containsExactly("circuitBreaker/from");
            assertThat(On.linkerd(FOR_ONE).refusals()).containsExactly("circuitBreaker/from");
        }

        @Test
        void consul_keeps_it_with_the_caller() {
            assertThat(On.consul(FOR_ONE)
                            .value(
                                    "ServiceDefaults web",
                                    "/spec/upstreamConfig/overrides/0/passiveHealthCheck/maxFailures"))
                    .isEqualTo("5");
        }

        @Test
        void so_it_refuses_one_for_callers_that_nobody_named() {
            assertThat(On.consul(FOR_ALL).refusals()).containsExactly("circuitBreaker");
        }
    }

    @Nested
    @DisplayName("Attempts are further tries")
    class RetryAttempts {

        @Test
        void and_the_first_try_counts_on_no_mesh() {
            String twice = "{ retry: { attempts: 2, on: [5xx] } }";

            assertThat(On.istio(twice).value("VirtualService checkout", "/spec/http/0/retries/attempts"))
                    .isEqualTo("2");
            assertThat(On.linkerd(twice).value("Service checkout", "/metadata/annotations/retry.linkerd.io~1limit"))
                    .isEqualTo("2");
            assertThat(On.consul(twice).value("ServiceRouter checkout", "/spec/routes/0/destination/numRetries"))
                    .isEqualTo("2");
        }

        @Test
        void and_none_of_them_switches_off_what_istio_does_by_default() {
            assertThat(On.istio("{ retry: { attempts: 0 } }")
                            .value("VirtualService checkout", "/spec/http/0/retries/attempts"))
                    .isEqualTo("0");
        }
    }

    @Nested
    @DisplayName("A limit for each try")
    class PerTryTimeout {

        private static final String EACH = "{ retry: { attempts: 2, on: [5xx], perTryTimeout: 500ms } }";

        @Test
        void is_written_on_istio_and_linkerd() {
            assertThat(On.istio(EACH).value("VirtualService checkout", "/spec/http/0/retries/perTryTimeout"))
                    .isEqualTo("500ms");
            assertThat(On.linkerd(EACH).value("Service checkout", "/metadata/annotations/retry.linkerd.io~1timeout"))
                    .isEqualTo("500ms");
        }

        @Test
        void is_refused_on_consul_with_what_to_do() {
            On consul = On.consul(EACH);

            assertThat(consul.refusals()).containsExactly("retry/perTryTimeout");
            assertThat(consul.errors()).singleElement().asString().contains("timeout.request");
            assertThat(consul.objects()).doesNotContain("ServiceRouter checkout");
        }
    }

    @Nested
    @DisplayName("The limit for a request spans all its tries")
    class TimeoutAndRetry {

        private static final String BOTH = "{ timeout: { request: 2s }, retry: { attempts: 2, on: [5xx] } }";

        @Test
        void and_stands_beside_the_tries_on_the_same_route_of_every_mesh() {
            assertThat(On.istio(BOTH).value("VirtualService checkout", "/spec/http/0/timeout"))
                    .isEqualTo("2s");
            assertThat(On.linkerd(BOTH).value("Service checkout", "/metadata/annotations/timeout.linkerd.io~1request"))
                    .isEqualTo("2s");
            assertThat(On.consul(BOTH).value("ServiceRouter checkout", "/spec/routes/0/destination/requestTimeout"))
                    .isEqualTo("2s");
        }

        @Test
        void so_one_that_leaves_no_time_for_them_is_warned_of_on_every_mesh() {
            for (MeshId mesh : MESHES) {
                assertThat(On.mesh(
                                        mesh,
                                        "{ timeout: { request: 1s }, retry: { attempts: 2, on: [5xx], perTryTimeout:"
                                                + " 500ms } }")
                                .codes())
                        .as(mesh.value())
                        .contains("MKP052");
            }
        }
    }

    @Nested
    @DisplayName("Mutual TLS can be switched off")
    class MutualTlsOff {

        private static final String OFF = "{ mTLS: { policy: disable } }";

        @Test
        void on_istio() {
            assertThat(On.istio(OFF).value("PeerAuthentication checkout", "/spec/mtls/mode"))
                    .isEqualTo("DISABLE");
        }

        @Test
        void not_on_linkerd_or_consul_where_nothing_weaker_stands_in() {
            for (MeshId mesh : List.of(MeshId.LINKERD, MeshId.CONSUL)) {
                On refused = On.mesh(mesh, OFF);

                assertThat(refused.refusals()).as(mesh.value()).containsExactly("mTLS/policy");
                assertThat(refused.objects()).as(mesh.value()).isEmpty();
            }
        }
    }

    @Nested
    @DisplayName("A rule that denies")
    class DenyRule {

        private static final String DENY =
                "{ access: { default: allow, rules: [{ action: deny, from: { services: [web] } }] } }";

        @Test
        void is_a_policy_of_istio_and_an_intention_of_consul() {
            assertThat(On.istio(DENY).value("AuthorizationPolicy checkout-deny", "/spec/action"))
                    .isEqualTo("DENY");
            assertThat(On.consul(DENY).value("ServiceIntentions checkout", "/spec/sources/0/action"))
                    .isEqualTo("deny");
        }

        @Test
        void is_refused_on_linkerd_which_lets_in_only_and_nothing_wider_stands_in() {
            On linkerd = On.linkerd(DENY);

            assertThat(linkerd.refusals()).contains("access/rules/0");
            assertThat(linkerd.errors()).isNotEmpty();
            assertThat(linkerd.objects()).isEmpty();
        }
    }

    @Nested
    @DisplayName("What is told of requests needs a protocol that has requests")
    class RequestsNeedAProtocol {

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
            ServiceRouter checkout     | { timeout: { request: 2s } }
            ServiceRouter checkout     | { retry: { attempts: 2, on: [5xx] } }
            ServiceRouter checkout     | { route: { rules: [{ match: [{ path: { prefix: /a } }], to: [{ version: v2 }] }] } }
            ServiceSplitter checkout   | { trafficSplit: { weights: { v1: 90, v2: 10 } } }
            ServiceIntentions checkout | { access: { default: deny, rules: [{ from: { services: [web] }, to: { methods: [GET] } }] } }
            """)
        void which_consul_is_told_first(String object, String traits) {
            On consul = On.consul(traits);

            assertThat(consul.value("ServiceDefaults checkout", "/spec/protocol"))
                    .isEqualTo("http");
            assertThat(consul.object(object).after())
                    .contains(consul.object("ServiceDefaults checkout").key());
        }
    }

    @Nested
    @DisplayName("A duration is written in the words of each mesh")
    class DurationSyntax {

        private static String written(MeshId mesh, String duration) {
            On on = On.mesh(mesh, "{ timeout: { request: " + duration + " } }");
            return mesh.equals(MeshId.ISTIO)
                    ? on.value("VirtualService checkout", "/spec/http/0/timeout")
                    : mesh.equals(MeshId.LINKERD)
                            ? on.value("Service checkout", "/metadata/annotations/timeout.linkerd.io~1request")
                            : on.value("ServiceRouter checkout", "/spec/routes/0/destination/requestTimeout");
        }

        @ParameterizedTest
        @CsvSource({
            "1h30m, 1h30m, 5400s",
            "90m, 1h30m, 5400s",
            "500ms, 500ms, 500ms",
            "1.5s, 1s500ms, 1500ms",
            "PT1M, 1m, 60s",
            "P1D, 24h, 86400s",
            "99999h, 99999h, 359996400s"
        })
        void whatever_the_words_of_the_file(String duration, String byParts, String byOneUnit) {
            assertThat(written(MeshId.ISTIO, duration)).isEqualTo(byParts);
            assertThat(written(MeshId.CONSUL, duration)).isEqualTo(byParts);
            assertThat(written(MeshId.LINKERD, duration)).isEqualTo(byOneUnit);
        }

        @ParameterizedTest
        @ValueSource(strings = {"0.4ms", "1.0005s", "PT0.0001S", "100000h", "P5000D", "Pfoo", "5"})
        void and_one_that_no_mesh_takes_is_an_error_at_its_place_on_each(String duration) {
            for (MeshId mesh : MESHES) {
                On on = On.mesh(mesh, "{ timeout: { request: " + duration + " } }");

                assertThat(on.errors())
                        .as("%s on %s", duration, mesh)
                        .singleElement()
                        .asString()
                        .contains(duration);
                assertThat(on.objects()).as("%s on %s", duration, mesh).isEmpty();
            }
        }
    }

    @Nested
    @DisplayName("Regular expressions are those of RE2, or of Rust")
    class RegularExpressions {

        @ParameterizedTest
        @ValueSource(strings = {"/(?=a).*", "/(?!a).*", "/(?<=a)b", "/(?<!a)b", "/(a)/\\1", "/(?>a|b)c"})
        void so_what_neither_has_is_refused_at_its_place_on_every_mesh(String regex) {
            String where = "route/rules/0/match/0";
            for (MeshId mesh : MESHES) {
                assertThat(On.mesh(mesh, "{ route: { rules: [{ match: [{ path: { regex: '" + regex + "' } }] }] } }")
                                .refusals())
                        .as("%s on %s", regex, mesh)
                        .contains(where + "/path/regex");
                assertThat(On.mesh(
                                        mesh,
                                        "{ route: { rules: [{ match: [{ headers: [{ name: x, regex: '" + regex
                                                + "' }], query: [{ name: q, regex: '" + regex + "' }] }] }] } }")
                                .refusals())
                        .as("%s on %s", regex, mesh)
                        .contains(where + "/headers/0/regex", where + "/query/0/regex");
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"/items/[0-9]+", "/(a|ab)", "/\\d{2,3}", "/a\\.b", "/(?:a|b)*"})
        void and_what_both_have_is_taken_by_every_mesh(String regex) {
            for (MeshId mesh : MESHES) {
                assertThat(On.mesh(mesh, "{ route: { rules: [{ match: [{ path: { regex: '" + regex + "' } }] }] } }")
                                .errors())
                        .as("%s on %s", regex, mesh)
                        .isEmpty();
            }
        }
    }

    @Nested
    @DisplayName("Traits of one service meet in one object")
    class ObjectMerge {

        private static final String ALL = """
            { trafficSplit: { weights: { v1: 90, v2: 10 } }, retry: { attempts: 2, on: [5xx] },
                  timeout: { request: 2s }, route: { rules: [{ match: [{ path: { prefix: /b } }], to: [{ version: v2 }] }] },
                  loadBalancer: { algorithm: leastRequest } }\
            """;

        @Test
        void since_several_of_one_host_do_not_add_up() {
            assertThat(On.istio(ALL).objects()).containsOnlyOnce("VirtualService checkout", "DestinationRule checkout");
            assertThat(On.linkerd(ALL).objects()).containsOnlyOnce("HTTPRoute checkout", "Service checkout");
            assertThat(On.consul(ALL).objects())
                    .containsOnlyOnce(
                            "ServiceDefaults checkout",
                            "ServiceResolver checkout",
                            "ServiceRouter checkout",
                            "ServiceSplitter checkout");
        }
    }

    @Nested
    @DisplayName("What a mesh would drop in silence is refused before it is sent")
    class AnnotationValues {

        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
            retry/on/0                            | { retry: { attempts: 2, on: [504-500] } }
            retry/on/0                            | { retry: { attempts: 2, on: ['grpc:no-such'] } }
            timeout/request                       | { timeout: { request: 0s } }
            circuitBreaker/maxEjection            | { circuitBreaker: { baseEjection: 10s, maxEjection: 5s } }
            circuitBreaker/successRate/window     | { circuitBreaker: { successRate: { window: 9ms } } }
            circuitBreaker/successRate/minRequests | { circuitBreaker: { successRate: { minRequests: 1000001 } } }
            """)
        void by_linkerd(String field, String traits) {
            assertThat(On.linkerd(traits).refusals()).contains(field);
        }
    }
}
