// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.schema;

import io.meshkit.document.BooleanValue;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NullValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Makes values without places from YAML or JSON, independently of the reader under test elsewhere. */
final class Json {

    private static final YAMLMapper MAPPER = YAMLMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Json() {}

    static MapValue map(String text) {
        return (MapValue) value(MAPPER.readTree(text));
    }

    static List<MapValue> maps(String text) {
        List<MapValue> maps = new ArrayList<>();
        MAPPER.readerFor(JsonNode.class).<JsonNode>readValues(text).forEachRemaining(node -> {
            if (value(node) instanceof MapValue map) {
                maps.add(map);
            }
        });
        return maps;
    }

    private static Value value(JsonNode node) {
        if (node.isObject()) {
            MapValue.Builder map = MapValue.builder();
            node.properties().forEach(entry -> map.put(entry.getKey(), value(entry.getValue())));
            return map.build();
        }
        if (node.isArray()) {
            List<Value> items = new ArrayList<>();
            node.forEach(item -> items.add(value(item)));
            return ListValue.of(items);
        }
        if (node.isNumber()) {
            return NumberValue.of(node.asString());
        }
        if (node.isBoolean()) {
            return BooleanValue.of(node.asBoolean());
        }
        return node.isNull() || node.isMissingNode() ? NullValue.NULL : TextValue.of(node.asString());
    }
}
