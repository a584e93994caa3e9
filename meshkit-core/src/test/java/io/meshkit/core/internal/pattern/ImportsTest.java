// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.document.SourceId;
import io.meshkit.document.TextValue;
import io.meshkit.finding.Finding;
import io.meshkit.finding.Report;
import io.meshkit.finding.Severity;
import io.meshkit.pattern.Component;
import io.meshkit.pattern.Pattern;
import io.meshkit.pattern.PatternOptions;
import io.meshkit.pattern.RenderedPattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImportsTest {

    private static final String SHOP = """
        name: shop
        vars:
          ns: shop
          tries: {type: integer, default: 2, maximum: 5}
          note: see $(#ref.vars.ns)
        services:
          db: {type: ConfigMap.K8s, namespace: $(#ref.vars.ns), settings: {data: {tries: "n$(#ref.vars.tries)", note: $(#ref.vars.note)}}}
          web:
            type: ConfigMap.K8s
            namespace: $(#ref.vars.ns)
            dependsOn: [db]
            settings: {data: {db: $(#ref.services.db.name), plain: services.db}}
        """;

    @TempDir
    private Path folder;

    @BeforeEach
    void writeTheShop() throws IOException {
        write("shop.yaml", SHOP);
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private Path importing(String rest) throws IOException {
        return write("main.yaml", "name: main\nservices:\n" + rest);
    }

    private static RenderedPattern render(Path file) {
        return Bench.render(Bench.read(file), PatternOptions.DEFAULT, ToyMesh.ID);
    }

    private static List<String> keys(Pattern pattern) {
        return pattern.components().stream().map(Component::key).toList();
    }

    private static List<String> waits(Pattern pattern, String key) {
        return pattern.component(key).orElseThrow().dependsOn().stream()
                .map(TextValue::text)
                .toList();
    }

    private static List<String> errors(Report report) {
        return report.findings().stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .map(finding -> finding.code() + " " + finding.message())
                .toList();
    }

    private static Finding error(Report report) {
        List<Finding> errors = report.findings().stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .toList();
        assertThat(errors).as("errors of %s", report.findings()).hasSize(1);
        return errors.get(0);
    }

    @Test
    void services_of_the_imported_file_stand_where_the_import_stood() throws IOException {
        Pattern pattern = Bench.read(importing("""
              a: {type: Secret.K8s}
              s: {type: $(#use ./shop.yaml)}
              z: {type: Secret.K8s}
            """));

        assertThat(pattern.report().findings()).isEmpty();
        assertThat(keys(pattern)).containsExactly("a", "s.db", "s.web", "z");
        assertThat(pattern.component("s.db").orElseThrow().keyPlace().orElseThrow())
                .hasToString(folder.resolve("shop.yaml") + ":7:3");
        assertThat(pattern.root().find("/services/s/type")).hasToString("Optional[$(#use ./shop.yaml)]");
    }

    @Test
    void references_inside_lead_to_the_services_and_variables_that_came_along() throws IOException {
        RenderedPattern rendered = render(importing("  s: {type: $(#use ./shop.yaml)}\n"));

        assertThat(rendered.report().findings()).isEmpty();
        assertThat(Bench.yaml(rendered)).isEqualTo("""
            --- # s.db, WHOLE
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: db
              namespace: shop
            data:
              tries: n2
              note: see shop
            --- # s.web, WHOLE, after [ConfigMap shop/db]
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: web
              namespace: shop
            data:
              db: db
              plain: services.db
            """);
    }

    @Test
    void two_imports_of_one_file_stay_apart() throws IOException {
        RenderedPattern rendered = render(importing(
                "  s: {type: $(#use ./shop.yaml)}\n  t: {type: $(#use ./shop.yaml), settings: {ns: other}}\n"));

        assertThat(rendered.report().findings()).isEmpty();
        assertThat(rendered.desired().resources())
                .extracting(resource -> resource.key().toString())
                .containsExactlyInAnyOrder(
                        "ConfigMap shop/db", "ConfigMap shop/web", "ConfigMap other/db", "ConfigMap other/web");
    }

    @Test
    void settings_are_values_for_variables_and_speak_of_the_importing_pattern() throws IOException {
        RenderedPattern rendered = render(write("main.yaml", """
            name: main
            vars: {ns: mine}
            services:
              s: {type: $(#use ./shop.yaml), settings: {ns: $(#ref.vars.ns)}}
            """));

        assertThat(rendered.report().findings()).isEmpty();
        assertThat(rendered.desired().resources())
                .extracting(resource -> resource.key().toString())
                .containsExactly("ConfigMap mine/db", "ConfigMap mine/web");
    }

    @Test
    void a_setting_that_is_no_variable_is_found_with_what_was_meant() throws IOException {
        Finding finding = error(Bench.read(importing("  s: {type: $(#use ./shop.yaml), settings: {trie: 3}}\n"))
                .report());

        assertThat(finding.code()).hasToString("MKP024");
        assertThat(finding.message())
                .isEqualTo(
                        "a value is given for the variable \"trie\", which the imported pattern does not declare; did"
                                + " you mean \"tries\"?");
        assertThat(finding.place().orElseThrow()).hasToString(folder.resolve("main.yaml") + ":3:45");
    }

    @ParameterizedTest
    @ValueSource(strings = {"9", "$(#ref.vars.n)"})
    void limits_of_a_variable_hold_for_the_value_of_the_importing_service(String value) throws IOException {
        RenderedPattern rendered = render(write(
                "main.yaml",
                "name: main\nvars: {n: 9}\nservices:\n  s: {type: $(#use ./shop.yaml), settings: {tries: " + value
                        + "}}\n"));

        assertThat(errors(rendered.report())).containsExactly("MKP025 the variable \"s.tries\" is at most 5; got 9");
        assertThat(Bench.only(rendered.report(), "MKP025")
                        .place()
                        .orElseThrow()
                        .source()
                        .name())
                .endsWith("main.yaml");
    }

    @Test
    void the_caller_may_give_values_to_variables_of_imports() throws IOException {
        RenderedPattern rendered = Bench.render(
                Bench.read(importing("  s: {type: $(#use ./shop.yaml)}\n")),
                PatternOptions.DEFAULT.variable("s.ns", TextValue.of("given")),
                ToyMesh.ID);

        assertThat(rendered.desired().resources())
                .extracting(resource -> resource.key().namespace())
                .containsOnly("given");
    }

    @Test
    void what_the_import_depends_on_is_there_before_its_roots() throws IOException {
        Pattern pattern =
                Bench.read(importing("  a: {type: Secret.K8s}\n  s: {type: $(#use ./shop.yaml), dependsOn: [a]}\n"));

        assertThat(waits(pattern, "s.db")).containsExactly("a");
        assertThat(waits(pattern, "s.web")).containsExactly("s.db");
    }

    @Test
    void what_depends_on_the_import_waits_for_all_of_it_and_an_import_may_depend_on_another() throws IOException {
        Pattern pattern = Bench.read(importing("""
              s: {type: $(#use ./shop.yaml)}
              t: {type: $(#use ./shop.yaml), dependsOn: [s], settings: {ns: b}}
              z: {type: Secret.K8s, dependsOn: [t]}
            """));

        assertThat(waits(pattern, "t.db")).containsExactly("s.db", "s.web");
        assertThat(waits(pattern, "t.web")).containsExactly("t.db");
        assertThat(waits(pattern, "z")).containsExactly("t.db", "t.web");
    }

    @Test
    void an_unknown_dependency_inside_does_not_meet_a_service_outside() throws IOException {
        write("b.yaml", "name: b\nservices: {x: {type: Secret.K8s, dependsOn: [outer]}}\n");

        Report report = render(importing("  outer: {type: Secret.K8s}\n  s: {type: $(#use ./b.yaml)}\n"))
                .report();

        assertThat(error(report).code()).hasToString("MKP030");
        assertThat(error(report).place().orElseThrow().source().name()).endsWith("b.yaml");
    }

    @Test
    void the_importing_pattern_refers_to_what_came_along_and_to_settings_of_the_import() throws IOException {
        RenderedPattern rendered = render(importing("""
              s: {type: $(#use ./shop.yaml), settings: {ns: mine}}
              c: {type: ConfigMap.K8s, settings: {data: {a: "$(#ref.services.[s.db].name)", b: $(#ref.services.s.settings.ns)}}}
            """));

        assertThat(rendered.report().findings()).isEmpty();
        assertThat(Bench.yaml(rendered)).contains("  a: db\n  b: mine\n");
    }

    @Test
    void a_file_that_is_imported_imports_in_turn_from_its_own_folder() throws IOException {
        write(
                "sub/b.yaml",
                "name: b\nvars: {n: x}\nservices: {c: {type: $(#use ./c/c.yaml), settings: {m: $(#ref.vars.n)}}}\n");
        write(
                "sub/c/c.yaml",
                "name: c\nvars: {m: none}\nservices: {d: {type: Secret.K8s, namespace: $(#ref.vars.m)}}\n");

        RenderedPattern rendered = render(importing("  b: {type: $(#use sub/b.yaml), settings: {n: deep}}\n"));

        assertThat(rendered.report().findings()).isEmpty();
        assertThat(rendered.desired().resources()).singleElement().satisfies(resource -> {
            assertThat(resource.key()).hasToString("Secret deep/d");
            assertThat(resource.component()).isEqualTo("b.c.d");
        });
    }

    @Test
    void any_dialect_imports_any_dialect() throws IOException {
        write("design.yaml", """
            name: d
            components:
              - {displayName: note, model: {name: meshery-core}, component: {kind: Comment}}
              - {displayName: pod, configuration: {spec: {}}, component: {kind: Pod, version: v1}, metadata: {dependsOn: [note]}}
            """);

        Pattern pattern = Bench.read(write(
                "main.yaml",
                "apiVersion: meshkit.dev/v1\nkind: Pattern\nname: m\nservices: {d: {type: $(#use ./design.yaml)}}\n"));

        assertThat(pattern.dialect()).isEqualTo("meshkit.dev/v1");
        assertThat(keys(pattern)).containsExactly("d.note", "d.pod");
        assertThat(pattern.component("d.note").orElseThrow().isDrawing()).isTrue();
    }

    @Test
    void a_pattern_on_the_class_path_is_imported_with_what_lies_beside_it() {
        Pattern pattern = Bench.read("name: m\nservices: {l: {type: $(#use classpath:patterns/library/shop.yaml)}}\n");

        assertThat(pattern.report().findings()).isEmpty();
        assertThat(keys(pattern)).containsExactly("l.map", "l.deep.secret");
        assertThat(pattern.component("l.deep.secret").orElseThrow().keyPlace().orElseThrow())
                .hasToString("classpath:patterns/library/inner/deep.yaml:3:3");
    }

    @Test
    void the_content_may_be_pinned() throws IOException {
        write("x.yaml", "name: x\nservices: {s: {type: Secret.K8s}}\n");
        String sum = "78d97f5d5c1f4c6c8a8b5b5a16bd7b64a8ed5ca9a2a4b67d0b1ed20d6fb6d6a1";

        Finding refused = error(Bench.read(importing("  s:\n    type: $(#use ./x.yaml sha256:" + sum + ")\n"))
                .report());
        String is = refused.message().replaceAll(".*checksum sha256:([0-9a-f]{64}), not.*", "$1");
        Pattern pinned = Bench.read(importing("  s:\n    type: $(#use ./x.yaml sha256:" + is + ")\n"));

        assertThat(refused.code()).hasToString("MKP023");
        assertThat(is).isNotEqualTo(sum).hasSize(64);
        assertThat(pinned.report().findings()).isEmpty();
        assertThat(keys(pinned)).containsExactly("s.s");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        https://example.com/a/shop.yaml | imports by https: are not read; put the file beside this one and write $(#use ./shop.yaml), with sha256:… behind it if it must not change
        file:///etc/hosts | imports by file: are not read
        C:\\shop.yaml | imports by c: are not read; put the file beside this one and write $(#use ./shop.yaml)
        /etc/hosts | /etc/hosts is no path from the folder of the importing file down
        ~/x.yaml | ~/x.yaml is no path
        a\\b.yaml | is no path from the folder
        ../x.yaml | ../x.yaml leads out of the folder of the importing file
        sub/../../x.yaml | leads out of the folder
        classpath:../x.yaml | classpath:../x.yaml leads out
        classpath:none.yaml | there is no none.yaml on the class path
        ./none.yaml | there is no file none.yaml in the folder of the importing file
        ./ | ./ names a folder; name a file in it
        sub | sub is no file
        ./link.yaml | link.yaml is a link out of the folder
        ./shop.yaml sha256:12 | sha256:12 is no SHA-256 checksum; it has 64 hexadecimal digits
        ./latin.yaml | is no UTF-8; save it as UTF-8
        """)
    void what_is_not_read_says_why_and_what_to_do(String location, String reason, @TempDir Path elsewhere)
            throws IOException {
        Files.createDirectories(folder.resolve("sub"));
        Files.writeString(elsewhere.resolve("secret.yaml"), SHOP);
        Files.createSymbolicLink(folder.resolve("link.yaml"), elsewhere.resolve("secret.yaml"));
        Files.write(folder.resolve("latin.yaml"), new byte[] {'a', ':', ' ', (byte) 0xE4});

        Pattern pattern = Bench.read(importing("  s:\n    type: '$(#use " + location + ")'\n"));

        Finding finding = error(pattern.report());
        assertThat(finding.code()).hasToString("MKP023");
        assertThat(finding.message()).contains(reason);
        assertThat(finding.place().orElseThrow().span()).hasToString("4:11");
        assertThat(keys(pattern)).containsExactly("s");
    }

    @Test
    void an_import_that_names_nothing_says_how_to_name_something() throws IOException {
        assertThat(errors(Bench.read(importing("  s: {type: $(#use )}\n")).report()))
                .containsExactly("MKP023 the import names nothing; write $(#use ./other.yaml) or $(#use"
                        + " classpath:other.yaml)");
    }

    @Test
    void a_link_inside_the_folder_is_followed() throws IOException {
        Files.createSymbolicLink(folder.resolve("alias.yaml"), folder.resolve("shop.yaml"));

        assertThat(keys(Bench.read(importing("  s: {type: $(#use ./alias.yaml)}\n"))))
                .containsExactly("s.db", "s.web");
    }

    @Test
    void a_text_without_a_folder_imports_from_the_class_path_only_and_says_so() {
        Report report = Bench.read("name: m\nservices: {s: {type: $(#use ./shop.yaml)}}\n")
                .report();

        assertThat(errors(report))
                .containsExactly(
                        "MKP023 this pattern was read as a text, which lies in no folder, so shop.yaml cannot be"
                                + " found; read it from its file, or import classpath:shop.yaml");
    }

    @Test
    void a_failed_import_is_told_once_and_nobody_waits_for_it() throws IOException {
        Pattern pattern =
                Bench.read(importing("  s: {type: $(#use ./none.yaml)}\n  z: {type: Secret.K8s, dependsOn: [s]}\n"));

        RenderedPattern rendered = Bench.render(pattern, PatternOptions.DEFAULT, ToyMesh.ID);

        assertThat(errors(rendered.report())).hasSize(1);
        assertThat(rendered.desired().resources()).hasSize(1);
    }

    @Test
    void an_import_in_a_pattern_that_code_made_is_told_when_it_is_rendered() {
        Pattern made = Pattern.of(new SourceId("made"), "meshkit.dev/v1", TextValue.of("m"))
                .components(List.of(
                        Component.of("s", TextValue.of("$(#use ./x.yaml)")).build()))
                .build();

        assertThat(errors(Bench.render(made, PatternOptions.DEFAULT, ToyMesh.ID).report()))
                .containsExactly("MKP023 $(#use ./x.yaml) was not imported; read the pattern from its file");
    }

    @Test
    void a_circle_of_imports_is_found_with_the_whole_way() throws IOException {
        write("b.yaml", "name: b\nservices: {c: {type: $(#use ./c.yaml)}}\n");
        write("c.yaml", "name: c\nservices: {m: {type: $(#use ./sub/../main.yaml)}, n: {type: $(#use ./main.yaml)}}\n");

        Report report = Bench.read(importing("  b: {type: $(#use ./b.yaml)}\n")).report();

        Finding circle = report.findings().stream()
                .filter(finding -> finding.message().startsWith("imports go in a circle"))
                .findFirst()
                .orElseThrow();
        assertThat(circle.message().replace(folder + "/", ""))
                .isEqualTo("imports go in a circle: main.yaml -> b.yaml -> c.yaml -> main.yaml");
        assertThat(circle.place().orElseThrow().source().name()).endsWith("c.yaml");
        assertThat(circle.related())
                .extracting(
                        related -> related.place().source().name().replace(folder + "/", "") + " " + related.message())
                .containsExactly("b.yaml imported here", "main.yaml imported here");
    }

    @Test
    void imports_go_only_so_deep() throws IOException {
        for (int i = 1; i <= 9; i++) {
            write(i + ".yaml", "name: n\nservices: {a: {type: $(#use ./" + (i + 1) + ".yaml)}}\n");
        }

        Finding finding =
                error(Bench.read(importing("  a: {type: $(#use ./1.yaml)}\n")).report());

        assertThat(finding.message().replace(folder + "/", ""))
                .isEqualTo(
                        "imports go deeper than 8 files: main.yaml -> 1.yaml -> 2.yaml -> 3.yaml -> 4.yaml -> 5.yaml ->"
                                + " 6.yaml -> 7.yaml -> 8.yaml -> ./9.yaml; import it from a file nearer to the first");
        assertThat(finding.related()).hasSize(8);
    }

    @Test
    void imports_that_double_at_each_step_end_after_a_number_of_files() throws IOException {
        for (int i = 1; i <= 7; i++) {
            String next = "$(#use ./" + (i + 1) + ".yaml)";
            write(i + ".yaml", "name: n\nservices: {a: {type: " + next + "}, b: {type: " + next + "}}\n");
        }
        write("8.yaml", "name: n\nservices: {s: {type: Secret.K8s}}\n");

        Report report = Bench.read(importing("  a: {type: $(#use ./1.yaml)}\n")).report();

        assertThat(errors(report))
                .isNotEmpty()
                .allMatch(error -> error.startsWith("MKP023 there are more than 64 imports"));
    }

    @Test
    void imports_together_have_a_size_limit() throws IOException {
        write("big.yaml", "name: big\nservices: {s: {type: Secret.K8s}}\n#" + "x".repeat(17 << 20));

        Finding finding =
                error(Bench.read(importing("  a: {type: $(#use ./big.yaml)}\n")).report());

        assertThat(finding.message())
                .startsWith("all imports together have more than 16 MB")
                .contains("big.yaml");
    }

    @Test
    void what_is_wrong_in_the_imported_file_is_placed_there_and_related_to_the_import() throws IOException {
        write("bad.yaml", "name: bad\nservices:\n  x: {type: Secret.K8s, dependson: [y]}\n");

        Finding finding =
                error(Bench.read(importing("  s: {type: $(#use ./bad.yaml)}\n")).report());

        assertThat(finding.code()).hasToString("MKP003");
        assertThat(finding.place().orElseThrow()).hasToString(folder.resolve("bad.yaml") + ":3:25");
        assertThat(finding.related())
                .extracting(related -> related.place() + " " + related.message())
                .containsExactly(folder.resolve("main.yaml") + ":3:13 imported here");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        apiVersion: v1                | MKP013
        'a: ['                        | MKP001
        3                             | MKP008
        """)
    void a_file_that_is_no_pattern_is_answered_in_that_file(String text, String code) throws IOException {
        write("x.yaml", text + (text.startsWith("apiVersion") ? "\nkind: Pod\n" : "\n"));

        Report report = Bench.read(importing("  s: {type: $(#use ./x.yaml)}\n")).report();

        assertThat(report.findings()).anySatisfy(finding -> {
            assertThat(finding.code()).hasToString(code);
            assertThat(finding.place().orElseThrow().source().name()).endsWith("x.yaml");
            assertThat(finding.related()).isNotEmpty();
        });
    }

    @Test
    void a_service_of_the_same_key_is_in_the_way() throws IOException {
        Report report = Bench.read(importing("  s.db: {type: Secret.K8s}\n  s: {type: $(#use ./shop.yaml)}\n"))
                .report();

        assertThat(errors(report))
                .containsExactly(
                        "MKP023 the import brings the service s.db, and there is one of that name already; give"
                                + " one of them another key");
    }

    @Test
    void a_variable_of_the_same_name_is_in_the_way() throws IOException {
        Report report = Bench.read(
                        write("main.yaml", "name: m\nvars: {s.ns: x}\nservices: {s: {type: $(#use ./shop.yaml)}}\n"))
                .report();

        assertThat(errors(report)).singleElement().asString().startsWith("MKP023 the import brings the variable s.ns");
    }

    @Test
    void parts_that_mean_nothing_on_an_import_are_told() throws IOException {
        Pattern pattern = Bench.read(importing("""
              s:
                type: $(#use ./shop.yaml)
                name: other
                namespace: x
                version: 1
                labels: {a: b}
                annotations: {a: b}
                traits: {retry: {attempts: 1}, meshmap: {}}
            """));

        assertThat(Bench.found(pattern.report(), "MKP029"))
                .extracting(found -> found.replaceAll(" of s .*", ""))
                .containsExactly(
                        "5:11 warning: name",
                        "6:16 warning: namespace",
                        "7:14 warning: version",
                        "8:13 warning: labels",
                        "9:18 warning: annotations",
                        "10:14 warning: the trait retry");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {mesh: toy}             | {mesh: [toy, other]}     | true
        {mesh: toy}             | {mesh: other}            | false
        {mesh: other}           | {}                       | false
        {}                      | {mesh: other}            | false
        {}                      | {mesh: toy}              | true
        """)
    void the_guard_of_an_import_holds_for_all_of_it(String outer, String inner, boolean counts) throws IOException {
        write("g.yaml", "apiVersion: meshkit.dev/v1\nname: g\nservices: {x: {type: Secret.K8s" + when(inner) + "}}\n");

        RenderedPattern rendered = render(write(
                "main.yaml",
                "apiVersion: meshkit.dev/v1\nname: m\nservices: {s: {type: $(#use ./g.yaml)" + when(outer) + "}}\n"));

        assertThat(rendered.desired().resources()).hasSize(counts ? 1 : 0);
        assertThat(errors(rendered.report())).isEmpty();
    }

    private static String when(String guard) {
        return guard.equals("{}") ? "" : ", when: " + guard;
    }

    @Test
    void version_ranges_of_both_guards_have_to_hold() throws IOException {
        write(
                "g.yaml",
                "apiVersion: meshkit.dev/v1\nname: g\nservices: {x: {type: Secret.K8s, when: {version: '<2'}}}\n");

        Pattern pattern = Bench.read(write(
                "main.yaml",
                "apiVersion: meshkit.dev/v1\n"
                        + "name: m\n"
                        + "services: {s: {type: $(#use ./g.yaml), when: {version: '>=1'}}}\n"));

        assertThat(pattern.component("s.x").orElseThrow().when().text("version"))
                .contains("<2, >=1");
    }

    @Test
    void the_mesh_of_the_only_import_is_that_of_a_pattern_that_names_none() throws IOException {
        write("mesh.yaml", "name: m\nservices: {m: {type: LinkerdMesh, version: 1, settings: {profile: default}}}\n");

        assertThat(Bench.read(importing("  m: {type: $(#use ./mesh.yaml)}\n")).mesh())
                .contains(TextValue.of("linkerd"));
    }

    @Test
    void an_import_for_another_mesh_contradicts() throws IOException {
        write("mesh.yaml", "name: m\nservices: {m: {type: LinkerdMesh, version: 1, settings: {profile: default}}}\n");

        Pattern pattern = Bench.read(write(
                "main.yaml",
                "apiVersion: meshkit.dev/v1\nname: m\nmesh: istio\nservices: {s: {type: $(#use ./mesh.yaml)}}\n"));

        assertThat(errors(pattern.report()))
                .containsExactly("MKP014 the import is for linkerd, the pattern that imports it is for istio");
    }

    @Test
    void the_name_that_the_settings_give_still_counts_after_the_import() throws IOException {
        write("n.yaml", "name: n\nservices: {k: {type: Secret.K8s, settings: {name: real}}}\n");

        assertThat(render(importing("  s: {type: $(#use ./n.yaml)}\n"))
                        .desired()
                        .resources())
                .extracting(resource -> resource.key().name())
                .containsExactly("real");
    }

    @Test
    void an_import_elsewhere_than_as_a_type_is_refused() throws IOException {
        Report report = render(importing("  s: {type: Secret.K8s, settings: {data: {a: $(#use ./shop.yaml)}}}\n"))
                .report();

        assertThat(errors(report))
                .singleElement()
                .asString()
                .contains("an import stands alone as the type of a service");
    }

    @Test
    void a_model_and_an_api_version_do_not_change_what_is_imported() throws IOException {
        Pattern pattern = Bench.read(
                importing("  s: {type: $(#use ./shop.yaml), model: kubernetes, apiVersion: v1, settings: {ns: a}}\n"));

        assertThat(keys(pattern)).containsExactly("s.db", "s.web");
        assertThat(Bench.found(pattern.report(), "MKP029"))
                .singleElement()
                .asString()
                .contains("apiVersion of s");
        assertThat(errors(pattern.report())).isEmpty();
    }

    @Test
    void what_is_drawn_only_imports_nothing() throws IOException {
        Pattern pattern = Bench.read(importing(
                "  s: {type: $(#use ./none.yaml), model: meshery-shapes}\n  t: {type: Secret, model: kubernetes}\n"));

        assertThat(pattern.report().findings()).isEmpty();
    }

    @Test
    void a_pattern_that_imports_waits_for_a_limited_number_of_services_in_all() throws IOException {
        String many = "name: m\nservices:\n"
                + String.join(
                        "",
                        Stream.iterate(0, i -> i + 1)
                                .limit(700)
                                .map(i -> "  s" + i + ": {type: Secret.K8s}\n")
                                .toList());
        write("many.yaml", many);

        Report report = Bench.read(importing(
                        "  a: {type: $(#use ./many.yaml)}\n  b: {type: $(#use ./many.yaml), dependsOn: [a]}\n"))
                .report();

        assertThat(errors(report))
                .isNotEmpty()
                .allMatch(error -> error.contains("waits for too many services of imports"));
    }
}
