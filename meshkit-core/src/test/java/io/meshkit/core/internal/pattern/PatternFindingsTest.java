// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import static io.meshkit.core.internal.pattern.Bench.found;
import static io.meshkit.core.internal.pattern.Bench.only;
import static io.meshkit.core.internal.pattern.Bench.read;
import static io.meshkit.core.internal.pattern.Bench.render;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.document.NumberValue;
import io.meshkit.document.TextValue;
import io.meshkit.finding.Finding;
import io.meshkit.finding.Report;
import io.meshkit.finding.Severity;
import io.meshkit.mesh.MeshId;
import io.meshkit.pattern.PatternOptions;
import io.meshkit.pattern.PatternOptions.Unsupported;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One finding each, with its exact place. */
class PatternFindingsTest {

    private static Report report(String text) {
        return render(text).report();
    }

    private static String service(String rest) {
        return "apiVersion: meshkit.dev/v1\nname: shop\nservices:\n  web:\n    type: Service\n" + rest;
    }

    @Test
    void MKP001_a_syntax_error_is_found_where_it_is() {
        Report report = report("name: shop\nservices: {a: [}\n");

        assertThat(found(report, "MKP001")).hasSize(1).first().asString().startsWith("2:16 error");
    }

    @Test
    void MKP002_a_duplicate_key_is_found_with_the_first_place() {
        Finding finding = only(report(service("    namespace: a\n    namespace: b\n")), "MKP002");

        assertThat(finding.place().orElseThrow().span()).hasToString("7:5");
        assertThat(finding.related().get(0).place().span()).hasToString("6:5");
    }

    @Test
    void MKP003_an_unknown_key_of_a_service_is_found_with_what_was_meant() {
        assertThat(found(report(service("    dependson: [a]\n")), "MKP003"))
                .singleElement()
                .asString()
                .startsWith("6:5 error")
                .contains("dependsOn");
    }

    @Test
    void MKP003_an_unknown_setting_of_a_trait_is_found_at_its_key() {
        assertThat(found(report(service("    traits:\n      retry: {attempts: 1, perTryTimout: 1s}\n")), "MKP003"))
                .singleElement()
                .asString()
                .startsWith("7:28 error")
                .contains("perTryTimeout");
    }

    @Test
    void MKP004_a_wrong_type_is_found() {
        assertThat(found(report(service("    settings: {port: high}\n")), "MKP004"))
                .singleElement()
                .asString()
                .startsWith("6:22 error");
    }

    @Test
    void MKP005_a_duration_without_unit_says_what_to_write() {
        assertThat(found(report(service("    traits:\n      timeout: {request: 5}\n")), "MKP005"))
                .singleElement()
                .asString()
                .startsWith("7:26 error")
                .contains("has no unit; write 5s or 500ms");
    }

    @Test
    void MKP005_a_rule_of_a_route_does_one_thing() {
        assertThat(found(
                        report(service("    traits:\n      route:\n        rules:\n"
                                + "          - {to: [{service: web}], respond: {status: 200}}\n")),
                        "MKP005"))
                .containsExactly("9:36 error: a rule of web.route has to and respond; it can have one of them");
    }

    @Test
    void MKP006_a_missing_part_is_found() {
        assertThat(found(report("name: shop\nservices: {web: {namespace: a}}\n"), "MKP006"))
                .singleElement()
                .asString()
                .startsWith("2:")
                .contains("type");
    }

    @Test
    void MKP006_injection_on_a_mesh_needs_namespaces() {
        Report report = report("name: shop\nservices:\n  m:\n    type: Mesh\n    traits:\n"
                + "      automaticSidecarInjection: {mode: sidecar}\n");

        assertThat(found(report, "MKP006")).singleElement().asString().startsWith("6:7 error");
    }

    @Test
    void MKP007_a_key_with_blanks_is_read_and_can_be_repaired() {
        Finding finding = only(
                report("name: shop\nservices:\n  a: {type: Service}\n  b:\n    type: Service\n    depends On: [a]\n"),
                "MKP007");

        assertThat(finding.place().orElseThrow().span()).hasToString("6:5");
        assertThat(finding.fixes().get(0).edits().get(0).replacement()).isEqualTo("dependsOn");
    }

    @Test
    void MKP007_mutual_means_permissive_and_says_why() {
        Finding finding = only(
                report("name: shop\nservices:\n  m:\n    type: Mesh\n    traits:\n"
                        + "      mTLS: {policy: mutual, namespaces: [a]}\n"),
                "MKP007");

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.place().orElseThrow().span()).hasToString("6:22");
        assertThat(finding.message()).contains("permissive", "plain text", "strict");
        assertThat(finding.fixes()).hasSize(1);
    }

    @Test
    void MKP007_a_mutual_that_comes_through_a_variable_is_found_too() {
        Report report = report("name: shop\nvars: {p: mutual}\nservices:\n  m:\n    type: Mesh\n    traits:\n"
                + "      mTLS: {policy: $(#ref.vars.p), namespaces: [a]}\n");

        assertThat(found(report, "MKP007")).singleElement().asString().startsWith("7:22");
        assertThat(found(report, "MKP005")).isEmpty();
    }

    @Test
    void MKP007_the_version_in_the_settings_can_be_moved() {
        Finding finding = only(
                report("name: shop\nservices:\n  m:\n    type: Mesh\n    settings:\n      version: 1.8.2\n"), "MKP007");

        assertThat(finding.place().orElseThrow().span()).hasToString("6:7");
        assertThat(finding.fixes().get(0).edits())
                .extracting(edit -> edit.place().span() + " " + edit.replacement())
                .containsExactly("4:15 \n    version: 1.8.2", "6:7 ");
    }

    @Test
    void MKP007_a_second_version_in_the_settings_is_to_be_removed() {
        Finding finding = only(
                report("name: shop\nservices:\n  m:\n    type: Mesh\n    version: 1.9.0\n    settings:\n"
                        + "      version: 1.8.2\n"),
                "MKP007");

        assertThat(finding.place().orElseThrow().span()).hasToString("7:7");
        assertThat(finding.message()).endsWith("version stands beside type; remove it");
        assertThat(finding.related().get(0).place().span()).hasToString("5:14");
    }

    @Test
    void MKP008_an_empty_text_is_no_pattern() {
        assertThat(found(report(""), "MKP008")).singleElement().asString().startsWith("1:1 error");
    }

    @Test
    void MKP008_a_list_is_no_pattern() {
        assertThat(found(report("\n- a\n"), "MKP008"))
                .singleElement()
                .asString()
                .startsWith("2:1 error");
    }

    @Test
    void MKP008_a_second_document_is_told_not_read() {
        assertThat(found(report(service("") + "---\nname: other\n"), "MKP008"))
                .singleElement()
                .asString()
                .startsWith("7:1 error");
    }

    @Test
    void MKP009_a_key_of_ours_that_Go_reads_as_true_is_fine_and_a_value_is_not() {
        Report report = report(
                service("    labels: {a: yes}\n    traits:\n      retry:\n        attempts: 1\n        on: [5xx]\n"));

        assertThat(found(report, "MKP009")).singleElement().asString().startsWith("6:17");
    }

    @Test
    void MKP010_an_unknown_type_is_found_with_what_was_meant() {
        assertThat(found(report("name: shop\nservices:\n  web: {type: Servise}\n"), "MKP010"))
                .singleElement()
                .asString()
                .startsWith("3:15 error")
                .contains("did you mean \"Service\"");
    }

    @Test
    void MKP010_a_type_that_is_like_no_other_is_answered_with_what_there_is() {
        assertThat(found(report("name: shop\nservices:\n  web: {type: Whatsoever}\n"), "MKP010"))
                .containsExactly(
                        "3:15 error: the component type \"Whatsoever\" is unknown; there are Addon, Application,"
                                + " Broken, ExternalService, Mesh, Namespace, Policy, Route, Service and the kinds of"
                                + " Kubernetes, and any other kind with its apiVersion");
    }

    @Test
    void MKP011_a_trait_on_the_wrong_type_says_where_it_belongs() {
        Report report =
                report("name: shop\nservices:\n  n:\n    type: Namespace\n    traits:\n      retry: {attempts: 1}\n");

        assertThat(found(report, "MKP011"))
                .containsExactly(
                        "6:7 error: the trait retry does not apply to Namespace; it applies to ExternalService,"
                                + " Service");
    }

    @Test
    void MKP012_an_unknown_trait_is_found_with_what_was_meant() {
        assertThat(found(report(service("    traits:\n      retri: {attempts: 1}\n")), "MKP012"))
                .containsExactly("7:7 error: the trait \"retri\" is unknown; did you mean \"retry\"?");
    }

    @Test
    void MKP013_a_form_that_is_no_pattern_says_which_it_is_and_what_to_do() {
        assertThat(found(report("pattern-id: a\n"), "MKP013"))
                .singleElement()
                .asString()
                .startsWith("1:1 error: this is a draft of early 2021")
                .contains("write pattern-name as name");
        assertThat(found(report("apiVersion: v1\nkind: Pod\n"), "MKP013"))
                .singleElement()
                .asString()
                .startsWith("1:1 error: this is a Kubernetes object");
    }

    @Test
    void MKP014_a_pattern_for_another_mesh_is_refused() {
        assertThat(found(report("name: shop\nmesh: istio\nservices: {web: {type: Service}}\n"), "MKP014"))
                .containsExactly(
                        "2:7 error: the pattern is for istio and was asked for on toy; ask for it on istio, or name no"
                                + " mesh in it");
    }

    @Test
    void MKP014_a_type_that_contradicts_the_mesh_is_found() {
        assertThat(found(report("name: shop\nmesh: toy\nservices:\n  m: {type: IstioMesh, version: 1.2}\n"), "MKP014"))
                .containsExactly("4:13 error: the type IstioMesh is for istio, the pattern is for toy");
    }

    @Test
    void MKP015_a_guard_on_an_unknown_version_is_told() {
        assertThat(found(report(service("    when: {version: \">=1.2\"}\n")), "MKP015"))
                .singleElement()
                .asString()
                .startsWith("6:21 warning");
    }

    @Test
    void MKP016_a_profile_that_is_not_given_is_told() {
        assertThat(found(
                        read("name: s\nservices:\n  m: {type: IstioMesh, version: 1.2}\n")
                                .report(),
                        "MKP016"))
                .containsExactly("3:3 info: settings.profile is not given; \"default\" is assumed");
    }

    @Test
    void MKP017_a_name_without_letters_gives_no_identity() {
        assertThat(found(report("name: \"äö\"\nservices: {web: {type: Service}}\n"), "MKP017"))
                .singleElement()
                .asString()
                .startsWith("1:7 error");
    }

    @Test
    void MKP018_findings_beyond_a_limit_are_counted_not_shown() {
        StringBuilder text = new StringBuilder("name: a\nservices:\n");
        for (int i = 0; i < 3_000; i++) {
            text.append("  s")
                    .append(i)
                    .append(": {type: Service, settings: {Port")
                    .append(i)
                    .append(": 1}}\n");
        }

        Report report = report(text.toString());

        long errors = report.findings().stream()
                .filter(finding -> finding.severity() == io.meshkit.finding.Severity.ERROR)
                .count();
        assertThat(errors).isEqualTo(2_000);
        assertThat(found(report, "MKP018"))
                .containsExactly("nowhere warning: 1000 more findings are left out; correct those shown first");
    }

    @Test
    void a_hundred_thousand_levels_of_nesting_are_a_finding_where_they_become_too_deep() {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);

        for (String text : List.of(
                "name: s\nservices: {a: {type: Service, settings: " + deep + "}}\n",
                "name: s\nservices: {a: {type: Service, traits: {retry: " + deep + "}}}\n",
                "name: s\nvars: " + deep + "\nservices: {a: {type: Service}}\n",
                deep,
                "{a: ".repeat(100_000) + "}".repeat(100_000))) {
            assertThat(found(report(text), "MKP080")).hasSize(1);
        }
    }

    @Test
    void what_cannot_be_read_is_named_by_its_file() {
        assertThat(render("").desired().set()).hasToString("default/p");
        assertThat(render("- a\n").desired().set()).hasToString("default/p");
    }

    @Test
    void MKP020_a_reference_into_nothing_says_what_there_is() {
        assertThat(found(
                        report("name: s\nvars: {tries: 2}\nservices:\n  web:\n    type: Service\n"
                                + "    namespace: $(#ref.vars.tris)\n"),
                        "MKP020"))
                .containsExactly(
                        "6:16 error: $(#ref.vars.tris) leads nowhere: there is no \"tris\"; did you mean \"tries\"?");
        assertThat(found(
                        report("name: s\nvars: {tries: 2}\nservices:\n  web:\n    type: Service\n"
                                + "    namespace: $(#ref.services.mail.namespace)\n"),
                        "MKP020"))
                .singleElement()
                .asString()
                .endsWith("there is no \"mail\"; there is only web");
    }

    @Test
    void MKP020_a_reference_that_is_not_closed_is_found() {
        assertThat(found(report(service("    namespace: a-$(#ref.vars.x\n")), "MKP020"))
                .singleElement()
                .asString()
                .startsWith("6:16 error")
                .contains("not closed");
    }

    @Test
    void MKP021_a_circle_of_references_is_shown_whole() {
        Finding finding = only(
                report("name: s\nvars:\n  a: $(#ref.vars.b)\n  b: x-$(#ref.vars.c)\n  c: $(#ref.vars.a)\n"
                        + "services: {web: {type: Service, namespace: $(#ref.vars.a)}}\n"),
                "MKP021");

        assertThat(finding.message()).endsWith("vars.a -> vars.b -> vars.c -> vars.a");
        assertThat(finding.place().orElseThrow().span()).hasToString("3:6");
        assertThat(finding.related())
                .extracting(related -> related.place().span().toString())
                .containsExactly("4:6", "5:6");
    }

    @Test
    void MKP022_a_map_where_a_text_stands_is_found() {
        assertThat(found(
                        report("name: s\nvars: {m: {a: 1}}\nservices:\n  web:\n    type: Service\n"
                                + "    namespace: $(#ref.vars.m)\n"),
                        "MKP022"))
                .containsExactly("6:16 error: $(#ref.vars.m) leads to a map; here stands a text");
    }

    @Test
    void MKP022_a_list_inside_a_text_is_found() {
        assertThat(found(
                        report("name: s\nvars: {m: [1]}\nservices:\n  web:\n    type: Service\n"
                                + "    settings: {host: \"a-$(#ref.vars.m)\"}\n"),
                        "MKP022"))
                .singleElement()
                .asString()
                .startsWith("6:22 error");
    }

    @Test
    void MKP023_imports_secrets_files_and_other_kinds_are_refused() {
        for (String reference : List.of("$(#use https://a.b/c.yaml)", "$(#secret.a/b)", "$(#file.x)", "$(#what.x)")) {
            assertThat(found(
                            report("name: s\nservices:\n  web:\n    type: Service\n    settings: {host: \"" + reference
                                    + "\"}\n"),
                            "MKP023"))
                    .singleElement()
                    .asString()
                    .startsWith("5:22 error: " + reference);
        }
    }

    @Test
    void MKP023_an_environment_variable_has_to_be_allowed() {
        String text = service("    settings: {host: $(#env.HOME)}\n    traits: {retry: {attempts: 1}}\n");

        assertThat(found(report(text), "MKP023")).singleElement().asString().startsWith("6:22 error");
        assertThat(Bench.yaml(render(text, PatternOptions.DEFAULT.environment(List.of("HOME")))))
                .contains("host: /home/toy");
    }

    @Test
    void MKP024_a_value_for_an_undeclared_variable_is_refused() {
        Report report = render(
                        "name: s\nvars: {tries: 2}\nservices: {web: {type: Service}}\n",
                        PatternOptions.DEFAULT.variable("trise", NumberValue.of(3)))
                .report();

        assertThat(found(report, "MKP024"))
                .singleElement()
                .asString()
                .startsWith("2:1 error")
                .contains("\"tries\"");
    }

    @Test
    void MKP024_a_value_for_a_pattern_without_variables_is_refused_at_its_name() {
        Report report = render(
                        "services: {web: {type: Service}}\nname: s\n",
                        PatternOptions.DEFAULT.variable("tries", NumberValue.of(3)))
                .report();

        assertThat(found(report, "MKP024"))
                .containsExactly(
                        "2:7 error: a value is given for the variable \"tries\", which the pattern does not declare;"
                                + " there are none here");
    }

    @Test
    void MKP025_a_variable_keeps_to_its_declaration() {
        String text = "name: s\nvars:\n  tries: {type: integer, maximum: 10, minimum: 2, enum: [3, 20, 1, 4]}\n"
                + "services: {web: {type: Service}}\n";

        assertThat(found(report(text), "MKP025"))
                .containsExactly("3:3 error: the variable \"tries\" has no default; give it a value");
        assertThat(found(given(text, "tries", NumberValue.of(20)), "MKP025"))
                .singleElement()
                .asString()
                .contains("at most 10");
        assertThat(found(given(text, "tries", NumberValue.of(1)), "MKP025"))
                .singleElement()
                .asString()
                .contains("at least 2");
        assertThat(found(given(text, "tries", NumberValue.of(5)), "MKP025"))
                .singleElement()
                .asString()
                .contains("one of");
        assertThat(found(given(text, "tries", TextValue.of("3")), "MKP025"))
                .singleElement()
                .asString()
                .contains("declared as integer");
        assertThat(found(given(text, "tries", NumberValue.of(3)), "MKP025")).isEmpty();
    }

    private static Report given(String text, String name, io.meshkit.document.Value value) {
        return render(text, PatternOptions.DEFAULT.variable(name, value)).report();
    }

    @Test
    void MKP030_a_dependency_on_nobody_is_found_with_who_was_meant() {
        assertThat(found(
                        report("name: s\n"
                                + "services:\n"
                                + "  web: {type: Service, dependsOn: [data]}\n"
                                + "  date: {type: Service}\n"),
                        "MKP030"))
                .containsExactly("3:36 error: web depends on \"data\", which is no service of this pattern;"
                        + " did you mean \"date\"?");
    }

    @Test
    void MKP030_a_service_is_not_said_to_have_meant_itself() {
        assertThat(found(
                        report("name: s\n"
                                + "services:\n"
                                + "  date: {type: Service, dependsOn: [data]}\n"
                                + "  web: {type: Service}\n"),
                        "MKP030"))
                .containsExactly(
                        "3:37 error: date depends on \"data\", which is no service of this pattern; there is only web");
    }

    @Test
    void MKP005_another_version_of_the_format_is_told_the_one_that_there_is() {
        assertThat(found(
                        report("apiVersion: meshkit.dev/v2\n"
                                + "kind: Pattern\n"
                                + "name: s\n"
                                + "services: {web: {type: Service}}\n"),
                        "MKP005"))
                .containsExactly("1:13 error: apiVersion must be \"meshkit.dev/v1\", not \"meshkit.dev/v2\"");
    }

    @Test
    void MKP031_a_circle_of_services_is_shown_with_the_place_of_every_edge() {
        Finding finding = only(
                report("name: s\nservices:\n  a:\n    type: Service\n    dependsOn: [b]\n  b:\n    type: Service\n"
                        + "    dependsOn: [c]\n  c:\n    type: Service\n    dependsOn: [a]\n"),
                "MKP031");

        assertThat(finding.message()).endsWith("a -> b -> c -> a");
        assertThat(finding.place().orElseThrow().span()).hasToString("5:17");
        assertThat(finding.related())
                .extracting(related -> related.place().span().toString())
                .containsExactly("8:17", "11:17");
    }

    @Test
    void MKP031_a_reference_is_an_edge_too() {
        Finding finding = only(
                report("name: s\nservices:\n  a:\n    type: Service\n    settings: {host: $(#ref.services.b.name)}\n"
                        + "  b:\n    type: Service\n    dependsOn: [a]\n"),
                "MKP031");

        assertThat(finding.place().orElseThrow().span()).hasToString("5:22");
        assertThat(finding.related().get(0).place().span()).hasToString("8:17");
    }

    @Test
    void MKP035_services_that_refer_to_each_other_wait_for_none_and_a_note_says_so() {
        Report report =
                report("name: s\nservices:\n  a:\n    type: Service\n    settings: {host: $(#ref.services.b.name)}\n"
                        + "  b:\n    type: Service\n    settings: {host: $(#ref.services.a.name)}\n"
                        + "  c:\n    type: Service\n    settings: {host: $(#ref.services.a.name)}\n");

        Finding finding = only(report, "MKP035");
        assertThat(report.findings()).extracting(found -> found.code().value()).doesNotContain("MKP031");
        assertThat(finding.message()).startsWith("a, b refer to each other");
        assertThat(finding.place().orElseThrow().span()).hasToString("5:22");
        assertThat(finding.related().get(0).place().span()).hasToString("8:22");
    }

    @Test
    void MKP035_what_dependsOn_says_holds_between_services_that_refer_to_each_other() {
        Report report = report("name: s\n"
                + "services:\n"
                + "  a:\n"
                + "    type: Service\n"
                + "    settings: {host: $(#ref.services.b.name)}\n"
                + "  b:\n"
                + "    type: Service\n"
                + "    dependsOn: [a]\n"
                + "    settings: {host: $(#ref.services.a.name)}\n");

        assertThat(report.findings())
                .extracting(found -> found.code().value())
                .contains("MKP035")
                .doesNotContain("MKP031");
    }

    @Test
    void MKP032_two_services_that_disagree_are_found_with_both_places() {
        Finding finding = only(
                report("name: s\nservices:\n"
                        + "  a: {type: Service, name: web, traits: {circuitBreaker: {consecutiveErrors: 3}}}\n"
                        + "  b: {type: Service, name: web, traits: {circuitBreaker: {consecutiveErrors: 4}}}\n"),
                "MKP032");

        assertThat(finding.message())
                .isEqualTo("Policy.toy.dev default/web at /spec/errors: a.circuitBreaker wants 3,"
                        + " b.circuitBreaker wants 4");
        assertThat(finding.place().orElseThrow().span()).hasToString("4:78");
        assertThat(finding.related().get(0).place().span()).hasToString("3:78");
    }

    @Test
    void MKP034_a_mesh_without_manifests_says_which_folder_was_expected() {
        String text = "name: s\nservices:\n  m: {type: Mesh}\n";

        assertThat(found(report(text), "MKP034")).singleElement().asString().startsWith("3:3 error");
        assertThat(found(
                        render(text, PatternOptions.DEFAULT.manifests(java.nio.file.Path.of("nowhere")))
                                .report(),
                        "MKP034"))
                .singleElement()
                .asString()
                .contains("the folder " + java.nio.file.Path.of("nowhere", "toy") + " was expected");
    }

    @Test
    void MKP034_a_folder_of_manifests_that_is_not_there_is_found_also_when_nothing_is_to_be_installed() {
        Report report = render(service(""), PatternOptions.DEFAULT.manifests(java.nio.file.Path.of("nowhere")))
                .report();

        assertThat(found(report, "MKP034"))
                .containsExactly(
                        "2:7 error: the folder for manifests, nowhere, is not there; correct its path, or leave"
                                + " it out when nothing is installed from manifests");
    }

    @Test
    void MKP040_what_the_mesh_cannot_do_is_refused_with_reason_and_way_out() {
        String text = service("    traits:\n      retry: {attempts: 2, backoff: 1s}\n");

        assertThat(found(report(text), "MKP040"))
                .containsExactly("7:28 error: web.retry.backoff on toy: toys do not wait; leave backoff out");
        assertThat(render(text).desired().resources()).isEmpty();
    }

    @Test
    void MKP040_what_the_mesh_cannot_do_is_left_out_when_that_is_asked_for() {
        var rendered = render(
                service("    traits:\n      retry: {attempts: 2, backoff: 1s}\n"),
                PatternOptions.DEFAULT.unsupported(Unsupported.WARN));

        assertThat(found(rendered.report(), "MKP040"))
                .singleElement()
                .asString()
                .startsWith("7:28 warning");
        assertThat(Bench.yaml(rendered)).contains("attempts: 2").doesNotContain("backoff");
    }

    @Test
    void MKP040_a_trait_without_renderer_is_a_reason_of_its_own() {
        assertThat(found(report(service("    traits:\n      route: {rules: [{to: [{service: web}]}]}\n")), "MKP040"))
                .singleElement()
                .asString()
                .startsWith("7:7 error: web.route on toy: not implemented by this adapter");
    }

    @Test
    void MKP040_a_kind_of_another_mesh_is_refused() {
        assertThat(found(report("name: s\nservices:\n  v: {type: VirtualService.Istio}\n"), "MKP040"))
                .singleElement()
                .asString()
                .startsWith("3:13 error: VirtualService.Istio is a kind of istio");
    }

    @Test
    void MKP041_what_is_emulated_or_partial_is_told() {
        Report report = report(service(
                "    traits:\n      retry: {attempts: 2, on: [5xx]}\n      timeout: {request: 9s, idle: 1h}\n"));

        assertThat(found(report, "MKP041"))
                .containsExactly(
                        "7:28 warning: web.retry.on on toy: toys retry everything",
                        "8:30 info: web.timeout.idle on toy: by a second timer");
    }

    @Test
    void MKP005_a_comparison_beside_presence_is_refused_wherever_headers_and_parameters_are_compared() {
        String match = "      route: {rules: [{match: [{%s: [{name: x-role, %s}]}]}]}\n";
        for (String way : List.of("exact", "prefix", "regex")) {
            for (String present : List.of("true", "false")) {
                String both = "present: " + present + ", " + way + ": a";
                for (String trait : List.of(
                        match.formatted("headers", both),
                        match.formatted("query", both),
                        "      access: {rules: [{to: {headers: [{name: x-role, " + both + "}]}}]}\n")) {
                    assertThat(found(report(service("    traits:\n" + trait)), "MKP005"))
                            .as(trait)
                            .singleElement()
                            .asString()
                            .startsWith("7:")
                            .contains("must not have present and " + way + " together");
                }
            }
        }
        assertThat(found(
                        report(service("    traits:\n" + match.formatted("headers", "present: false, invert: true"))),
                        "MKP005"))
                .isEmpty();
    }

    @Test
    void MKP042_an_extension_for_another_mesh_is_told() {
        assertThat(found(report(service("    extensions:\n      istio: {Gateway: {}}\n")), "MKP042"))
                .singleElement()
                .asString()
                .startsWith("7:7 info");
    }

    @Test
    void MKP107_an_extension_for_a_mesh_that_nobody_knows_is_told_with_what_was_meant() {
        Report report = report(service("    extensions:\n      isto: {Gateway: {}}\n      Toy: {Gate: {}}\n"));

        assertThat(found(report, "MKP107")).hasSize(2);
        assertThat(found(report, "MKP107").get(0)).startsWith("7:7 warning").contains("did you mean \"istio\"?");
        assertThat(found(report, "MKP107").get(1)).startsWith("8:7 warning").contains("did you mean \"toy\"?");
        assertThat(found(report, "MKP042")).isEmpty();
    }

    @Test
    void MKP102_an_extension_that_replaces_what_a_trait_says_is_told_with_both_places() {
        Finding finding = only(
                report(service("    traits:\n      timeout: {request: 2s}\n    extensions:\n      toy: {Route: {spec:"
                        + " {rules: [{name: q}]}}}\n")),
                "MKP102");

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.place().orElseThrow().span()).hasToString("9:35");
        assertThat(finding.related().get(0).place().span()).hasToString("7:26");
        assertThat(finding.message())
                .isEqualTo("the extension of web replaces a list of 1 at /spec/rules of Route.toy.dev default/web by a"
                        + " list of 1; a list is replaced as a whole, so repeat in the extension what shall stay");
    }

    @Test
    void MKP102_an_extension_that_adds_or_says_the_same_is_not_told() {
        assertThat(found(
                        report(service("    traits:\n      circuitBreaker: {consecutiveErrors: 5}\n    extensions:\n"
                                + "      toy: {Policy: {spec: {errors: 5, more: [1]}}}\n")),
                        "MKP102"))
                .isEmpty();
    }

    @Test
    void MKP102_a_map_that_an_extension_replaces_is_told() {
        assertThat(found(
                        report("name: s\nservices:\n  c:\n    type: ConfigMap\n    settings: {data: {a: b}}\n"
                                + "    extensions: {toy: {ConfigMap: {data: x}}}\n"),
                        "MKP102"))
                .singleElement()
                .asString()
                .startsWith("6:42 warning")
                .contains("replaces a map at /data");
    }

    @Test
    void MKP043_an_extension_of_nothing_is_told() {
        assertThat(found(report(service("    extensions:\n      toy: {Gate: {}}\n")), "MKP043"))
                .singleElement()
                .asString()
                .startsWith("7:13 warning");
    }

    @Test
    void MKP044_a_renderer_that_fails_is_a_finding() {
        assertThat(found(report("name: s\nservices:\n  b: {type: Broken}\n"), "MKP044"))
                .singleElement()
                .asString()
                .startsWith("3:3 error")
                .contains("broken on purpose");
    }

    @Test
    void MKP050_weights_are_100_together() {
        assertThat(found(
                        report(service("    settings: {versions: {v1: {}, v2: {}}}\n    traits:\n"
                                + "      trafficSplit: {weights: {v1: 90, v2: 9.5}}\n")),
                        "MKP050"))
                .containsExactly("8:22 error: the weights of web.trafficSplit are 99.5 together, not 100");
        assertThat(found(
                        report(service("    traits:\n      route:\n        rules:\n"
                                + "          - to: [{service: a, weight: 50}, {service: b}]\n")),
                        "MKP050"))
                .singleElement()
                .asString()
                .startsWith("9:13 error");
    }

    @Test
    void MKP051_a_version_that_is_not_declared_is_found() {
        assertThat(found(
                        report(service("    settings: {versions: {v1: {}, v2: {}}}\n    traits:\n"
                                + "      trafficSplit: {weights: {v1: 90, v3: 10}}\n")),
                        "MKP051"))
                .singleElement()
                .asString()
                .startsWith("8:40 error: web declares no version \"v3\"");
        assertThat(found(report(service("    traits:\n      route: {rules: [{to: [{version: v9}]}]}\n")), "MKP051"))
                .singleElement()
                .asString()
                .startsWith("7:39 error")
                .contains("add settings.versions");
    }

    @Test
    void MKP052_a_timeout_shorter_than_all_tries_is_told() {
        assertThat(found(
                        report(service("    traits:\n      retry: {attempts: 2, perTryTimeout: 1s}\n"
                                + "      timeout: {request: 2s}\n")),
                        "MKP052"))
                .containsExactly("8:26 warning: timeout.request 2s ends before all tries have had their time:"
                        + " 3 tries of 1s take up to 3s");
    }

    @Test
    void every_code_is_written_once_but_for_those_shared_with_the_schemas() {
        List<String> codes = Stream.of(PatternCodes.values())
                .map(code -> code.code().value())
                .toList();

        assertThat(new TreeSet<>(codes)).hasSameSizeAs(codes);
        assertThat(PatternCodes.values())
                .allSatisfy(code -> assertThat(code.meaning()).isNotBlank());
    }

    @Test
    void a_pattern_for_any_mesh_is_taken_by_every_mesh() {
        Report report = render(
                        "name: s\nmesh: auto\nservices: {web: {type: Service}}\n",
                        PatternOptions.DEFAULT,
                        new MeshId("other"))
                .report();

        assertThat(report.findings()).isEmpty();
    }
}
