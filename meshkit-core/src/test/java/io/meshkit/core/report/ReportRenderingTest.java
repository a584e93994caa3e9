// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.meshkit.document.JsonPointer;
import io.meshkit.document.Place;
import io.meshkit.document.SourceId;
import io.meshkit.document.SourceText;
import io.meshkit.document.Span;
import io.meshkit.document.TextEdit;
import io.meshkit.finding.Code;
import io.meshkit.finding.Finding;
import io.meshkit.finding.Fix;
import io.meshkit.finding.Report;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.StoreId;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReportRenderingTest {

    private static final String TEXT = "\uFEFFname: shop\r\n\tretires: {a: 1}\r\n日本語: \"\u001B[31m\"\n" + "long: "
            + "x".repeat(150) + " bad " + "y".repeat(150) + "\nname: again\n";
    private static final SourceId SHOP = new SourceId("my shop.yaml");
    private static final SourceId LOST = new SourceId("<stdin>");

    private static Place place(SourceId source, int line, int column, int endLine, int endColumn) {
        return new Place(source, new Span(line, column, endLine, endColumn));
    }

    private static Optional<SourceText> sources(SourceId id) {
        return id.equals(SHOP) ? Optional.of(new SourceText(SHOP, TEXT)) : Optional.empty();
    }

    private static Report report() {
        Place key = place(SHOP, 2, 2, 2, 9);
        return Report.of(List.of(
                Finding.error(new Code("MKP003"), "unknown key \"retires\"; did you mean \"retry\"?")
                        .at(key)
                        .pointer(JsonPointer.of("retires"))
                        .parameter("key", "retires")
                        .alias("IST0001")
                        .fix(new Fix("replace 'retires' by 'retry'", List.of(new TextEdit(key, "retry"))))
                        .help(URI.create("https://meshkit.dev/findings/MKP003"))
                        .build(),
                Finding.warning(new Code("MKP009"), "wide \u001B[2J text")
                        .at(place(SHOP, 3, 2, 3, 4))
                        .build(),
                Finding.error(new Code("MKP005"), "too long")
                        .at(place(SHOP, 4, 158, 4, 161))
                        .build(),
                Finding.error(new Code("MKP002"), "the key \"name\" is there twice")
                        .at(place(SHOP, 5, 1, 6, 1))
                        .related(place(SHOP, 1, 1, 1, 5), "first written here")
                        .build(),
                Finding.info(new Code("MKP041"), "emulated")
                        .at(place(LOST, 1, 1, 1, 1))
                        .build(),
                Finding.error(new Code("MKP060"), "another manager owns the field")
                        .resource(new ResourceKey(
                                new StoreId("k8s:test"), new GroupKind("apps", "Deployment"), "shop", "web"))
                        .pointer(JsonPointer.of("spec", "replicas"))
                        .build()));
    }

    private static void assertGolden(String name, String actual) throws IOException {
        Path file = Path.of(System.getProperty("basedir", ""), "src/test/resources/golden/report", name);
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(file, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(file, StandardCharsets.UTF_8));
    }

    @Test
    void people_read_message_place_excerpt_related_places_and_repairs() throws IOException {
        assertGolden("report.txt", TextReport.of(ReportRenderingTest::sources).render(report()));
    }

    @Test
    void programs_read_json_in_a_stable_order() throws IOException {
        assertGolden("report.json", JsonReport.render(report()));
    }

    @Test
    void code_hosts_read_sarif() throws IOException {
        assertGolden("report.sarif", SarifReport.of("0.1.0").render(report()));
    }

    @Test
    void sarif_keeps_to_its_schema() throws IOException {
        String corpus = System.getenv("MESHKIT_CORPUS");
        assumeTrue(corpus != null, "MESHKIT_CORPUS is not set");
        String schema = Files.readString(Path.of(corpus, "schemas", "sarif-2.1.0.json"));

        List<com.networknt.schema.Error> errors =
                new ArrayList<>(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                        .getSchema(schema)
                        .validate(SarifReport.of("0.1.0").render(report()), InputFormat.JSON));

        assertThat(errors).isEmpty();
    }

    @Test
    void a_long_report_is_cut_and_says_how_much_is_missing() {
        String text = TextReport.of(id -> Optional.empty()).limit(2).render(report());

        assertThat(text).contains("… and 4 more findings").endsWith("4 errors, 1 warning, 1 info\n");
        assertThat(text.lines().filter(line -> line.contains("[MKP"))).hasSize(2);
    }

    @Test
    void nothing_found_is_said_too() {
        assertThat(TextReport.of(id -> Optional.empty()).render(Report.EMPTY)).isEqualTo("nothing found\n");
    }

    @Test
    void a_limit_below_one_is_refused() {
        TextReport report = TextReport.of(id -> Optional.empty());

        assertThatThrownBy(() -> report.limit(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got 0");
    }

    @Test
    void colours_come_only_when_asked_for() {
        TextReport plain = TextReport.of(ReportRenderingTest::sources);

        assertThat(plain.render(report())).doesNotContain("\u001B");
        assertThat(plain.coloured().render(report()))
                .contains(
                        "\u001B[1;31merror[MKP003]\u001B[0m",
                        "\u001B[1;33mwarning[MKP009]\u001B[0m",
                        "\u001B[1;36minfo[MKP041]");
    }

    @Test
    void carets_stand_under_what_follows_characters_without_width() {
        SourceText text = SourceText.of("t.yaml", "x\uFEFFy\u200Be\u0301: yes\n");
        Finding finding = Finding.error(new Code("MKP999"), "here")
                .at(new Place(text.id(), new Span(1, 9, 1, 12)))
                .build();

        String[] lines = TextReport.of(id -> Optional.of(text))
                .render(Report.of(List.of(finding)))
                .split("\n");

        assertThat(lines[4]).isEqualTo("   |      ^^^");
    }

    @Test
    void a_line_that_is_not_there_has_no_excerpt() {
        Finding finding = Finding.error(new Code("MKP001"), "gone")
                .at(place(SHOP, 99, 1, 99, 2))
                .build();

        assertThat(TextReport.of(ReportRenderingTest::sources).render(Report.of(List.of(finding))))
                .doesNotContain("|");
    }
}
