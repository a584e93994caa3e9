// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.meshkit.MeshKit;
import io.meshkit.MeshKitException;
import io.meshkit.analysis.AnalysisOptions;
import io.meshkit.analysis.AnalysisReport;
import io.meshkit.analysis.Index;
import io.meshkit.analysis.Node;
import io.meshkit.analysis.Presence;
import io.meshkit.analysis.Rule;
import io.meshkit.analysis.SkippedRule;
import io.meshkit.analysis.Snapshot;
import io.meshkit.analysis.Unjudged;
import io.meshkit.document.SourceText;
import io.meshkit.finding.Finding;
import io.meshkit.finding.Severity;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.StoreId;
import io.meshkit.spi.RuleProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnalysisTest {

    private static final String TWO_MAPS = """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: a, namespace: shop}
            data: {text: hello}
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: b, namespace: bank}
            data: {text: bye}
            """;

    /** Speaks at the text of every config map. */
    private static final Rule TALKER = new ToyRule(
            ToyRule.info("MKV-TOY-001").alias("toytool", "TOY1").build(),
            (map, view) -> view.report(Node.of(map).get("data", "text"), "says something"));

    @Test
    void a_rule_points_at_the_value_that_it_speaks_of() {
        List<Finding> findings =
                run(TWO_MAPS, AnalysisOptions.DEFAULT, TALKER).report().findings();

        assertThat(findings)
                .extracting(Finding::toString)
                .containsExactly(
                        "maps.yaml:4:14: warning: says something [MKV-TOY-001]",
                        "maps.yaml:9:14: warning: says something [MKV-TOY-001]");
        assertThat(findings.get(0).aliases()).containsExactly("TOY1");
        assertThat(findings.get(0).pointer()).hasToString("Optional[/data/text]");
        assertThat(findings.get(0).resource()).map(ResourceKey::toString).contains("ConfigMap shop/a");
    }

    @Test
    void what_is_not_there_is_pointed_at_by_what_should_hold_it() {
        Rule wanting = new ToyRule(
                ToyRule.info("MKV-TOY-002").build(),
                (map, view) -> view.report(Node.of(map).get("data", "wanted", "part"), "is missing"));

        assertThat(run(TWO_MAPS, AnalysisOptions.DEFAULT, wanting)
                        .report()
                        .findings()
                        .get(0))
                .hasToString("maps.yaml:4:7: warning: is missing [MKV-TOY-002]");
    }

    @Test
    void a_rule_whose_inputs_were_not_loaded_is_skipped_and_told() {
        Rule needy =
                new ToyRule(ToyRule.info("MKV-TOY-003").needs(ToyRule.SECRET).build(), (map, view) -> {
                    throw new AssertionError("it must not run");
                });

        AnalysisReport report = run(TWO_MAPS, AnalysisOptions.DEFAULT, needy, TALKER);

        assertThat(report.skipped()).containsExactly(new SkippedRule(needy.info(), Set.of(ToyRule.SECRET)));
        assertThat(report.report().findings()).hasSize(2);
        assertThat(report.rules()).isEqualTo(1);
        assertThat(report.resources()).isEqualTo(2);
    }

    @Test
    void a_rule_without_any_subject_is_skipped() {
        assertThat(run("{apiVersion: v1, kind: Secret, metadata: {name: s}}", AnalysisOptions.DEFAULT, TALKER)
                        .skipped())
                .containsExactly(new SkippedRule(TALKER.info(), Set.of(ToyRule.CONFIG_MAP)));
    }

    @Test
    void only_what_would_have_been_loaded_is_absent() {
        List<Presence> seen = new ArrayList<>();
        Rule looking = new ToyRule(ToyRule.info("MKV-TOY-004").build(), (map, view) -> {
            if (map.key().name().equals("a")) {
                seen.add(view.presence(map.key()));
                seen.add(view.presence(key(map.key(), "shop", "c")));
                seen.add(view.presence(key(map.key(), "elsewhere", "c")));
                seen.add(view.presence(new ResourceKey(map.key().store(), ToyRule.SECRET, "shop", "c")));
                view.unjudged("the Secret c");
            }
        });

        AnalysisReport report = run(TWO_MAPS, AnalysisOptions.DEFAULT, looking);

        assertThat(seen).containsExactly(Presence.FOUND, Presence.ABSENT, Presence.UNKNOWN, Presence.UNKNOWN);
        assertThat(report.unjudged()).extracting(Unjudged::what).containsExactly("the Secret c");
        assertThat(report.report().findings()).isEmpty();
    }

    @Test
    void a_rule_that_throws_is_a_finding_and_the_others_go_on() {
        Rule broken = new ToyRule(ToyRule.info("MKV-TOY-005").build(), (map, view) -> {
            throw new IllegalStateException("a defect");
        });

        assertThat(run(TWO_MAPS, AnalysisOptions.DEFAULT, broken, TALKER)
                        .report()
                        .findings())
                .hasSize(4)
                .filteredOn(finding -> finding.code().equals(AnalysisCodes.RULE_FAILED))
                .hasSize(2)
                .allSatisfy(finding -> assertThat(finding.message()).contains("MKV-TOY-005", "a defect"));
    }

    @Test
    void an_index_is_built_once_and_finds_in_the_order_of_keys() {
        AtomicInteger built = new AtomicInteger();
        Index<String, String> names = Index.of("names", Set.of(ToyRule.CONFIG_MAP), (map, entries) -> {
            built.incrementAndGet();
            entries.accept("all", map.key().name());
        });
        List<List<String>> found = new ArrayList<>();
        Rule looking = new ToyRule(ToyRule.info("MKV-TOY-006").build(), (map, view) -> {
            found.add(view.find(names, "all"));
            assertThat(view.find(names, "none")).isEmpty();
        });

        run(TWO_MAPS, AnalysisOptions.DEFAULT, looking);

        assertThat(found).containsExactly(List.of("b", "a"), List.of("b", "a"));
        assertThat(built).hasValue(2);
    }

    @Test
    void options_choose_rules_by_code_alias_and_group() {
        Rule other = new ToyRule(
                ToyRule.info("MKV-TOY-007").group("others").build(),
                (map, view) -> view.report(Node.of(map), "is other"));
        Rule optional = new ToyRule(
                ToyRule.info("MKV-TOY-008").optional().build(), (map, view) -> view.report(Node.of(map), "is noise"));

        assertThat(codes(AnalysisOptions.DEFAULT, other, optional, TALKER)).containsOnly("MKV-TOY-001", "MKV-TOY-007");
        assertThat(codes(AnalysisOptions.DEFAULT.only(Set.of("TOY1")), other, optional, TALKER))
                .containsOnly("MKV-TOY-001");
        assertThat(codes(AnalysisOptions.DEFAULT.only(Set.of("others")), other, optional, TALKER))
                .containsOnly("MKV-TOY-007");
        assertThat(codes(AnalysisOptions.DEFAULT.only(Set.of("MKV-TOY-008")), other, optional, TALKER))
                .containsOnly("MKV-TOY-008");
        assertThat(codes(AnalysisOptions.DEFAULT.with(Set.of("MKV-TOY-008")), other, optional, TALKER))
                .containsOnly("MKV-TOY-001", "MKV-TOY-007", "MKV-TOY-008");
        assertThat(codes(AnalysisOptions.DEFAULT.without(Set.of("toys")), other, optional, TALKER))
                .isEmpty();
    }

    @Test
    void a_rule_that_is_not_there_is_refused_with_what_there_is() {
        MeshKitException refused = catchThrowableOfType(
                MeshKitException.class,
                () -> run(TWO_MAPS, AnalysisOptions.DEFAULT.without(Set.of("IST9999")), TALKER));

        assertThat(refused.code()).isEqualTo(AnalysisCodes.NO_RULE);
        assertThat(refused).hasMessageContaining("\"IST9999\"").hasMessageContaining("toys");
    }

    @Test
    void a_severity_by_code_goes_before_one_by_alias_and_that_before_one_by_group() {
        Map<String, Severity> byGroup = Map.of("toys", Severity.ERROR);
        Map<String, Severity> byAlias = Map.of("toys", Severity.ERROR, "TOY1", Severity.INFO);
        Map<String, Severity> byCode =
                Map.of("toys", Severity.INFO, "TOY1", Severity.INFO, "MKV-TOY-001", Severity.ERROR);

        assertThat(List.of(byGroup, byAlias, byCode))
                .extracting(severities -> run(TWO_MAPS, AnalysisOptions.DEFAULT.severities(severities), TALKER)
                        .report()
                        .worst()
                        .orElseThrow())
                .containsExactly(Severity.ERROR, Severity.INFO, Severity.ERROR);
    }

    @Test
    void findings_of_some_namespaces_are_judged_by_all_that_is_known() {
        Rule looking = new ToyRule(
                ToyRule.info("MKV-TOY-009").build(),
                (map, view) -> view.report(Node.of(map), "sees " + view.presence(key(map.key(), "bank", "b"))));

        assertThat(run(TWO_MAPS, AnalysisOptions.DEFAULT.namespaces(Set.of("shop")), looking)
                        .report()
                        .findings())
                .extracting(Finding::message)
                .containsExactly("sees FOUND");
    }

    @Test
    void an_imitated_tool_sees_what_its_provider_says() {
        RuleProvider provider = ToyRule.provider(
                (tool, snapshot) -> snapshot.toBuilder()
                        .remove(map ->
                                tool.equals("toytool") && map.key().name().equals("a"))
                        .build(),
                TALKER);
        try (MeshKit kit = MeshKit.builder().provider(provider).build()) {
            Snapshot snapshot = kit.analysis().read(StoreId.UNBOUND, SourceText.of("maps.yaml", TWO_MAPS));

            assertThat(kit.analysis()
                            .run(snapshot, AnalysisOptions.DEFAULT.imitating("toytool"))
                            .report()
                            .findings())
                    .hasSize(1);
            assertThat(kit.analysis()
                            .run(snapshot, AnalysisOptions.DEFAULT)
                            .report()
                            .findings())
                    .hasSize(2);
        }
    }

    @Test
    void a_tool_that_no_rule_knows_is_refused_with_those_they_know() {
        MeshKitException refused = catchThrowableOfType(
                MeshKitException.class, () -> run(TWO_MAPS, AnalysisOptions.DEFAULT.imitating("nobody"), TALKER));

        assertThat(refused.code()).isEqualTo(AnalysisCodes.NO_TOOL);
        assertThat(refused).hasMessageContaining("\"nobody\"").hasMessageContaining("toytool");
    }

    @Test
    void a_report_like_another_tools_has_its_codes() {
        assertThat(run(TWO_MAPS, AnalysisOptions.DEFAULT.imitating("toytool"), TALKER)
                        .report()
                        .findings())
                .extracting(finding -> finding.code().value())
                .containsOnly("TOY1");
    }

    @Test
    void files_of_folders_are_read_whatever_their_order_and_broken_ones_are_told(@TempDir Path folder)
            throws IOException {
        Path deep = Files.createDirectories(folder.resolve("b/c"));
        Files.writeString(folder.resolve("z.yml"), TWO_MAPS);
        Files.writeString(
                deep.resolve("a.json"),
                "{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\", \"metadata\": {\"name\": \"c\"}}");
        Files.writeString(deep.resolve("broken.yaml"), "a: [1\n");
        Files.writeString(deep.resolve("notes.txt"), "no manifest");
        try (MeshKit kit = MeshKit.builder().provider(ToyRule.provider(TALKER)).build()) {
            Snapshot there = kit.analysis().read(List.of(folder.resolve("z.yml"), deep));
            Snapshot back = kit.analysis().read(List.of(deep, folder.resolve("z.yml"), deep));

            assertThat(there.resources(ToyRule.CONFIG_MAP))
                    .extracting(map -> map.key().name())
                    .containsExactly("c", "b", "a");
            assertThat(back.resources()).isEqualTo(there.resources());
            assertThat(there.report().findings())
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.toString()).contains("broken.yaml:"));
            assertThat(kit.analysis().run(back, AnalysisOptions.DEFAULT))
                    .isEqualTo(kit.analysis().run(there, AnalysisOptions.DEFAULT));
        }
    }

    @Test
    void a_file_that_is_not_there_is_refused(@TempDir Path folder) {
        try (MeshKit kit = MeshKit.offline()) {
            assertThat(catchThrowableOfType(
                                    MeshKitException.class,
                                    () -> kit.analysis().read(List.of(folder.resolve("nope.yaml"))))
                            .code()
                            .value())
                    .isEqualTo("MK-FILE-READ");
        }
    }

    private static ResourceKey key(ResourceKey like, String namespace, String name) {
        return new ResourceKey(like.store(), like.groupKind(), namespace, name);
    }

    private static List<String> codes(AnalysisOptions options, Rule... rules) {
        return run(TWO_MAPS, options, rules).report().findings().stream()
                .map(finding -> finding.code().value())
                .toList();
    }

    private static AnalysisReport run(String text, AnalysisOptions options, Rule... rules) {
        try (MeshKit kit = MeshKit.builder().provider(ToyRule.provider(rules)).build()) {
            Snapshot snapshot = kit.analysis().read(StoreId.UNBOUND, SourceText.of("maps.yaml", text));
            return kit.analysis().run(snapshot, options);
        }
    }
}
