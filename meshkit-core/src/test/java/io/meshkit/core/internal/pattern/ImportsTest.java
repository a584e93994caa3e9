// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import static io.meshkit.core.internal.pattern.ImportFolder.error;
import static io.meshkit.core.internal.pattern.ImportFolder.errors;
import static io.meshkit.core.internal.pattern.ImportFolder.keys;
import static io.meshkit.core.internal.pattern.ImportFolder.render;
import static io.meshkit.core.internal.pattern.ImportFolder.waits;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.document.TextValue;
import io.meshkit.finding.Finding;
import io.meshkit.finding.Report;
import io.meshkit.pattern.Pattern;
import io.meshkit.pattern.PatternOptions;
import io.meshkit.pattern.RenderedPattern;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an import means. */
class ImportsTest {

    @TempDir
    private Path folder;

    private ImportFolder files;

    @BeforeEach
    void writeTheShop() throws IOException {
        files = new ImportFolder(folder);
    }

    @Test
    void services_of_the_imported_file_stand_where_the_import_stood() throws IOException {
        Pattern pattern = Bench.read(files.importing("""
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
        RenderedPattern rendered = render(files.importing("  s: {type: $(#use ./shop.yaml)}\n"));

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
        RenderedPattern rendered = render(files.importing(
                "  s: {type: $(#use ./shop.yaml)}\n  t: {type: $(#use ./shop.yaml), settings: {ns: other}}\n"));

        assertThat(rendered.report().findings()).isEmpty();
        assertThat(rendered.desired().resources())
                .extracting(resource -> resource.key().toString())
                .containsExactlyInAnyOrder(
                        "ConfigMap shop/db", "ConfigMap shop/web", "ConfigMap other/db", "ConfigMap other/web");
    }

    @Test
    void settings_are_values_for_variables_and_speak_of_the_importing_pattern() throws IOException {
        RenderedPattern rendered = render(files.write("main.yaml", """
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
        Finding finding = error(Bench.read(files.importing("  s: {type: $(#use ./shop.yaml), settings: {trie: 3}}\n"))
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
        RenderedPattern rendered = render(files.write(
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
                Bench.read(files.importing("  s: {type: $(#use ./shop.yaml)}\n")),
                PatternOptions.DEFAULT.variable("s.ns", TextValue.of("given")),
                ToyMesh.ID);

        assertThat(rendered.desired().resources())
                .extracting(resource -> resource.key().namespace())
                .containsOnly("given");
    }

    @Test
    void what_the_import_depends_on_is_there_before_its_roots() throws IOException {
        Pattern pattern = Bench.read(
                files.importing("  a: {type: Secret.K8s}\n  s: {type: $(#use ./shop.yaml), dependsOn: [a]}\n"));

        assertThat(waits(pattern, "s.db")).containsExactly("a");
        assertThat(waits(pattern, "s.web")).containsExactly("s.db");
    }

    @Test
    void what_depends_on_the_import_waits_for_all_of_it_and_an_import_may_depend_on_another() throws IOException {
        Pattern pattern = Bench.read(files.importing("""
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
        files.write("b.yaml", "name: b\nservices: {x: {type: Secret.K8s, dependsOn: [outer]}}\n");

        Report report = render(files.importing("  outer: {type: Secret.K8s}\n  s: {type: $(#use ./b.yaml)}\n"))
                .report();

        assertThat(error(report).code()).hasToString("MKP030");
        assertThat(error(report).place().orElseThrow().source().name()).endsWith("b.yaml");
    }

    @Test
    void the_importing_pattern_refers_to_what_came_along_and_to_settings_of_the_import() throws IOException {
        RenderedPattern rendered = render(files.importing("""
              s: {type: $(#use ./shop.yaml), settings: {ns: mine}}
              c: {type: ConfigMap.K8s, settings: {data: {a: "$(#ref.services.[s.db].name)", b: $(#ref.services.s.settings.ns)}}}
            """));

        assertThat(rendered.report().findings()).isEmpty();
        assertThat(Bench.yaml(rendered)).contains("  a: db\n  b: mine\n");
    }

    @Test
    void a_file_that_is_imported_imports_in_turn_from_its_own_folder() throws IOException {
        files.write(
                "sub/b.yaml",
                "name: b\nvars: {n: x}\nservices: {c: {type: $(#use ./c/c.yaml), settings: {m: $(#ref.vars.n)}}}\n");
        files.write(
                "sub/c/c.yaml",
                "name: c\nvars: {m: none}\nservices: {d: {type: Secret.K8s, namespace: $(#ref.vars.m)}}\n");

        RenderedPattern rendered = render(files.importing("  b: {type: $(#use sub/b.yaml), settings: {n: deep}}\n"));

        assertThat(rendered.report().findings()).isEmpty();
        assertThat(rendered.desired().resources()).singleElement().satisfies(resource -> {
            assertThat(resource.key()).hasToString("Secret deep/d");
            assertThat(resource.component()).isEqualTo("b.c.d");
        });
    }

    @Test
    void any_dialect_imports_any_dialect() throws IOException {
        files.write("design.yaml", """
            name: d
            components:
              - {displayName: note, model: {name: meshery-core}, component: {kind: Comment}}
              - {displayName: pod, configuration: {spec: {}}, component: {kind: Pod, version: v1}, metadata: {dependsOn: [note]}}
            """);

        Pattern pattern = Bench.read(files.write(
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

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {mesh: toy}             | {mesh: [toy, other]}     | true
        {mesh: toy}             | {mesh: other}            | false
        {mesh: other}           | {}                       | false
        {}                      | {mesh: other}            | false
        {}                      | {mesh: toy}              | true
        """)
    void the_guard_of_an_import_holds_for_all_of_it(String outer, String inner, boolean counts) throws IOException {
        files.write(
                "g.yaml",
                "apiVersion: meshkit.dev/v1\nname: g\nservices: {x: {type: Secret.K8s" + when(inner) + "}}\n");

        RenderedPattern rendered = render(files.write(
                "main.yaml",
                "apiVersion: meshkit.dev/v1\nname: m\nservices: {s: {type: $(#use ./g.yaml)" + when(outer) + "}}\n"));

        assertThat(rendered.desired().resources()).hasSize(counts ? 1 : 0);
        assertThat(errors(rendered.report())).isEmpty();
    }

    @Test
    void guards_that_exclude_each_other_are_told_and_stay_when_converted() throws IOException {
        files.write(
                "g.yaml",
                "apiVersion: meshkit.dev/v1\nname: g\nservices: {x: {type: Secret.K8s, when: {mesh: linkerd}}}\n");
        Pattern pattern = Bench.read(files.write(
                "m.yaml",
                "apiVersion: meshkit.dev/v1\nname: m\n"
                        + "services: {s: {type: $(#use ./g.yaml), when: {mesh: istio}}}\n"));
        Pattern alone = Bench.read(Bench.PIPELINE.convert(pattern).yaml());

        assertThat(alone.report().findings()).isEmpty();
        for (Pattern one : List.of(pattern, alone)) {
            RenderedPattern rendered = Bench.render(one, PatternOptions.DEFAULT, ToyMesh.ID);
            assertThat(rendered.desired().resources()).isEmpty();
            assertThat(Bench.only(rendered.report(), "MKP107").message()).startsWith("the guard names no mesh");
        }
    }

    @Test
    void what_of_imports_has_no_place_is_told_and_their_ids_stay_when_converted() throws IOException {
        files.write("d.yaml", """
            id: c8e41e87-5a61-4ea5-be50-0ce975eb6152
            name: d
            version: 0.0.5
            schemaVersion: designs.meshery.io/v1beta1
            components:
              - id: 6366cd62-f4ed-4c83-97f0-95b25d6d5be6
                displayName: ns
                model: {name: kubernetes}
                component: {kind: Namespace, version: v1}
            """);
        files.write("mid.yaml", "name: mid\nservices: {d: {type: $(#use ./d.yaml)}}\n");
        Pattern pattern =
                Bench.read(files.importing("  m: {type: $(#use ./mid.yaml)}\n  n: {type: $(#use ./mid.yaml)}\n"));

        io.meshkit.pattern.ConvertedPattern converted = Bench.PIPELINE.convert(pattern);

        assertThat(pattern.imported()).containsOnlyKeys("m", "n");
        assertThat(converted.report().findings())
                .extracting(finding -> finding.place().orElseThrow().source().name() + " "
                        + finding.parameters().get("keys"))
                .containsExactly(folder.resolve("d.yaml") + " id,version", folder.resolve("d.yaml") + " model");
        assertThat(Bench.read(converted.yaml()).root().find("/services/m.d.ns/id"))
                .hasToString("Optional[6366cd62-f4ed-4c83-97f0-95b25d6d5be6]");
    }

    private static String when(String guard) {
        return guard.equals("{}") ? "" : ", when: " + guard;
    }

    @Test
    void a_pattern_that_imports_is_converted_to_one_that_needs_no_import() throws IOException {
        files.write(
                "n.yaml", "name: n\nservices: {k: {type: Secret.K8s, settings: {name: real, stringData: {a: b}}}}\n");
        Pattern pattern = Bench.read(files.importing("""
              s: {type: $(#use ./shop.yaml), settings: {ns: mine}}
              n: {type: $(#use ./n.yaml), dependsOn: [s]}
              c: {type: ConfigMap.K8s, settings: {data: {a: "$(#ref.services.[s.db].name)"}}}
            """));

        Pattern alone = Bench.read(Bench.PIPELINE.convert(pattern).yaml());

        assertThat(alone.report().findings()).isEmpty();
        assertThat(Bench.yaml(Bench.render(alone, PatternOptions.DEFAULT, ToyMesh.ID)))
                .isEqualTo(Bench.yaml(Bench.render(pattern, PatternOptions.DEFAULT, ToyMesh.ID)));
    }

    @Test
    void version_ranges_of_both_guards_have_to_hold() throws IOException {
        files.write(
                "g.yaml",
                "apiVersion: meshkit.dev/v1\nname: g\nservices: {x: {type: Secret.K8s, when: {version: '<2'}}}\n");

        Pattern pattern = Bench.read(files.write(
                "main.yaml",
                "apiVersion: meshkit.dev/v1\n"
                        + "name: m\n"
                        + "services: {s: {type: $(#use ./g.yaml), when: {version: '>=1'}}}\n"));

        assertThat(pattern.component("s.x").orElseThrow().when().text("version"))
                .contains("<2, >=1");
    }

    @Test
    void the_mesh_of_the_only_import_is_that_of_a_pattern_that_names_none() throws IOException {
        files.write(
                "mesh.yaml", "name: m\nservices: {m: {type: LinkerdMesh, version: 1, settings: {profile: default}}}\n");

        assertThat(Bench.read(files.importing("  m: {type: $(#use ./mesh.yaml)}\n"))
                        .mesh())
                .contains(TextValue.of("linkerd"));
    }

    @Test
    void an_import_for_another_mesh_contradicts() throws IOException {
        files.write(
                "mesh.yaml", "name: m\nservices: {m: {type: LinkerdMesh, version: 1, settings: {profile: default}}}\n");

        Pattern pattern = Bench.read(files.write(
                "main.yaml",
                "apiVersion: meshkit.dev/v1\nname: m\nmesh: istio\nservices: {s: {type: $(#use ./mesh.yaml)}}\n"));

        assertThat(errors(pattern.report()))
                .containsExactly("MKP014 the import is for linkerd, the pattern that imports it is for istio");
    }

    @Test
    void the_name_that_the_settings_give_still_counts_after_the_import() throws IOException {
        files.write("n.yaml", "name: n\nservices: {k: {type: Secret.K8s, settings: {name: real}}}\n");

        assertThat(render(files.importing("  s: {type: $(#use ./n.yaml)}\n"))
                        .desired()
                        .resources())
                .extracting(resource -> resource.key().name())
                .containsExactly("real");
    }

    @Test
    void a_model_and_an_api_version_do_not_change_what_is_imported() throws IOException {
        Pattern pattern = Bench.read(files.importing(
                "  s: {type: $(#use ./shop.yaml), model: kubernetes, apiVersion: v1, settings: {ns: a}}\n"));

        assertThat(keys(pattern)).containsExactly("s.db", "s.web");
        assertThat(Bench.found(pattern.report(), "MKP029"))
                .singleElement()
                .asString()
                .contains("apiVersion of s");
        assertThat(errors(pattern.report())).isEmpty();
    }

    @Test
    void what_is_drawn_only_imports_nothing() throws IOException {
        Pattern pattern = Bench.read(files.importing(
                "  s: {type: $(#use ./none.yaml), model: meshery-shapes}\n  t: {type: Secret, model: kubernetes}\n"));

        assertThat(pattern.report().findings()).isEmpty();
    }
}
