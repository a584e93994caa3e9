// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.SourceText;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.spi.ReadResult;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextWriterTest {

    private final TextWriter writer = new TextWriter();

    @Test
    void yaml_is_block_style_in_the_order_of_the_value() {
        Value value = Reads.clean("{kind: Service, metadata: {name: a, labels: {}}, "
                + "spec: {ports: [{port: 80}, {port: 1.10}], hosts: []}, empty: null, on2: true}");

        assertThat(writer.yaml(value)).isEqualTo("""
            kind: Service
            metadata:
              name: a
              labels: {}
            spec:
              ports:
              - port: 80
              - port: 1.10
              hosts: []
            empty: null
            on2: true
            """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yes",
                "No",
                "on",
                "y",
                "true",
                "null",
                "~",
                "",
                "012",
                "1_000",
                "0b1",
                "1.10",
                "1:30",
                "2001-12-14",
                "<<"
            })
    void texts_that_some_reader_takes_for_something_else_are_quoted(String text) {
        assertThat(writer.yaml(MapValue.of("a", TextValue.of(text)))).isEqualTo("a: \"" + text + "\"\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5s", "10.0.0.1", "v1", "shop/reviews", "a b", "1.2.3.4", "nginx:1.25-alpine"})
    void ordinary_texts_are_plain(String text) {
        assertThat(writer.yaml(MapValue.of("a", TextValue.of(text)))).isEqualTo("a: " + text + "\n");
    }

    @Test
    void texts_of_several_lines_are_blocks_where_a_block_says_them_exactly() {
        assertThat(writer.yaml(MapValue.of("a", TextValue.of("one\n  two\n\nthree\n"))))
                .isEqualTo("a: |\n  one\n    two\n\n  three\n");
        assertThat(writer.yaml(MapValue.of("a", TextValue.of("one\ntwo")))).isEqualTo("a: |-\n  one\n  two\n");
        assertThat(writer.yaml(MapValue.of("a", TextValue.of("one \ntwo")))).isEqualTo("a: \"one \\ntwo\"\n");
    }

    @Test
    void a_number_that_go_reads_as_another_is_written_so_that_it_does_not() {
        assertThat(writer.yaml(NumberValue.of("012"))).isEqualTo("12\n");
        assertThat(writer.yaml(NumberValue.of("0x1F"))).isEqualTo("0x1F\n");
    }

    @Test
    void scalars_and_empty_collections_are_documents_without_markers() {
        assertThat(writer.yaml(TextValue.of("a"))).isEqualTo("\"a\"\n");
        assertThat(writer.yaml(ListValue.EMPTY)).isEqualTo("[]\n");
        assertThat(writer.yaml(MapValue.EMPTY)).isEqualTo("{}\n");
    }

    @Test
    void json_is_compact_or_pretty() {
        Value value = Reads.clean("{a: [1, 'x', {}], b: {c: null}, d: []}");

        assertThat(writer.json(value)).isEqualTo("{\"a\":[1,\"x\",{}],\"b\":{\"c\":null},\"d\":[]}");
        assertThat(writer.prettyJson(value)).isEqualTo("""
            {
              "a": [
                1,
                "x",
                {}
              ],
              "b": {
                "c": null
              },
              "d": []
            }
            """);
    }

    @ParameterizedTest
    @CsvSource({
        "+12,12",
        "012,12",
        ".5,0.5",
        "1.,1",
        "0x1F,31",
        "0o14,12",
        "1.10,1.10",
        "-0.0e+3,-0.0e+3",
        "00,0",
        "1e99999,1e99999",
        "-.5,-0.5"
    })
    void numbers_take_the_form_of_json(String text, String written) {
        assertThat(writer.json(NumberValue.of(text))).isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(strings = {".inf", "-.inf", ".nan"})
    void json_refuses_numbers_that_it_cannot_say(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> writer.json(NumberValue.of(text)))
                .withMessageContaining(text);
    }

    @Test
    void values_of_any_depth_are_written_as_json_and_refused_as_yaml() {
        Value deep = TextValue.of("x");
        for (int i = 0; i < 100_000; i++) {
            deep = ListValue.of(List.of(deep));
        }
        Value value = deep;

        assertThat(writer.json(value)).hasSize(200_003);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> writer.yaml(value))
                .withMessageContaining("1000 levels");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\uD800x", "\uDC00", "line\n\uD83D\n"})
    void half_a_surrogate_pair_is_not_written_as_another_character(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> writer.yaml(MapValue.of("a", TextValue.of(text))))
                .withMessageContaining("half a surrogate pair");
        assertThatIllegalArgumentException().isThrownBy(() -> writer.yaml(MapValue.of(text, TextValue.of("a"))));
        assertThat(writer.json(TextValue.of(text))).matches(".*\\\\u(d800|dc00|d83d).*");
    }

    @Test
    void what_is_written_reads_back_equal() {
        for (long seed = 1; seed <= 3_000; seed++) {
            Value value = new Generator(seed).value(4);
            String yaml = writer.yaml(value);

            assertThat(back("t.yaml", yaml))
                    .as("yaml of seed %d: %s", seed, yaml)
                    .isEqualTo(value);
            assertThat(back("t.json", writer.json(value)))
                    .as("json of seed %d", seed)
                    .isEqualTo(value);
            assertThat(back("t.json", writer.prettyJson(value)))
                    .as("pretty json of seed %d", seed)
                    .isEqualTo(value);
        }
    }

    private static Value back(String name, String text) {
        ReadResult result = new YamlReader().read(SourceText.of(name, text));
        assertThat(result.report().findings()).as(text).isEmpty();
        assertThat(result.documents()).as(text).hasSize(1);
        return result.documents().get(0).root();
    }
}
