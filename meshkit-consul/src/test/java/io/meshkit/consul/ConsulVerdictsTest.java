// SPDX-License-Identifier: Apache-2.0
package io.meshkit.consul;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.MeshKit;
import io.meshkit.document.SourceText;
import io.meshkit.finding.Finding;
import io.meshkit.mesh.MeshId;
import io.meshkit.pattern.CapabilityReport;
import io.meshkit.pattern.PatternOptions;
import io.meshkit.pattern.PatternOptions.Unsupported;
import io.meshkit.pattern.RenderedPattern;
import io.meshkit.pattern.Support;
import io.meshkit.pattern.Verdict;
import io.meshkit.testkit.contract.GoldenFile;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What Consul cannot do of a trait is said with a reason and a way out, and what it can do means the same as elsewhere. */
class ConsulVerdictsTest {

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
        return KIT.patterns().render(KIT.patterns().read(SourceText.of("verdicts.yaml", text)), MeshId.CONSUL, LENIENT);
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

            Matcher written = Pattern.compile("requestTimeout: (\\S+)").matcher(text);
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
    void weights_of_three_decimals_do_not_add_up_in_consul() {
        isRefused("/weights", SETTINGS, "{ trafficSplit: { weights: { v1: 33.333, v2: 66.667 } } }");
    }

    @Test
    void a_label_that_metadata_cannot_have_is_refused() {
        isRefused(
                "/weights",
                "{ versions: { v1: { labels: { example.com/track: a } }, v2: {} } }",
                "{ trafficSplit: { weights: { v1: 50, v2: 50 } } }");
    }

    @Test
    void tcp_cannot_be_split() {
        isRefused(
                "",
                "{ protocol: tcp, versions: { v1: {}, v2: {} } }",
                "{ trafficSplit: { weights: { v1: 50, v2: 50 } } }");
    }

    @Test
    void the_type_mesh_is_the_one_of_the_language_and_the_kind_of_consul_has_its_suffix() {
        String mesh = "apiVersion: meshkit.dev/v1\nname: mesh\nservices:\n  mesh: { type: %s, settings: {} }\n";

        assertThat(report(mesh.formatted("Mesh"))).contains("not implemented by the adapter for consul");
        assertThat(report(mesh.formatted("Mesh.Consul"))).isEmpty();
    }

    private static String report(String text) {
        return KIT
                .patterns()
                .render(KIT.patterns().read(SourceText.of("mesh.yaml", text)), MeshId.CONSUL, PatternOptions.DEFAULT)
                .report()
                .findings()
                .stream()
                .map(Finding::message)
                .collect(Collectors.joining("\n"));
    }

    @Test
    void mutual_tls_cannot_be_switched_off() {
        isRefused("/policy", SETTINGS, "{ mTLS: { policy: disable } }");
    }

    @Test
    void a_limit_for_each_try_is_refused() {
        isRefused("/perTryTimeout", SETTINGS, "{ retry: { attempts: 2, on: [5xx], perTryTimeout: 1s } }");
    }

    @Test
    void a_condition_that_consul_does_not_know_is_refused() {
        isRefused("/on/1", SETTINGS, "{ retry: { attempts: 2, on: [5xx, 'grpc:no-such'] } }");
    }

    @Test
    void a_limit_for_the_response_is_refused() {
        isRefused("/response", SETTINGS, "{ timeout: { request: 2s, response: 1s } }");
    }

    @Test
    void what_cannot_be_switched_off_is_not_replaced_by_something_weaker() {
        assertThat(objects(SETTINGS, "{ mTLS: { policy: disable } }")).doesNotContain("mutualTLSMode");
    }

    @Test
    void keys_that_are_no_identifiers_are_written_as_an_index() {
        String text = objects(
                "{ versions: { v1: { labels: { app-version: \"1\" } }, v2: {} } }",
                "{ trafficSplit: { weights: { v1: 50, v2: 50 } } }");

        assertThat(text).contains("Service.Meta[\"app-version\"] == \"1\"");
    }

    @Test
    void defaults_with_the_protocol_come_before_splitter_and_router() {
        RenderedPattern rendered =
                render(SETTINGS, "{ trafficSplit: { weights: { v1: 50, v2: 50 } }, timeout: { request: 2s } }");

        assertThat(rendered.desired().resources())
                .filteredOn(resource -> List.of("ServiceRouter", "ServiceSplitter")
                        .contains(resource.key().groupKind().kind()))
                .hasSize(2)
                .allSatisfy(resource -> assertThat(resource.after())
                        .anyMatch(key -> key.groupKind().kind().equals("ServiceDefaults")));
    }

    @Test
    void permissive_mode_is_allowed_by_the_mesh_entry_first() {
        RenderedPattern rendered = render(SETTINGS, "{ mTLS: { policy: permissive } }");

        assertThat(rendered.desired().resources())
                .filteredOn(resource -> resource.key().groupKind().kind().equals("ServiceDefaults"))
                .singleElement()
                .satisfies(resource -> assertThat(resource.after())
                        .anyMatch(key -> key.groupKind().kind().equals("Mesh")));
    }

    @Test
    void a_label_with_quotation_marks_is_written_as_bytes_since_the_grammar_knows_no_escaped_ones() {
        String settings = "{ versions: { v1: { labels: { a-b: 'x\"y\\z' } }, v2: {} } }";

        assertThat(objects(settings, "{ trafficSplit: { weights: { v1: 50, v2: 50 } } }"))
                .contains("Service.Meta[\"a-b\"] == \"x\\x22y\\x5cz\"");
    }
}
