// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.document.Document;
import io.meshkit.finding.Finding;
import io.meshkit.spi.ReadResult;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlStreamTest {

    @Test
    void documents_of_a_stream_keep_their_places_and_positions() {
        ReadResult result = Reads.read("a: 1\n---\n# only a comment\n---\nb: 2\n...\n%YAML 1.2\n---\nc: 3\n");

        assertThat(result.report().findings()).isEmpty();
        assertThat(result.documents()).extracting(Document::index).containsExactly(0, 2, 3);
        assertThat(result.documents())
                .extracting(document -> Reads.span(document.root().place()))
                .containsExactly("1:1-1:5", "5:1-5:5", "9:1-9:5");
    }

    @Test
    void a_text_of_nothing_holds_no_document() {
        for (String text : List.of("", "\n\n", "# comment\n", "---\n", "---\n...\n", "\ufeff", "...\n", "---\n---\n")) {
            ReadResult result = Reads.read(text);

            assertThat(result.documents()).as(text).isEmpty();
            assertThat(result.report().findings()).as(text).isEmpty();
        }
    }

    @Test
    void markers_inside_lines_and_longer_dashes_do_not_separate() {
        ReadResult result = Reads.read("a: ---\nb: |\n  ---\n  ...\nc: '----'\n----: 1\n");

        assertThat(result.report().findings()).isEmpty();
        assertThat(result.documents()).hasSize(1);
        assertThat(result.documents().get(0).root().find("/b").orElseThrow()).hasToString("---\n...\n");
    }

    @Test
    void content_may_follow_the_marker_on_its_line() {
        ReadResult result = Reads.read("--- {a: 1}\n--- |\n  x\n--- b\n");

        assertThat(Reads.roots(result)).hasToString("[{a: 1}, x\n, b]");
    }

    @Test
    void files_with_byte_order_marks_may_be_put_one_after_another() {
        ReadResult result = Reads.read("\uFEFFa: 1\n\uFEFF---\nb: 2\n...\n\uFEFF# comment\n\uFEFF--- {c: 3}\n");

        assertThat(result.report().findings()).isEmpty();
        assertThat(Reads.roots(result)).hasToString("[{a: 1}, {b: 2}, {c: 3}]");
        assertThat(result.documents())
                .extracting(document -> Reads.span(document.root().place()))
                .containsExactly("1:1-1:5", "3:1-3:5", "6:6-6:12");
    }

    @Test
    void a_byte_order_mark_inside_a_plain_text_is_an_error_since_nobody_sees_it() {
        Finding inKey = Reads.only("a: 1\n\uFEFFb: 2\n");
        Finding inValue = Reads.only("a: x\uFEFF\n---\nb: 1\n");

        assertThat(inKey.message()).isEqualTo("an invisible byte order mark (U+FEFF) stands in this text; remove it");
        assertThat(inKey.place().orElseThrow()).hasToString("t.yaml:2:1");
        assertThat(inValue.place().orElseThrow()).hasToString("t.yaml:1:4");
        assertThat(Reads.clean("a: \"\uFEFFx\"\n").find("/a").orElseThrow()).hasToString("\uFEFFx");
    }

    @Test
    void syntax_errors_speak_of_maps_lists_and_texts() {
        assertThat(Reads.only("a:\n  b: 1\n c: 2\n").message())
                .isEqualTo("expected the end of the block, but found a key;"
                        + " check that this line is indented like its neighbours");
        assertThat(Reads.only("a: 'it's'\nb: 1\n").message())
                .isEqualTo("expected the end of the block, but found a text;"
                        + " check that this line is indented like its neighbours");
    }

    @Test
    void a_text_that_ends_in_a_bracket_tells_which_one_to_close() {
        Finding list = Reads.only("a: 1\nb: [1, 2\n\n");
        Finding map = Reads.only("a: {b: [1], c: {d: 1,\n");

        assertThat(list.message()).isEqualTo("the text ends inside the list that began at 2:4; close it with ]");
        assertThat(Reads.span(list.place())).isEqualTo("2:9-2:9");
        assertThat(list.related().get(0).message()).isEqualTo("the list begins here");
        assertThat(list.related().get(0).place()).hasToString("t.yaml:2:4");
        assertThat(map.message()).isEqualTo("the text ends inside the map that began at 1:16; close it with }");
        assertThat(Reads.span(map.place())).isEqualTo("1:22-1:22");
        assertThat(Reads.only("a: {b: [\n").message())
                .isEqualTo("the text ends inside the list that began at 1:8; close it with ]");
    }

    @Test
    void a_document_that_ends_in_a_bracket_tells_which_one_to_close_although_the_text_goes_on() {
        Finding finding = Reads.only("e: [a: 1\n---\ng: 2\n");

        assertThat(finding.message()).isEqualTo("the document ends inside the list that began at 1:4; close it with ]");
        assertThat(finding.place()).get().hasToString("t.yaml:1:9");
    }

    @Test
    void a_text_that_ends_in_quotes_tells_which_quote_is_missing() {
        Finding finding = Reads.only("a: \"b\nc: d\n");

        assertThat(finding.message())
                .isEqualTo("the text ends inside the quoted text that began at 1:4; close it with \"");
        assertThat(finding.place()).get().hasToString("t.yaml:2:5");
        assertThat(finding.related().get(0).message()).isEqualTo("the quoted text begins here");
        assertThat(Reads.only("a: 'b\n").message()).endsWith("close it with '");
    }

    @Test
    void an_error_at_the_end_of_a_text_stands_at_the_end_of_its_last_line() {
        assertThat(Reads.only("a: 1\nb\n\n").place()).get().hasToString("t.yaml:2:2");
    }

    @Test
    void braces_of_a_template_are_told_as_such() {
        assertThat(Reads.only("a: {{ .Values.name }}\n").message())
                .endsWith("and is left out; if this is a template, render it first");
        assertThat(Reads.only("a: {[b]: 1}\n").message()).endsWith("and is left out");
    }

    @Test
    void after_a_syntax_error_reading_goes_on_at_the_next_document() {
        ReadResult result = Reads.read("a: 1\n---\nb: c: d\n---\ne: [1\n---\nf: 'x\n---\ng: 2\n");

        assertThat(Reads.roots(result)).hasToString("[{a: 1}, {g: 2}]");
        assertThat(result.documents().get(1).index()).isEqualTo(4);
        assertThat(result.report().findings())
                .extracting(Finding::code)
                .containsOnly(DocumentCodes.SYNTAX)
                .hasSize(3);
        assertThat(result.report().findings())
                .extracting(finding -> finding.place().orElseThrow().span().toString())
                .containsExactly("3:5", "5:6", "7:6");
    }

    @Test
    void a_syntax_error_tells_where_the_broken_part_begins() {
        Finding finding = Reads.only("a: [1, 2\nb: 3\n");

        assertThat(finding).hasToString("t.yaml:2:2: error: expected ',' or ']', but got : [MKP001]");
        assertThat(finding.related().get(0).place()).hasToString("t.yaml:1:4");
        assertThat(finding.related().get(0).message()).isEqualTo("a list begins here");
    }

    @Test
    void a_document_with_garbage_after_its_end_is_left_out() {
        ReadResult result = Reads.read("'a'\n'b'\n---\nc\n");

        assertThat(Reads.roots(result)).hasToString("[c]");
        assertThat(result.report().hasErrors()).isTrue();
    }

    @Test
    void another_version_of_yaml_is_refused_in_plain_words() {
        Finding finding = Reads.only("# c\n%YAML 2.0\n---\na: 1\n");

        assertThat(finding.code()).isEqualTo(DocumentCodes.SYNTAX);
        assertThat(finding.message()).contains("%YAML 1.2");
    }

    @Test
    void control_characters_spoil_their_document_only() {
        ReadResult result = Reads.read("a: 1\n---\nb: \u0007x\n---\nc: 3\n");

        assertThat(Reads.roots(result)).hasToString("[{a: 1}, {c: 3}]");
        assertThat(result.report().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.place().orElseThrow()).hasToString("t.yaml:3:4");
            assertThat(finding.message()).startsWith("U+0007");
        });
    }

    @Test
    void many_control_characters_are_one_finding_with_the_first_place_and_their_count() {
        Finding finding = Reads.only("a: 1\n---\nb: \u0007x\u0008\u0007\n");

        assertThat(finding.place().orElseThrow()).hasToString("t.yaml:3:4");
        assertThat(finding.message()).startsWith("U+0007 cannot stand").endsWith("; 2 more such characters follow");
        assertThat(finding.parameters()).containsEntry("count", "3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: \"\\uD800x\"", "a: \"\\U0000DC00\"", "\"\\ud800\": a", "- [\"\\ud83d \\ude00\"]"})
    void an_escaped_half_of_a_surrogate_pair_is_found_at_its_text(String text) {
        Finding finding = Reads.only(text);

        assertThat(finding.code()).isEqualTo(DocumentCodes.SYNTAX);
        assertThat(finding.message()).containsPattern("the escape .u(d800|dc00|d83d) is half a surrogate pair");
        assertThat(finding.place().orElseThrow().span().column()).isEqualTo(text.indexOf('"') + 1);
    }

    @Test
    void two_escaped_halves_are_one_character() {
        assertThat(Reads.clean("a: \"\\ud83d\\ude00\"").toString()).isEqualTo("{a: \uD83D\uDE00}");
    }

    @Test
    void half_a_surrogate_pair_is_found() {
        assertThat(Reads.only("a: \ud83d\n").message()).startsWith("U+D83D, half a surrogate pair");
    }

    @Test
    void a_tab_as_indentation_is_told() {
        Finding finding = Reads.only("a:\n\tb: 1\n");

        assertThat(finding.place().orElseThrow()).hasToString("t.yaml:2:1");
        assertThat(finding.message()).isEqualTo("a tab cannot stand before a value; write blanks");
    }
}
