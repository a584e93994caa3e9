// SPDX-License-Identifier: Apache-2.0
package io.meshkit.analysis;

import io.meshkit.document.BooleanValue;
import io.meshkit.document.JsonPointer;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NullValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.resource.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A value of a resource together with the way to it, for rules that walk down and then point at what they found. What is not there is a node
 * too, without a value, so that a way can be gone without asking at each step; null counts as not there, as it does for Kubernetes.
 *
 * <pre>{@code
 * for (Node server : Node.of(gateway).get("spec", "servers").items()) {
 *     if (server.get("port", "number").number().isEmpty()) {
 *         view.report(server, "a server needs a port number");
 *     }
 * }
 * }</pre>
 *
 * <p>Immutable and thread-safe. The way is only put together when it is asked for.
 *
 * @since 0.1.0
 */
public final class Node {

    private final @Nullable Node parent;
    private final String segment;
    private final @Nullable Value value;

    private Node(@Nullable Node parent, String segment, @Nullable Value value) {
        this.parent = parent;
        this.segment = segment;
        this.value = value instanceof NullValue ? null : value;
    }

    /**
     * The root of a resource.
     *
     * @param resource the resource
     * @return its body
     */
    public static Node of(Resource resource) {
        return new Node(null, "", resource.body());
    }

    /**
     * What a way leads to.
     *
     * @param resource the resource
     * @param way the way from the root of its body
     * @return the node, with a value or without
     */
    public static Node of(Resource resource, JsonPointer way) {
        Node node = of(resource);
        for (String step : way.segments()) {
            node = node.value instanceof ListValue ? node.item(step) : node.get(step);
        }
        return node;
    }

    private Node item(String index) {
        return new Node(
                this,
                index,
                value == null ? null : value.find(JsonPointer.of(index)).orElse(null));
    }

    /**
     * What is under keys of maps.
     *
     * @param keys one key after the other
     * @return the node, with a value or without
     */
    public Node get(String... keys) {
        Node node = this;
        for (String key : keys) {
            Value below = node.value instanceof MapValue map ? map.get(key).orElse(null) : null;
            node = new Node(node, key, below);
        }
        return node;
    }

    /**
     * The items of a list.
     *
     * @return the items in order; none when this is no list
     */
    public List<Node> items() {
        if (!(value instanceof ListValue list)) {
            return List.of();
        }
        List<Node> items = new ArrayList<>(list.size());
        for (Value item : list) {
            items.add(new Node(this, Integer.toString(items.size()), item));
        }
        return items;
    }

    /**
     * The entries of a map.
     *
     * @return a node for each key, in order; none when this is no map
     */
    public List<Node> entries() {
        if (!(value instanceof MapValue map)) {
            return List.of();
        }
        List<Node> entries = new ArrayList<>(map.size());
        for (MapValue.Entry entry : map) {
            entries.add(new Node(this, entry.key(), entry.value()));
        }
        return entries;
    }

    /**
     * Whether there is a value, other than null.
     *
     * @return true when there is
     */
    public boolean isPresent() {
        return value != null;
    }

    /**
     * Whether there is no value, or an empty map, list or text: what protocol buffers call the default.
     *
     * @return true when nothing is said here
     */
    public boolean isEmpty() {
        return value == null
                || value instanceof MapValue map && map.isEmpty()
                || value instanceof ListValue list && list.size() == 0
                || value instanceof TextValue text && text.text().isEmpty();
    }

    /**
     * The value.
     *
     * @return the value, or empty
     */
    public Optional<Value> value() {
        return Optional.ofNullable(value);
    }

    /**
     * The text.
     *
     * @return the text, or empty when this is none
     */
    public Optional<String> text() {
        return value instanceof TextValue text ? Optional.of(text.text()) : Optional.empty();
    }

    /**
     * The text, or another.
     *
     * @param other what to give when this is no text
     * @return the text
     */
    public String text(String other) {
        return value instanceof TextValue text ? text.text() : other;
    }

    /**
     * The whole number.
     *
     * @return the number, or empty when this is none or none of 64 bits
     */
    public OptionalLong number() {
        return value instanceof NumberValue number ? number.asLong() : OptionalLong.empty();
    }

    /**
     * Whether this is true.
     *
     * @return true when the value is the boolean true
     */
    public boolean isTrue() {
        return value instanceof BooleanValue flag && flag.value();
    }

    /**
     * The texts of a map, such as labels.
     *
     * @return the texts by key, in order; other values are left out
     */
    public Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        if (value instanceof MapValue map) {
            for (MapValue.Entry entry : map) {
                if (entry.value() instanceof TextValue text) {
                    texts.put(entry.key(), text.text());
                }
            }
        }
        return texts;
    }

    /**
     * The texts of a list, such as hosts.
     *
     * @return the texts in order; other items are left out
     */
    public List<String> textItems() {
        return value instanceof ListValue list ? list.texts() : List.of();
    }

    /**
     * The last step of the way.
     *
     * @return the key, or the index in digits; empty text for the root
     */
    public String key() {
        return segment;
    }

    /**
     * The way from the root of the resource.
     *
     * @return the way
     */
    public JsonPointer pointer() {
        List<String> segments = new ArrayList<>();
        for (Node node = this; node.parent != null; node = node.parent) {
            segments.add(0, node.segment);
        }
        return new JsonPointer(segments);
    }

    /** Gives the way and the value. */
    @Override
    public String toString() {
        return pointer() + ": " + (value == null ? "nothing" : value);
    }
}
