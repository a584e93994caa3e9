// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

class JacksonValuesTest {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    @Test
    void a_tree_becomes_a_value_and_the_same_tree_again() {
        JsonNode tree = MAPPER.readTree(
                "{\"b\":[1,2.50,{\"x\":null}],\"a\":true,\"t\":\"ü\",\"n\":123456789012345678901234567890,\"e\":{},\"l\":[]}");

        Value value = JacksonValues.of(tree);

        assertThat(((MapValue) value).keys()).containsExactly("b", "a", "t", "n", "e", "l");
        assertThat(value.find("/b/1").orElseThrow()).isEqualTo(NumberValue.of("2.5"));
        assertThat(JacksonValues.toNode(value).toString()).isEqualTo(tree.toString());
    }

    @Test
    void depth_is_no_matter() {
        Value deep = TextValue.of("x");
        for (int i = 0; i < 50_000; i++) {
            deep = ListValue.of(deep);
        }

        Value back = JacksonValues.of(JacksonValues.toNode(deep));
        int depth = 0;
        while (back instanceof ListValue list) {
            back = list.get(0);
            depth++;
        }
        assertThat(depth).isEqualTo(50_000);
    }

    @Test
    void binary_data_becomes_base64() {
        assertThat(JacksonValues.of(JsonNodeFactory.instance.binaryNode(new byte[] {1, 2})))
                .isEqualTo(TextValue.of("AQI="));
    }

    @Test
    void what_is_not_finite_is_refused_in_both_directions() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> JacksonValues.of(JsonNodeFactory.instance.numberNode(Double.NaN)));
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> JacksonValues.toNode(NumberValue.of(".inf")));
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> JacksonValues.of(JsonNodeFactory.instance.pojoNode(new Object())));
    }
}
