// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.core.document.MessyYaml;
import io.meshkit.core.document.TextEdits;
import io.meshkit.core.document.YamlReader;
import io.meshkit.document.Comment;
import io.meshkit.document.SourceText;
import io.meshkit.document.Value;
import io.meshkit.finding.Finding;
import io.meshkit.pattern.FormattedText;
import io.meshkit.spi.DocumentReader;
import io.meshkit.spi.ReadResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatternFormatterTest {

    private static final PatternFormatter FORMATTER = new PatternFormatter(new YamlReader(), Bench.PIPELINE);

    private static FormattedText format(String text) {
        return FORMATTER.format(SourceText.of("p.yaml", text));
    }

    /** Formats a text in which nothing stands in the way. */
    private static String formatted(String text) {
        FormattedText formatted = format(text);
        assertThat(formatted.report().findings()).isEmpty();
        return formatted.text().text();
    }

    @Test
    void spellings_in_an_imported_pattern_are_not_edited_in_the_file_that_imports_it() {
        String text = "name: shop\nservices: {s: {type: $(#use classpath:patterns/library/spelled.yaml)}}\n";

        assertThat(formatted(text)).isEqualTo(text);
    }

    @Test
    void older_spellings_become_those_of_today_and_comments_stay() {
        assertThat(formatted("""
            name: shop   # the shop
            services:
                istio:
                    type: IstioMesh # the mesh
                    # where it runs
                    namespace: istio-system
                    settings:
                        # what to install
                        version: 1.8.2
                        profile: demo
                    traits:
                        mTLS: # encrypted
                            policy: 'mutual'
                            namespaces: [shop]
                addon:
                    type: GrafanaIstioAddon
                    "depends On":
                        - istio # first
            """)).isEqualTo("""
                name: shop   # the shop
                services:
                  istio:
                    type: IstioMesh # the mesh
                    version: 1.8.2
                    # where it runs
                    namespace: istio-system
                    settings:
                      # what to install
                      profile: demo
                    traits:
                      mTLS: # encrypted
                        policy: 'permissive'
                        namespaces: [shop]
                  addon:
                    type: GrafanaIstioAddon
                    "dependsOn":
                    - istio # first
                """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n    settings:\n      version: 1.8.2\n",
                "\n    settings: {version: 1.8.2}\n",
                "\n    settings: {version: 1.8.2, profile: demo}\n",
                "\n    settings: {profile: demo, version: 1.8.2}\n",
                "\n    settings:\n      version: 1.8.2\n    traits: {}\n",
                "\n    settings:\n\n      version: 1.8.2 # pinned\n"
            })
    void a_version_in_settings_moves_beside_the_type_however_it_is_written(String settings) {
        String text = formatted("name: a\nservices:\n  m:\n    type: IstioMesh" + settings);

        assertThat(text).contains("    type: IstioMesh\n    version: 1.8.2");
        assertThat(text.lines().filter(line -> line.contains("version")).count())
                .isEqualTo(1);
    }

    @Test
    void a_settings_key_that_would_be_left_without_settings_goes_too() {
        assertThat(formatted("name: a\nservices:\n  m:\n    type: IstioMesh\n    settings:\n      version: 1.8.2\n"))
                .isEqualTo("name: a\nservices:\n  m:\n    type: IstioMesh\n    version: 1.8.2\n");
    }

    @Test
    void a_line_that_moves_takes_its_comment_along() {
        assertThat(formatted("name: a\n"
                        + "services:\n"
                        + "  m:\n"
                        + "    type: IstioMesh # mesh\n"
                        + "    settings:\n"
                        + "      version: 1.8.2  # pinned\n"))
                .isEqualTo("name: a\nservices:\n  m:\n    type: IstioMesh # mesh\n    version: 1.8.2  # pinned\n");
    }

    @Test
    void what_cannot_be_mended_mechanically_is_left_with_its_finding() {
        String text =
                "name: a\nservices:\n  m:\n    type: IstioMesh\n    version: 2\n    settings:\n      version: 1\n";

        FormattedText formatted = format(text);

        assertThat(formatted.text().text()).isEqualTo(text);
        assertThat(formatted.edits()).isEmpty();
        assertThat(formatted.report().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code().value()).isEqualTo("MKP007");
            assertThat(finding.place()).get().hasToString("p.yaml:7:7");
        });
    }

    @Test
    void texts_that_go_readers_take_for_something_else_are_quoted_but_neither_keys_nor_numbers() {
        FormattedText formatted = format("on: yes\nport: 012\nlist: [no, 1_000]\n");

        assertThat(formatted.text().text()).isEqualTo("on: \"yes\"\nport: 012\nlist: [\"no\", \"1_000\"]\n");
        assertThat(formatted.report().findings())
                .extracting(Finding::message)
                .singleElement()
                .asString()
                .startsWith("012 is a decimal");
    }

    @Test
    void line_ends_become_lf_and_a_byte_order_mark_goes_and_edits_fit_the_text_that_was_given() {
        SourceText given =
                SourceText.of("p.yaml", "\ufeffname: a\r\nservices: \r\n    s:\r\n        type: Service\r\n\r\n");

        FormattedText formatted = FORMATTER.format(given);

        assertThat(formatted.text().text()).isEqualTo("name: a\nservices:\n  s:\n    type: Service\n");
        String edited = TextEdits.apply(given, formatted.edits()).text();
        assertThat(edited).isEqualTo("\ufeffname: a\r\nservices:\r\n  s:\r\n    type: Service\r\n");
    }

    @Test
    void a_text_with_errors_of_syntax_is_given_back_with_the_findings() {
        SourceText broken = SourceText.of("p.yaml", "name: [a \nservices:\n      x: 1\r\n");

        FormattedText formatted = FORMATTER.format(broken);

        assertThat(formatted.text()).isEqualTo(broken);
        assertThat(formatted.edits()).isEmpty();
        assertThat(formatted.report().hasErrors()).isTrue();
    }

    @Test
    void a_document_with_explicit_keys_is_left_alone_and_told_of() {
        FormattedText formatted = format("a:\n    b: 1\n---\n? x\n:    z\n");

        assertThat(formatted.text().text()).isEqualTo("a:\n  b: 1\n---\n? x\n:    z\n");
        assertThat(formatted.report().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code().value()).isEqualTo("MKP075");
            assertThat(finding.place()).get().hasToString("p.yaml:3:1");
        });
    }

    @Test
    void a_text_that_would_not_read_as_the_same_is_given_back_with_a_finding() {
        SourceText given = SourceText.of("p.yaml", "a:\r\n    b: 1\r\n");
        DocumentReader deceived = new DocumentReader() {
            @Override
            public ReadResult read(SourceText text) {
                boolean formatted = text.text().equals("a:\n  b: 1\n");
                return new YamlReader().read(formatted ? SourceText.of("p.yaml", "a: {b: 2}\n") : text);
            }

            @Override
            public ReadResult read(Path file) {
                throw new AssertionError("no file is read");
            }
        };

        FormattedText formatted = new PatternFormatter(deceived, Bench.PIPELINE).format(given);

        assertThat(formatted.text()).isEqualTo(given);
        assertThat(formatted.edits()).isEmpty();
        assertThat(formatted.report().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code().value()).isEqualTo("MKP075");
            assertThat(finding.message()).contains("would not read as the same");
        });
    }

    @Test
    void older_spellings_in_what_is_imported_are_not_looked_for_here() {
        String text =
                "name: a\nservices:\n  old: {type: $(#use classpath:patterns/library/spelled.yaml), depends On: []}\n";

        assertThat(Bench.found(Bench.read(text).report(), "MKP007")).hasSize(2);
        assertThat(formatted(text)).isEqualTo(text.replace("depends On", "dependsOn"));
    }

    @Test
    void json_is_mended_in_json() {
        SourceText json = SourceText.of(
                "p.json",
                "{\"name\": \"a\", \"services\": {\"s\": {\"type\": \"IstioMesh\", \"settings\": {\"profile\":"
                        + " \"demo\"}, \"depends On\": []}}}");

        FormattedText formatted = FORMATTER.format(json);

        assertThat(formatted.report().findings()).isEmpty();
        assertThat(formatted.text().text()).contains("\"dependsOn\": []").endsWith("}\n");
    }

    @Test
    void more_older_spellings_than_a_report_holds_are_all_mended() {
        StringBuilder text = new StringBuilder("name: a\nservices:\n");
        for (int i = 0; i < 300; i++) {
            text.append("  s").append(i).append(":\n    type: Service\n    depends On: []\n");
        }

        assertThat(formatted(text.toString())).doesNotContain("depends On");
    }

    @Test
    void any_text_keeps_what_it_says_and_its_comments_and_is_formatted_once() {
        int read = 0;
        for (long seed = 1; seed <= 250; seed++) {
            SourceText text = SourceText.of("p.yaml", MessyYaml.of(seed));
            ReadResult before = new YamlReader().read(text);
            if (before.report().hasErrors()) {
                continue;
            }
            read++;
            FormattedText formatted = FORMATTER.format(text);
            ReadResult after = new YamlReader().read(formatted.text());

            assertThat(roots(after)).as("values of seed %d", seed).isEqualTo(roots(before));
            assertThat(comments(after)).as("comments of seed %d", seed).isEqualTo(comments(before));
            assertThat(FORMATTER.format(formatted.text()).edits())
                    .as("second time of seed %d", seed)
                    .isEmpty();
            String edited = TextEdits.apply(plain(text), formatted.edits()).text();
            assertThat(edited)
                    .as("edits of seed %d", seed)
                    .isEqualTo(formatted.text().text());
        }
        assertThat(read).isGreaterThan(160);
    }

    @Test
    void any_pattern_means_the_same_once_its_older_spellings_are_mended() {
        int mended = 0;
        for (long seed = 1; seed <= 200; seed++) {
            String text = oldPattern(new Random(seed));
            FormattedText formatted = format(text);

            assertThat(Meaning.of(Bench.read(formatted.text().text())))
                    .as(
                            "meaning of seed %d:%n%s%nformatted:%n%s",
                            seed, text, formatted.text().text())
                    .isEqualTo(Meaning.of(Bench.read(text)));
            assertThat(comments(new YamlReader().read(formatted.text())))
                    .as("comments of seed %d", seed)
                    .isEqualTo(comments(new YamlReader().read(SourceText.of("p.yaml", text))));
            assertThat(format(formatted.text().text()).edits())
                    .as("second time of seed %d", seed)
                    .isEmpty();
            assertThat(formatted.report().findings())
                    .as("left of seed %d:%n%s", seed, text)
                    .isEmpty();
            mended += formatted.text().text().contains("permissive") ? 1 : 0;
        }
        assertThat(mended).isGreaterThan(50);
    }

    /** A pattern as older tools wrote them, with comments in all places where lines begin or end. */
    private static String oldPattern(Random random) {
        String step = " ".repeat(1 + random.nextInt(6));
        StringBuilder text = new StringBuilder();
        line(text, random, "", "name: old");
        line(text, random, "", "services:");
        for (int i = 0; i <= random.nextInt(3); i++) {
            String inner = step + step;
            line(text, random, step, "m" + i + ":");
            line(text, random, inner, random.nextBoolean() ? "type: IstioMesh" : "type: 'IstioMesh'");
            switch (random.nextInt(4)) {
                case 0 -> {
                    line(text, random, inner, "settings:");
                    line(text, random, inner + step, "version: 1." + i);
                }
                case 1 -> {
                    line(text, random, inner, "settings:");
                    line(text, random, inner + step, "profile: demo");
                    line(text, random, inner + step, "version: \"1." + i + "\"");
                }
                case 2 -> line(text, random, inner, "settings: { version: 1." + i + " , profile: demo }");
                default -> line(text, random, inner, "settings: {}");
            }
            line(text, random, inner, "traits:");
            line(text, random, inner + step, "mTLS:");
            line(text, random, inner + step + step, random.nextBoolean() ? "policy: mutual" : "policy: \"mutual\"");
            line(text, random, inner + step + step, "namespaces: [yes, shop]");
            if (random.nextBoolean()) {
                line(text, random, inner, "depends On: []");
            }
        }
        return text.toString();
    }

    private static void line(StringBuilder text, Random random, String margin, String content) {
        if (random.nextInt(6) == 0) {
            text.append(margin).append("# above ").append(random.nextInt(1000)).append('\n');
        }
        text.append(margin).append(content);
        text.append(random.nextInt(6) == 0 ? "  # behind " + random.nextInt(1000) : random.nextInt(6) == 0 ? "  " : "");
        text.append(random.nextInt(8) == 0 ? "\n\n" : "\n");
    }

    private static SourceText plain(SourceText text) {
        String bare = text.text().startsWith("\ufeff") ? text.text().substring(1) : text.text();
        return new SourceText(text.id(), bare.replace("\r\n", "\n"));
    }

    private static List<Value> roots(ReadResult read) {
        return read.documents().stream().map(document -> document.root()).toList();
    }

    private static List<String> comments(ReadResult read) {
        return read.documents().stream()
                .flatMap(document -> document.comments().stream())
                .map(Comment::text)
                .map(String::stripTrailing)
                .sorted()
                .toList();
    }
}
