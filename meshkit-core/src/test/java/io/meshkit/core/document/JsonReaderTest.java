// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.document.MapValue;
import io.meshkit.finding.Finding;
import io.meshkit.spi.ReadResult;
import org.junit.jupiter.api.Test;

class JsonReaderTest {

    @Test
    void a_text_that_ends_in_a_bracket_tells_which_one_to_close() {
        Finding finding =
                Reads.json("{\n  \"a\": [1, 2\n\n").report().findings().get(0);

        assertThat(finding.message())
                .isEqualTo("this is no JSON: the text ends inside the list that began at 2:8; close it with ]");
        assertThat(finding.place()).get().hasToString("t.json:2:13");
    }

    @Test
    void every_key_and_value_has_its_place() {
        MapValue root =
                (MapValue) Reads.json("{\n\t\"a\":\t[1, \"\\u00e9\ud83d\ude00\", -2.50],\n\t\"b\" : {\"c\": null}\n}")
                        .documents()
                        .get(0)
                        .root();

        assertThat(root).hasToString("{a: [1, \u00e9\ud83d\ude00, -2.50], b: {c: null}}");
        assertThat(Reads.span(root, "")).isEqualTo("1:1-4:2");
        assertThat(Reads.span(root.keyPlace("a"))).isEqualTo("2:2-2:5");
        assertThat(Reads.span(root, "/a/1")).isEqualTo("2:11-2:20");
        assertThat(Reads.span(root, "/a/2")).isEqualTo("2:22-2:27");
        assertThat(Reads.span(root, "/b/c")).isEqualTo("3:14-3:18");
    }

    @Test
    void what_yaml_would_refuse_is_read() {
        String longKey = "k".repeat(2_000);

        assertThat(Reads.json("{\"a\"\n:1, \"" + longKey + "\": \"\\/\\ud83d\\ude00\"}")
                        .documents()
                        .get(0)
                        .root())
                .hasToString("{a: 1, " + longKey + ": /\ud83d\ude00}");
    }

    @Test
    void duplicate_keys_are_found_with_both_places() {
        Finding finding = Reads.json("{\"a\":1,\n\"a\":2}").report().findings().get(0);

        assertThat(finding).hasToString("t.json:2:1: error: key \"a\" stands twice in this map [MKP002]");
        assertThat(finding.related().get(0).place()).hasToString("t.json:1:2");
    }

    @Test
    void errors_are_placed() {
        assertThat(error("[1,]")).startsWith("t.json:1:4: error: this is no JSON: Unexpected character (']'");
        assertThat(error("{\"a\":1"))
                .isEqualTo(
                        "t.json:1:7: error: this is no JSON: the text ends inside the map that began at 1:1; close it"
                                + " with } [MKP001]");
        assertThat(error("{} {}"))
                .isEqualTo("t.json:1:4: error: a JSON text holds one value; this is a second one [MKP001]");
        assertThat(error("[01]")).contains("Leading zeroes");
    }

    @Test
    void nesting_is_limited() {
        ReadResult result = Reads.json("[".repeat(100_000));

        assertThat(result.documents()).isEmpty();
        assertThat(result.report().findings().get(0).place().orElseThrow()).hasToString("t.json:1:101");
    }

    private static String error(String text) {
        ReadResult result = Reads.json(text);
        assertThat(result.documents()).isEmpty();
        return result.report().findings().get(0).toString();
    }
}
