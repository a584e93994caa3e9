// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core;

import io.meshkit.document.BooleanValue;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NullValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The bridge for users of Jackson: their trees as values, and back. Keys keep their order; places are lost on the way to Jackson.
 *
 * @since 0.1.0
 */
public final class JacksonValues {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JacksonValues() {}

    /**
     * A value with the content of a tree.
     *
     * @param node the tree; binary data becomes base64, what is missing becomes null
     * @return the value, without places
     * @throws IllegalArgumentException when the tree holds Java objects or numbers that are not finite
     */
    public static Value of(JsonNode node) {
        List<Value> root = new ArrayList<>(1);
        Deque<Reading> open = new ArrayDeque<>();
        begin(node, root::add, open);
        while (!open.isEmpty()) {
            Reading reading = open.element();
            if (!reading.step(open)) {
                open.pop();
                reading.end();
            }
        }
        return root.get(0);
    }

    /**
     * A tree with the content of a value.
     *
     * @param value the value
     * @return the tree; numbers become exact decimals, or whole numbers
     * @throws IllegalArgumentException when the value holds numbers that are not finite
     */
    public static JsonNode toNode(Value value) {
        List<JsonNode> root = new ArrayList<>(1);
        Deque<Writing> open = new ArrayDeque<>();
        begin(value, root::add, open);
        while (!open.isEmpty()) {
            if (!open.element().step(open)) {
                open.pop();
            }
        }
        return root.get(0);
    }

    private static void begin(JsonNode node, Consumer<Value> into, Deque<Reading> open) {
        if (node.isObject() || node.isArray()) {
            open.push(new Reading(node, into));
        } else if (node.isString() || node.isBinary()) {
            into.accept(TextValue.of(node.asString()));
        } else if (node.isNumber()) {
            into.accept(NumberValue.of(number(node)));
        } else if (node.isBoolean()) {
            into.accept(BooleanValue.of(node.booleanValue()));
        } else if (node.isNull() || node.isMissingNode()) {
            into.accept(NullValue.NULL);
        } else {
            throw new IllegalArgumentException("no value for a node of type " + node.getNodeType());
        }
    }

    private static String number(JsonNode node) {
        if (node.isFloatingPointNumber() && !node.isBigDecimal() && !Double.isFinite(node.doubleValue())) {
            throw new IllegalArgumentException("JSON has no number " + node);
        }
        return node.numberValue().toString();
    }

    private static void begin(Value value, Consumer<JsonNode> into, Deque<Writing> open) {
        if (value instanceof MapValue map) {
            ObjectNode node = NODES.objectNode();
            into.accept(node);
            open.push(new Writing(map.iterator(), node, null, null));
        } else if (value instanceof ListValue list) {
            ArrayNode node = NODES.arrayNode();
            into.accept(node);
            open.push(new Writing(null, null, list.iterator(), node));
        } else if (value instanceof TextValue text) {
            into.accept(NODES.stringNode(text.text()));
        } else if (value instanceof NumberValue number) {
            into.accept(node(number));
        } else if (value instanceof BooleanValue bool) {
            into.accept(NODES.booleanNode(bool.value()));
        } else {
            into.accept(NODES.nullNode());
        }
    }

    private static JsonNode node(NumberValue number) {
        BigDecimal decimal =
                number.decimal().orElseThrow(() -> new IllegalArgumentException("JSON has no number " + number.text()));
        boolean whole = decimal.scale() <= 0;
        if (whole && number.asLong().isPresent()) {
            return NODES.numberNode(number.asLong().getAsLong());
        }
        return whole ? NODES.numberNode(decimal.toBigInteger()) : NODES.numberNode(decimal);
    }

    /** A node that is being turned into a map or list. */
    private static final class Reading {
        private final Iterator<Map.Entry<String, JsonNode>> entries;
        private final Iterator<JsonNode> items;
        private final MapValue.@Nullable Builder map;
        private final List<Value> list = new ArrayList<>();
        private final Consumer<Value> into;

        Reading(JsonNode node, Consumer<Value> into) {
            this.into = into;
            this.map = node.isObject() ? MapValue.builder() : null;
            this.entries = node.properties().iterator();
            this.items = node.isArray()
                    ? node.values().iterator()
                    : List.<JsonNode>of().iterator();
        }

        boolean step(Deque<Reading> open) {
            if (map != null && entries.hasNext()) {
                Map.Entry<String, JsonNode> entry = entries.next();
                MapValue.Builder builder = map;
                begin(entry.getValue(), value -> builder.put(entry.getKey(), value), open);
                return true;
            }
            if (items.hasNext()) {
                begin(items.next(), list::add, open);
                return true;
            }
            return false;
        }

        void end() {
            into.accept(map != null ? map.build() : ListValue.of(list));
        }
    }

    /** A map or list that is being turned into a node. */
    private record Writing(
            @Nullable Iterator<MapValue.Entry> entries,
            @Nullable ObjectNode object,
            @Nullable Iterator<Value> items,
            @Nullable ArrayNode array) {

        boolean step(Deque<Writing> open) {
            if (entries != null && object != null && entries.hasNext()) {
                MapValue.Entry entry = entries.next();
                ObjectNode into = object;
                begin(entry.value(), node -> into.set(entry.key(), node), open);
                return true;
            }
            if (items != null && array != null && items.hasNext()) {
                ArrayNode into = array;
                begin(items.next(), into::add, open);
                return true;
            }
            return false;
        }
    }
}
