// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.schema;

import io.meshkit.document.BooleanValue;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Copies values into the tree that the schema library reads. */
final class ValueNodes {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** A container whose children are still to be copied. */
    private record Open(Value from, JsonNode to) {}

    private ValueNodes() {}

    /** Numbers that JSON does not have, the infinities and not-a-number, become texts. */
    static JsonNode toNode(Value value) {
        Deque<Open> open = new ArrayDeque<>();
        JsonNode root = copy(value, open);
        while (!open.isEmpty()) {
            Open next = open.pop();
            if (next.from() instanceof MapValue map && next.to() instanceof ObjectNode object) {
                map.forEach(entry -> object.set(entry.key(), copy(entry.value(), open)));
            } else if (next.from() instanceof ListValue list && next.to() instanceof ArrayNode array) {
                list.forEach(item -> array.add(copy(item, open)));
            }
        }
        return root;
    }

    private static JsonNode copy(Value value, Deque<Open> open) {
        if (value instanceof MapValue || value instanceof ListValue) {
            JsonNode container = value instanceof MapValue ? NODES.objectNode() : NODES.arrayNode();
            open.push(new Open(value, container));
            return container;
        }
        if (value instanceof TextValue text) {
            return NODES.stringNode(text.text());
        }
        if (value instanceof NumberValue number) {
            return number(number);
        }
        return value instanceof BooleanValue flag ? NODES.booleanNode(flag.value()) : NODES.nullNode();
    }

    private static JsonNode number(NumberValue number) {
        if (number.asLong().isPresent()) {
            return NODES.numberNode(number.asLong().getAsLong());
        }
        Optional<BigDecimal> decimal = number.decimal();
        if (decimal.isEmpty()) {
            return NODES.stringNode(number.text());
        }
        return isBeyondLong(decimal.get())
                ? NODES.numberNode(decimal.get().toBigInteger())
                : NODES.numberNode(decimal.get());
    }

    /** The library compares with limits as longs, and throws where a fraction is too large to be one; what is left of it there decides nothing. */
    private static boolean isBeyondLong(BigDecimal number) {
        return number.toBigInteger().bitLength() >= Long.SIZE;
    }
}
