// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import static io.meshkit.core.internal.pattern.ImportFolder.error;
import static io.meshkit.core.internal.pattern.ImportFolder.errors;
import static io.meshkit.core.internal.pattern.ImportFolder.keys;
import static io.meshkit.core.internal.pattern.ImportFolder.render;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.document.SourceId;
import io.meshkit.document.TextValue;
import io.meshkit.finding.Finding;
import io.meshkit.finding.Report;
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

/** What is not imported, or not whole, and what is told of it. */
class RefusedImportsTest {

    @TempDir
    private Path folder;

    private ImportFolder files;

    @BeforeEach
    void writeTheShop() throws IOException {
        files = new ImportFolder(folder);
    }

    @Test
    void the_content_may_be_pinned() throws IOException {
        files.write("x.yaml", "name: x\nservices: {s: {type: Secret.K8s}}\n");
        String sum = "78d97f5d5c1f4c6c8a8b5b5a16bd7b64a8ed5ca9a2a4b67d0b1ed20d6fb6d6a1";

        Finding refused = error(Bench.read(files.importing("  s:\n    type: $(#use ./x.yaml sha256:" + sum + ")\n"))
                .report());
        String is = refused.message().replaceAll(".*checksum sha256:([0-9a-f]{64}), not.*", "$1");
        Pattern pinned = Bench.read(files.importing("  s:\n    type: $(#use ./x.yaml sha256:" + is + ")\n"));

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
        Files.writeString(elsewhere.resolve("secret.yaml"), ImportFolder.SHOP);
        Files.createSymbolicLink(folder.resolve("link.yaml"), elsewhere.resolve("secret.yaml"));
        Files.write(folder.resolve("latin.yaml"), new byte[] {'a', ':', ' ', (byte) 0xE4});

        Pattern pattern = Bench.read(files.importing("  s:\n    type: '$(#use " + location + ")'\n"));

        Finding finding = error(pattern.report());
        assertThat(finding.code()).hasToString("MKP023");
        assertThat(finding.message()).contains(reason);
        assertThat(finding.place().orElseThrow().span()).hasToString("4:11");
        assertThat(keys(pattern)).containsExactly("s");
    }

    @Test
    void an_import_that_names_nothing_says_how_to_name_something() throws IOException {
        assertThat(errors(Bench.read(files.importing("  s: {type: $(#use )}\n")).report()))
                .containsExactly("MKP023 the import names nothing; write $(#use ./other.yaml) or $(#use"
                        + " classpath:other.yaml)");
    }

    @Test
    void a_link_inside_the_folder_is_followed() throws IOException {
        Files.createSymbolicLink(folder.resolve("alias.yaml"), folder.resolve("shop.yaml"));

        assertThat(keys(Bench.read(files.importing("  s: {type: $(#use ./alias.yaml)}\n"))))
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
        Pattern pattern = Bench.read(
                files.importing("  s: {type: $(#use ./none.yaml)}\n  z: {type: Secret.K8s, dependsOn: [s]}\n"));

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
        files.write("b.yaml", "name: b\nservices: {c: {type: $(#use ./c.yaml)}}\n");
        files.write(
                "c.yaml",
                "name: c\nservices: {m: {type: $(#use ./sub/../main.yaml)}, n: {type: $(#use ./main.yaml)}}\n");

        Report report =
                Bench.read(files.importing("  b: {type: $(#use ./b.yaml)}\n")).report();

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
            files.write(i + ".yaml", "name: n\nservices: {a: {type: $(#use ./" + (i + 1) + ".yaml)}}\n");
        }

        Finding finding = error(
                Bench.read(files.importing("  a: {type: $(#use ./1.yaml)}\n")).report());

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
            files.write(i + ".yaml", "name: n\nservices: {a: {type: " + next + "}, b: {type: " + next + "}}\n");
        }
        files.write("8.yaml", "name: n\nservices: {s: {type: Secret.K8s}}\n");

        Report report =
                Bench.read(files.importing("  a: {type: $(#use ./1.yaml)}\n")).report();

        assertThat(errors(report))
                .isNotEmpty()
                .allMatch(error -> error.startsWith("MKP023 there are more than 64 imports"));
    }

    @Test
    void imports_together_have_a_size_limit() throws IOException {
        files.write("big.yaml", "name: big\nservices: {s: {type: Secret.K8s}}\n#" + "x".repeat(17 << 20));

        Finding finding = error(
                Bench.read(files.importing("  a: {type: $(#use ./big.yaml)}\n")).report());

        assertThat(finding.message())
                .startsWith("all imports together have more than 16 MB")
                .contains("big.yaml");
    }

    @Test
    void what_is_wrong_in_the_imported_file_is_placed_there_and_related_to_the_import() throws IOException {
        files.write("bad.yaml", "name: bad\nservices:\n  x: {type: Secret.K8s, dependson: [y]}\n");

        Finding finding = error(
                Bench.read(files.importing("  s: {type: $(#use ./bad.yaml)}\n")).report());

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
        files.write("x.yaml", text + (text.startsWith("apiVersion") ? "\nkind: Pod\n" : "\n"));

        Report report =
                Bench.read(files.importing("  s: {type: $(#use ./x.yaml)}\n")).report();

        assertThat(report.findings()).anySatisfy(finding -> {
            assertThat(finding.code()).hasToString(code);
            assertThat(finding.place().orElseThrow().source().name()).endsWith("x.yaml");
            assertThat(finding.related()).isNotEmpty();
        });
    }

    @Test
    void variables_of_two_imports_do_not_meet() throws IOException {
        files.write("one.yaml", "name: one\nvars: {b.c: one}\nservices: {x: {type: Secret.K8s}}\n");
        files.write("two.yaml", "name: two\nvars: {c: two}\nservices: {y: {type: Secret.K8s}}\n");

        Report report = Bench.read(
                        files.importing("  a: {type: $(#use ./one.yaml)}\n  a.b: {type: $(#use ./two.yaml)}\n"))
                .report();

        assertThat(errors(report))
                .containsExactly("MKP023 the import brings the variable a.b.c, and there is one of that name already;"
                        + " give one of them another name");
    }

    @Test
    void a_service_of_the_same_key_is_in_the_way() throws IOException {
        Report report = Bench.read(files.importing("  s.db: {type: Secret.K8s}\n  s: {type: $(#use ./shop.yaml)}\n"))
                .report();

        assertThat(errors(report))
                .containsExactly(
                        "MKP023 the import brings the service s.db, and there is one of that name already; give"
                                + " one of them another key");
    }

    @Test
    void a_variable_of_the_same_name_is_in_the_way() throws IOException {
        Report report = Bench.read(files.write(
                        "main.yaml", "name: m\nvars: {s.ns: x}\nservices: {s: {type: $(#use ./shop.yaml)}}\n"))
                .report();

        assertThat(errors(report)).singleElement().asString().startsWith("MKP023 the import brings the variable s.ns");
    }

    @Test
    void parts_that_mean_nothing_on_an_import_are_told() throws IOException {
        Pattern pattern = Bench.read(files.importing("""
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

    @Test
    void an_import_elsewhere_than_as_a_type_is_refused() throws IOException {
        Report report = render(files.importing("  s: {type: Secret.K8s, settings: {data: {a: $(#use ./shop.yaml)}}}\n"))
                .report();

        assertThat(errors(report))
                .singleElement()
                .asString()
                .contains("an import stands alone as the type of a service");
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
        files.write("many.yaml", many);

        Report report = Bench.read(files.importing(
                        "  a: {type: $(#use ./many.yaml)}\n  b: {type: $(#use ./many.yaml), dependsOn: [a]}\n"))
                .report();

        assertThat(errors(report))
                .isNotEmpty()
                .allMatch(error -> error.contains("waits for too many services of imports"));
    }
}
