// SPDX-License-Identifier: Apache-2.0
package io.meshkit.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.MeshKit;
import io.meshkit.document.MapValue;
import io.meshkit.document.SourceText;
import io.meshkit.plan.Plan;
import io.meshkit.plan.PlanStyle;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExamplesTest {

    private static final Path HOME =
            Path.of("").toAbsolutePath().endsWith("examples") ? Path.of("") : Path.of("examples");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    @Test
    void the_tour_plans_applies_applies_again_without_a_write_finds_drift_and_rolls_back() {
        int exit = run("apply-pattern");

        assertThat(out()).contains("order: istio → prometheus → grafana");
        assertThat(out()).containsPattern("0 writes: of \\d+ requests the server counts 0 that write");
        assertThat(out()).contains("spec.replicas").contains("No drift any more.");
        assertThat(exit).isEqualTo(Exit.DONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"istio", "linkerd", "consul"})
    void the_neutral_pattern_is_applied_on_every_mesh(String mesh) {
        int exit = run("apply-pattern", checkout(), "--mesh", mesh, "--embedded");

        assertThat(exit).as("%s%n%s", out(), err()).isEqualTo(Exit.DONE);
        assertThat(out()).contains("Plan of default/checkout");
    }

    @ParameterizedTest
    @ValueSource(strings = {"istio", "linkerd", "consul"})
    void the_shop_finds_every_kind_that_it_needs_on_the_embedded_cluster(String mesh) {
        int exit = run("apply-pattern", HOME.resolve("patterns/shop.yaml").toString(), "--mesh", mesh, "--embedded");

        assertThat(exit).as("%s%n%s", out(), err()).isEqualTo(Exit.DONE);
        assertThat(out()).contains("Done: ");
    }

    @Test
    void an_item_of_a_list_is_named_as_in_every_other_message() {
        run(
                "apply-pattern",
                HOME.resolve("patterns/shop.yaml").toString(),
                "--mesh",
                "linkerd",
                "--embedded",
                "--plan-only");

        assertThat(out()).contains("warning: payments.ports[0] on linkerd: ");
    }

    @Test
    void a_failure_is_printed_in_the_form_of_a_finding() {
        run("apply-pattern", "no.yaml", "--mesh", "istio", "--embedded");

        assertThat(err()).isEqualTo("""
            error[MK-FILE-READ]: cannot read no.yaml: there is no such file
              = help: Check the path and that the file may be read.
            """);
    }

    @Test
    void a_plan_as_json_can_be_read_back() {
        int exit = run("apply-pattern", checkout(), "--mesh", "istio", "--embedded", "--plan-only", "--format", "json");

        assertThat(exit).isEqualTo(Exit.DONE);
        try (MeshKit kit = MeshKit.offline()) {
            MapValue printed = (MapValue) kit.reader()
                    .read(SourceText.of("plan.json", out()))
                    .documents()
                    .get(0)
                    .root();
            Plan plan = Plan.from(printed.map("plan").orElseThrow());
            assertThat(plan.steps()).hasSizeGreaterThan(1);
            assertThat(printed.has("report")).isTrue();
        }
    }

    @Test
    void a_variable_on_the_command_line_reaches_the_plan() {
        int exit =
                run("apply-pattern", checkout(), "--mesh", "linkerd", "--embedded", "--plan-only", "--set", "tries=7");

        assertThat(exit).isEqualTo(Exit.DONE);
        assertThat(out()).contains("retry.linkerd.io/limit: \"7\"");
    }

    @Test
    void a_broken_file_ends_with_the_place_of_what_is_wrong() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.yaml"), """
            apiVersion: meshkit.dev/v1
            kind: Pattern
            name: broken
            services:
              web:
                type: Service
                traits:
                  retry: { atempts: 2 }
            """);

        int exit = run("apply-pattern", broken.toString(), "--mesh", "istio", "--embedded");

        assertThat(exit).isEqualTo(Exit.FINDINGS);
        assertThat(err()).contains("broken.yaml:8:16").contains("attempts");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "apply-patern",
                "local-mesh now",
                "apply-pattern x.yaml",
                "convert-pattern",
                "convert-pattern x.yaml --check",
                "format-pattern --check",
                "format-pattern x.yaml y.yaml",
                "apply-pattern x.yaml --mesh",
                "apply-pattern x.yaml --mesh Istio",
                "apply-pattern x.yaml --mesh kuma --embedded",
                "apply-pattern x.yaml y.yaml --mesh istio",
                "apply-pattern --mesh istio",
                "apply-pattern x.yaml --mesh istio --format xml",
                "apply-pattern x.yaml --mesh istio --set tries",
                "apply-pattern x.yaml --mesh istio --namespace A_B",
                "apply-pattern x.yaml --mesh istio --dry",
                "apply-pattern x.yaml --mesh istio --mesh linkerd",
                "apply-pattern x.yaml --mesh istio --embedded --kubeconfig k"
            })
    void a_wrong_call_says_what_is_wrong_and_ends_with_2(String call) {
        int exit = run(call.split(" "));

        assertThat(exit).isEqualTo(Exit.USAGE);
        assertThat(err()).isNotBlank().contains("MK-EXAMPLE-USAGE");
    }

    @Test
    void an_old_pattern_is_printed_in_the_words_of_today() {
        int exit = run("convert-pattern", HOME.resolve("patterns/istio-sm.yaml").toString());

        assertThat(exit).isEqualTo(Exit.DONE);
        assertThat(out())
                .startsWith("apiVersion: meshkit.dev/v1\nkind: Pattern\nname: IstioSM\n")
                .contains("type: Mesh\n", "policy: permissive\n");
        assertThat(err())
                .contains("warning[MKP007]: settings.version is the older spelling")
                .doesNotContain("error");
    }

    @Test
    void what_of_an_old_pattern_has_no_place_today_is_told_beside_it() throws IOException {
        Path old = Files.writeString(folder.resolve("old.yaml"), """
            name: old
            services:
              a38df2cf-a096-4bfe-b1b5-33c23520d14e:
                name: shop
                type: Bucket
                model: couchbase
                apiVersion: couchbase.com/v2
                settings: {spec: {size: 1}}
            """);

        int exit = run("convert-pattern", old.toString());

        assertThat(exit).isEqualTo(Exit.DONE);
        assertThat(out()).contains("  shop:\n    type: Bucket\n");
        assertThat(err()).contains("old.yaml:6:5").contains("MKP077").contains("MKP076");
    }

    @Test
    void warnings_of_reading_are_told_beside_what_is_converted() throws IOException {
        Path old = Files.writeString(
                folder.resolve("old.yaml"),
                "name: old\nservices: {a: {type: ConfigMap, settings: {my Key: 1}}, b: {type: ConfigMap, depends On:"
                        + " [a]}}\n");

        assertThat(run("convert-pattern", old.toString())).isEqualTo(Exit.DONE);
        assertThat(err()).contains("MKP007", "the key \"depends On\" is read as \"dependsOn\"");
        assertThat(out()).contains("dependsOn:");
    }

    @Test
    void a_check_of_what_cannot_be_formatted_says_so() throws IOException {
        Path marked = Files.writeString(folder.resolve("marked.yaml"), "? name\n: a\n? services\n:\n    a: {}\n");

        assertThat(run("format-pattern", marked.toString(), "--check")).isEqualTo(Exit.FINDINGS);
        assertThat(err()).contains("marked.yaml:1:1", "MKP075", "marked.yaml cannot be formatted as it is");
        assertThat(out()).isEmpty();
    }

    @Test
    void a_pattern_with_errors_is_not_converted() throws IOException {
        Path old = Files.writeString(folder.resolve("old.yaml"), "name: old\nowner: me\nservices: {a: {type: Mesh}}\n");

        int exit = run("convert-pattern", old.toString());

        assertThat(exit).isEqualTo(Exit.FINDINGS);
        assertThat(out()).isEmpty();
        assertThat(err()).contains("old.yaml:2:1").contains("owner");
    }

    @Test
    void a_pattern_file_is_printed_in_the_usual_layout() throws IOException {
        Path messy = Files.writeString(folder.resolve("messy.yaml"), """
            name: messy
            services:
                # the mesh
                istio:
                    type: IstioMesh
                    depends On: []
            """);

        assertThat(run("format-pattern", messy.toString(), "--check")).isEqualTo(Exit.FINDINGS);
        assertThat(err()).contains("messy.yaml:3:1 is the first of 4 places to change");
        assertThat(out()).isEmpty();

        assertThat(run("format-pattern", messy.toString())).isEqualTo(Exit.DONE);
        assertThat(out()).isEqualTo("""
            name: messy
            services:
              # the mesh
              istio:
                type: IstioMesh
                dependsOn: []
            """);
    }

    @Test
    void a_check_of_a_formatted_file_ends_with_0_and_of_other_line_ends_with_1() throws IOException {
        assertThat(run("format-pattern", "--check", checkout())).isEqualTo(Exit.DONE);
        assertThat(out()).contains("checkout.yaml is formatted.");

        Path windows = Files.writeString(folder.resolve("windows.yaml"), "name: a\r\nservices: {}\r\n");

        assertThat(run("format-pattern", windows.toString(), "--check")).isEqualTo(Exit.FINDINGS);
        assertThat(err()).contains("windows.yaml has other line ends");
    }

    @Test
    void a_file_with_errors_of_syntax_is_not_formatted() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.yaml"), "name: [a\n");

        assertThat(run("format-pattern", broken.toString())).isEqualTo(Exit.FINDINGS);
        assertThat(out()).isEmpty();
        assertThat(err()).contains("broken.yaml:1:7").contains("MKP001");
    }

    @ParameterizedTest
    @ValueSource(strings = {"convert-pattern", "format-pattern"})
    void a_file_that_is_not_there_is_not_written(String program) {
        assertThat(run(program, folder.resolve("no.yaml").toString())).isEqualTo(Exit.OUTSIDE);
        assertThat(err()).contains("no.yaml").contains("MK-FILE-READ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\0b"})
    void a_word_that_names_no_file_is_a_wrong_call(String word) {
        assertThat(run("format-pattern", word)).isEqualTo(Exit.USAGE);
        assertThat(run("apply-pattern", word, "--mesh", "istio", "--embedded")).isEqualTo(Exit.USAGE);
        assertThat(run("apply-pattern", checkout(), "--mesh", "istio", "--kubeconfig", word))
                .isEqualTo(Exit.USAGE);
        assertThat(err()).contains("MK-EXAMPLE-USAGE");
    }

    @Test
    void a_file_that_is_not_there_ends_with_3() {
        int exit = run("apply-pattern", folder.resolve("no.yaml").toString(), "--mesh", "istio", "--embedded");

        assertThat(exit).isEqualTo(Exit.OUTSIDE);
        assertThat(err()).contains("no.yaml").contains("MK-FILE-READ");
    }

    @Test
    void a_kubeconfig_that_is_not_there_ends_with_3() {
        int exit = run(
                "apply-pattern",
                checkout(),
                "--mesh",
                "istio",
                "--kubeconfig",
                folder.resolve("none").toString());

        assertThat(exit).isEqualTo(Exit.OUTSIDE);
        assertThat(err()).contains("kubeconfig");
    }

    @Test
    void a_kubeconfig_may_lie_in_a_folder_with_blanks_and_other_characters() {
        Path none = folder.resolve("a folder #1 100%").resolve("none");

        int exit = run("apply-pattern", checkout(), "--mesh", "istio", "--kubeconfig", none.toString());

        assertThat(exit).isEqualTo(Exit.OUTSIDE);
        assertThat(err()).contains("there is no kubeconfig " + none);
    }

    @Test
    void the_seed_pattern_is_applied_on_the_embedded_cluster_with_the_stand_in_manifests() {
        int exit = run(
                "apply-pattern", HOME.resolve("patterns/istio-sm.yaml").toString(), "--mesh", "istio", "--embedded");

        assertThat(exit).as("%s%n%s", out(), err()).isEqualTo(Exit.DONE);
    }

    @Test
    void each_finding_is_printed_once() {
        run("apply-pattern", checkout(), "--mesh", "consul", "--embedded", "--plan-only");

        assertThat(out() + err()).containsOnlyOnce("Consul tells versions by the metadata");
    }

    @Test
    void the_tour_says_that_an_apply_is_done_before_it_goes_on() {
        run("apply-pattern");

        assertThat(out()).containsSubsequence("Done: 18 done, 21 writes.", "order: istio");
    }

    @Test
    void help_behind_a_program_is_help_too() {
        int exit = run("apply-pattern", "--help");

        assertThat(exit).isEqualTo(Exit.DONE);
        assertThat(out()).contains("--plan-only");
    }

    @Test
    void help_lists_the_options_and_ends_with_0() {
        int exit = run("help");

        assertThat(exit).isEqualTo(Exit.DONE);
        assertThat(out()).contains("--plan-only").contains("Exit codes");
    }

    @Test
    void the_mistakes_planted_in_the_shop_are_found_each_at_its_line() {
        int exit = run("analyze", configurations());

        assertThat(exit).isEqualTo(Exit.FINDINGS);
        assertThat(out())
                .contains("no DestinationRule of the host \"reviews\" defines the subset \"v3\"")
                .contains("the host \"reviewz\" is no service that this namespace sees")
                .contains("no pod of Service shop/reviews has the labels {version=v2}")
                .contains("there is no Gateway shop-gateway in the namespace \"shop\"")
                .contains("no pod has the labels {istio=ingress}")
                .contains("shop.yaml:105:21")
                .containsPattern("\\d+ rules looked at \\d+ resources");
    }

    @Test
    void an_analysis_as_istioctl_makes_it_reports_its_codes_alone_when_asked() {
        int exit = run("analyze", configurations(), "--compat", "istioctl", "--group", "IST0112", "--format", "json");

        assertThat(exit).isEqualTo(Exit.FINDINGS);
        assertThat(out())
                .contains("\"code\": \"IST0112\"")
                .contains("\"resource\": \"VirtualService shop/ratings\"")
                .doesNotContain("IST0101");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "analyze",
                "analyze x --format xml",
                "analyze x --compat kiali",
                "analyze x --cluster east",
                "analyze x --nope",
                "analyze x --fail-on"
            })
    void a_wrong_call_of_the_analysis_is_told_and_ends_with_2(String words) {
        assertThat(run(words.split(" "))).isEqualTo(Exit.USAGE);
        assertThat(err()).contains("Run examples/run help");
    }

    @Test
    void an_analysis_of_what_is_not_there_fails_outside() {
        assertThat(run("analyze", "no-such-folder")).isEqualTo(Exit.OUTSIDE);
        assertThat(err()).contains("MK-FILE-READ");
    }

    private static String configurations() {
        return HOME.resolve("configurations").toString();
    }

    private static String checkout() {
        return HOME.resolve("patterns/checkout.yaml").toString();
    }

    private int run(String... words) {
        return Examples.run(
                List.of(words),
                HOME,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                PlanStyle.PLAIN);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
