// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link JsonReader} and {@link JsonWriter}. */
class JsonTest {

    private static Value read(String text) throws JsonReader.MalformedException {
        return JsonReader.read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Value value) {
        return new String(JsonWriter.write(value), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.10",
                "1e3",
                "-0",
                "123456789012345678901234567890",
                "true",
                "null",
                "\"a\\\"ü\\n\"",
                "[]",
                "{}",
                "{\"b\":[1,{\"a\":null}],\"a\":{\"x\":[]}}"
            })
    void what_is_read_is_written_as_it_stood(String json) throws JsonReader.MalformedException {
        assertThat(text(read(json))).isEqualTo(json);
    }

    @ParameterizedTest
    @CsvSource({"0x1F, 31", "012, 12", "+1, 1", ".5, 0.5", "1., 1", "0o17, 15"})
    void spellings_of_yaml_become_decimals(String yaml, String json) {
        assertThat(text(NumberValue.of(yaml))).isEqualTo(json);
    }

    @ParameterizedTest
    @ValueSource(strings = {".inf", "-.inf", ".nan"})
    void what_json_has_no_number_for_is_refused(String yaml) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> JsonWriter.write(NumberValue.of(yaml)))
                .withMessageContaining(yaml);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"a\":", "[1,]", "1 2", "<html>", "{'a':1}", "NaN"})
    void what_is_no_json_is_malformed(String text) {
        assertThatExceptionOfType(JsonReader.MalformedException.class)
                .isThrownBy(() -> JsonReader.read(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void depth_is_bounded_in_both_directions() {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);
        assertThatExceptionOfType(JsonReader.MalformedException.class)
                .isThrownBy(() -> JsonReader.read(deep.getBytes(StandardCharsets.UTF_8)));

        Value value = TextValue.of("x");
        for (int i = 0; i < JsonReader.DEEPEST; i++) {
            value = i % 2 == 0 ? ListValue.of(value) : MapValue.of("k", value);
        }
        Value deepest = value;
        assertThat(text(deepest)).contains("\"x\"");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> JsonWriter.write(ListValue.of(deepest)))
                .withMessageContaining("512 levels");
    }
}
