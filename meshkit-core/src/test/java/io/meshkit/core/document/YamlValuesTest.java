// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.document.BooleanValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NullValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.TextValue;
import io.meshkit.finding.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlValuesTest {

    @ParameterizedTest
    @ValueSource(strings = {"null", "Null", "NULL", "~", ""})
    void nulls_of_the_core_schema(String text) {
        assertThat(((MapValue) Reads.clean("a: " + text)).get("a").orElseThrow())
                .isInstanceOf(NullValue.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "True", "TRUE", "false", "False", "FALSE"})
    void booleans_of_the_core_schema(String text) {
        assertThat(((MapValue) Reads.clean("a: " + text)).get("a").orElseThrow())
                .isEqualTo(BooleanValue.of(Boolean.parseBoolean(text)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0", "-1", "+12", "1.10", ".5", "1.", "1e3", "-1.5E-3", "0x1F", "0o14", ".inf", "-.INF", ".nan", "08"
            })
    void numbers_of_the_core_schema_keep_their_text(String text) {
        assertThat(((MapValue) Reads.clean("a: " + text)).get("a").orElseThrow())
                .isInstanceOf(NumberValue.class)
                .hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nul",
                "tRue",
                "1:30",
                "2001-12-14",
                "1.2.3",
                "+",
                "-",
                ".",
                "..",
                "e3",
                "0x",
                "-.nan",
                "1e",
                "v1"
            })
    void other_plain_scalars_are_texts(String text) {
        assertThat(((MapValue) Reads.clean("a: " + (text.equals("-") ? "-x" : text)))
                        .get("a")
                        .orElseThrow())
                .isInstanceOf(TextValue.class);
    }

    @Test
    void quoted_scalars_are_texts_always() {
        assertThat(Reads.clean("['1', \"true\", 'yes', \"012\", '']"))
                .satisfies(list -> assertThat(((io.meshkit.document.ListValue) list).texts())
                        .containsExactly("1", "true", "yes", "012", ""));
    }

    @Test
    void tags_of_the_core_schema_are_obeyed() {
        MapValue root =
                (MapValue) Reads.clean("a: !!str 1\nb: !!int 5\nc: !!float 1\nd: !!bool true\ne: !!null\nf: ! yes\n"
                        + "g: !!str\nh: !!map {}\ni: !!seq []\nj: !!int '7'\n");

        assertThat(root).hasToString("{a: 1, b: 5, c: 1, d: true, e: null, f: yes, g: , h: {}, i: [], j: 7}");
        assertThat(root.get("a").orElseThrow()).isInstanceOf(TextValue.class);
        assertThat(root.get("g").orElseThrow()).isInstanceOf(TextValue.class);
        assertThat(root.get("j").orElseThrow()).isInstanceOf(NumberValue.class);
    }

    @Test
    void tags_that_do_not_fit_or_are_unknown_are_found() {
        List<Finding> findings = Reads.findings("a: !!int x\nb: !!binary aGk=\nc: !mine {d: 1}\ne: !!set {f}\n");

        assertThat(findings).extracting(Finding::code).containsOnly(DocumentCodes.TAG);
        assertThat(findings)
                .extracting(Finding::message)
                .containsExactly(
                        "this is no int, as its tag !!int says",
                        "tag !!binary is not read; remove it",
                        "tag !mine is not read on a map; remove it",
                        "tag !!set is not read on a map; remove it");
        assertThat(findings.get(1).place().orElseThrow()).hasToString("t.yaml:2:13");
    }

    @Test
    void keys_that_are_no_texts_keep_their_text() {
        assertThat(((MapValue) Reads.clean("1: a\ntrue: b\n~: c\n1.0: e\n")).keys())
                .containsExactly("1", "true", "~", "1.0");
    }

    @Test
    void a_list_or_map_as_key_is_left_out_with_a_finding() {
        Finding finding = Reads.only("? [a, {b: c}]\n: {d: e}\nf: 1\n");

        assertThat(finding.code()).isEqualTo(DocumentCodes.KEY);
        assertThat(finding.place().orElseThrow()).hasToString("t.yaml:1:3");
        assertThat(Reads.root("? [a, {b: c}]\n: {d: e}\nf: 1\n")).hasToString("{f: 1}");
    }

    @Test
    void a_duplicate_key_is_found_with_both_places_and_the_last_value_counts() {
        String text = "a: 1\nb: {x: 1, 'x': 2}\na: 3\n";
        List<Finding> findings = Reads.findings(text);

        assertThat(findings)
                .hasSize(2)
                .allSatisfy(finding -> assertThat(finding.code()).isEqualTo(DocumentCodes.DUPLICATE_KEY));
        assertThat(findings.get(0).place().orElseThrow()).hasToString("t.yaml:2:11");
        assertThat(findings.get(0).related().get(0).place()).hasToString("t.yaml:2:5");
        assertThat(findings.get(1)).hasToString("t.yaml:3:1: error: key \"a\" stands twice in this map [MKP002]");
        assertThat(findings.get(1).related().get(0).place()).hasToString("t.yaml:1:1");
        assertThat(Reads.root(text)).hasToString("{a: 3, b: {x: 2}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yes=true",
                "No=false",
                "on=true",
                "OFF=false",
                "y=true",
                "N=false",
                "012=10",
                "-017=-15",
                "1_000=1000",
                "0b101=5",
                "-0x1F=-31",
                "0X1f=31",
                "0o1_7=15",
                "1_0.5=10.5"
            })
    void plain_scalars_that_go_reads_differently_are_warned_of(String pair) {
        String text = pair.substring(0, pair.indexOf('='));
        String there = pair.substring(pair.indexOf('=') + 1);

        Finding finding = Reads.only("a: " + text + "\n");

        assertThat(finding.code()).isEqualTo(DocumentCodes.READ_DIFFERENTLY);
        assertThat(finding.parameters()).containsEntry("go", there);
        assertThat(finding.fixes().get(0).edits().get(0).replacement()).isEqualTo('"' + text + '"');
    }

    @Test
    void keys_that_go_reads_differently_are_warned_of() {
        assertThat(Reads.only("on: push\n").place().orElseThrow()).hasToString("t.yaml:1:1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'yes'",
                "\"on\"",
                "!!str no",
                "yess",
                "00",
                "0",
                "089",
                "1__x",
                "|\n  yes",
                "0x1F",
                "0o17",
                "10:30"
            })
    void what_everybody_reads_alike_is_not_warned_of(String text) {
        assertThat(Reads.findings("a: " + text + "\n")).isEmpty();
    }
}
