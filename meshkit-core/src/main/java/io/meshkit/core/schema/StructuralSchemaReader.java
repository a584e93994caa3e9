// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.schema;

import io.meshkit.ErrorCode;
import io.meshkit.MeshKitException;
import io.meshkit.document.BooleanValue;
import io.meshkit.document.JsonPointer;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NullValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.Place;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Reads an {@code openAPIV3Schema} into nodes; what is wrong with it is thrown with the way to it. */
final class StructuralSchemaReader {

    private static final ErrorCode INVALID = new ErrorCode("MK-SCHEMA-INVALID");
    private static final Set<String> TYPES = Set.of("", "object", "array", "string", "integer", "number", "boolean");

    /** A node while it is read. */
    static final class Node {
        String type = "";
        boolean nullable;
        boolean intOrString;
        boolean preservesUnknownFields;
        boolean embeddedResource;

        @Nullable
        Value defaultValue;

        @Nullable
        StructuralSchema items;

        Map<String, StructuralSchema> properties = new LinkedHashMap<>();

        @Nullable
        StructuralSchema additionalProperties;

        @Nullable
        Boolean additionalAllowed;

        StructuralSchema.ListType listType = StructuralSchema.ListType.ATOMIC;
        List<String> listMapKeys = List.of();
        StructuralSchema.MapType mapType = StructuralSchema.MapType.GRANULAR;
        List<StructuralSchema.Rule> rules = new ArrayList<>();
        final ValueRules values;

        Node(ValueRules values) {
            this.values = values;
        }
    }

    StructuralSchema read(MapValue schema) {
        return read(schema, JsonPointer.ROOT, JsonPointer.ROOT);
    }

    /** @param at the way to the keyword; @param node the way to the node as {@link StructuralSchema#node} takes it */
    private StructuralSchema read(MapValue schema, JsonPointer at, JsonPointer node) {
        if (at.segments().size() > 2 * StructuralSchema.DEEPEST) {
            throw invalid(at, schema, "has more than " + StructuralSchema.DEEPEST + " levels");
        }
        schema.get("$ref").ifPresent(ref -> {
            throw invalid(at.child("$ref"), ref, "is not allowed in the schema of a custom resource");
        });
        Node read = new Node(values(schema, at, node));
        read.type = text(schema, at, "type").orElse("");
        if (!TYPES.contains(read.type)) {
            throw invalid(at.child("type"), schema, "is no type: \"" + read.type + "\"");
        }
        read.nullable = flag(schema, at, "nullable");
        read.intOrString = flag(schema, at, "x-kubernetes-int-or-string");
        read.preservesUnknownFields = flag(schema, at, "x-kubernetes-preserve-unknown-fields");
        read.embeddedResource = flag(schema, at, "x-kubernetes-embedded-resource");
        read.defaultValue = schema.get("default")
                .filter(value -> !(value instanceof NullValue))
                .orElse(null);
        read.items = map(schema, at, "items")
                .map(items -> read(items, at.child("items"), node.child("items")))
                .orElse(null);
        properties(schema, at, node, read);
        additionalProperties(schema, at, node, read);
        topology(schema, at, read);
        rules(schema, at, node, read);
        return new StructuralSchema(read);
    }

    private void properties(MapValue schema, JsonPointer at, JsonPointer node, Node read) {
        JsonPointer properties = at.child("properties");
        for (MapValue.Entry entry : map(schema, at, "properties").orElse(MapValue.EMPTY)) {
            JsonPointer property = properties.child(entry.key());
            MapValue body = asMap(property, entry.value());
            read.properties.put(entry.key(), read(body, property, node.child(entry.key())));
        }
    }

    private void additionalProperties(MapValue schema, JsonPointer at, JsonPointer node, Node read) {
        Optional<Value> additional = schema.get("additionalProperties");
        if (additional.isEmpty()) {
            return;
        }
        if (additional.get() instanceof BooleanValue allowed) {
            read.additionalAllowed = allowed.value();
            return;
        }
        JsonPointer way = at.child("additionalProperties");
        read.additionalAllowed = true;
        read.additionalProperties = read(asMap(way, additional.get()), way, node.child("additionalProperties"));
    }

    private void topology(MapValue schema, JsonPointer at, Node read) {
        read.listType = constant(StructuralSchema.ListType.class, schema, at, "x-kubernetes-list-type")
                .orElse(read.listType);
        read.mapType = constant(StructuralSchema.MapType.class, schema, at, "x-kubernetes-map-type")
                .orElse(read.mapType);
        read.listMapKeys = list(schema, at, "x-kubernetes-list-map-keys").texts();
    }

    private void rules(MapValue schema, JsonPointer at, JsonPointer node, Node read) {
        for (Value rule : list(schema, at, "x-kubernetes-validations")) {
            MapValue body = asMap(at.child("x-kubernetes-validations"), rule);
            String expression = body.text("rule").orElse("");
            read.rules.add(new StructuralSchema.Rule(node, expression, body.text("message")));
        }
    }

    private ValueRules values(MapValue schema, JsonPointer at, JsonPointer node) {
        return new ValueRules(
                text(schema, at, "format")
                        .map(format ->
                                KubernetesFormats.known(schema.text("type").orElse(""), format))
                        .orElse(""),
                number(schema, at, "minimum"),
                flag(schema, at, "exclusiveMinimum"),
                number(schema, at, "maximum"),
                flag(schema, at, "exclusiveMaximum"),
                number(schema, at, "multipleOf"),
                count(schema, at, "minLength"),
                count(schema, at, "maxLength"),
                pattern(schema, at),
                count(schema, at, "minItems"),
                count(schema, at, "maxItems"),
                flag(schema, at, "uniqueItems"),
                count(schema, at, "minProperties"),
                count(schema, at, "maxProperties"),
                list(schema, at, "required").texts(),
                schema.has("enum") ? Optional.of(list(schema, at, "enum").items()) : Optional.empty(),
                branches(schema, at, node, "allOf"),
                branches(schema, at, node, "anyOf"),
                branches(schema, at, node, "oneOf"),
                map(schema, at, "not")
                        .map(not -> read(not, at.child("not"), node))
                        .orElse(null));
    }

    private List<StructuralSchema> branches(MapValue schema, JsonPointer at, JsonPointer node, String keyword) {
        List<StructuralSchema> branches = new ArrayList<>();
        for (Value branch : list(schema, at, keyword)) {
            JsonPointer way = at.child(keyword).child(branches.size());
            branches.add(read(asMap(way, branch), way, node));
        }
        return List.copyOf(branches);
    }

    private static @Nullable GoRegex pattern(MapValue schema, JsonPointer at) {
        Optional<String> pattern = text(schema, at, "pattern").filter(text -> !text.isEmpty());
        if (pattern.isEmpty()) {
            return null;
        }
        try {
            return GoRegex.of(pattern.get());
        } catch (PatternSyntaxException e) {
            throw invalid(at.child("pattern"), schema, "is no regular expression: " + e.getDescription());
        }
    }

    private static <E extends Enum<E>> Optional<E> constant(
            Class<E> of, MapValue schema, JsonPointer at, String keyword) {
        Optional<String> text = text(schema, at, keyword);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        for (E constant : of.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(text.get())) {
                return Optional.of(constant);
            }
        }
        throw invalid(at.child(keyword), schema, "has no value \"" + text.get() + "\"");
    }

    private static boolean flag(MapValue schema, JsonPointer at, String keyword) {
        return present(schema, keyword)
                .map(value -> value instanceof BooleanValue flag
                        ? flag.value()
                        : wrongType(at, keyword, value, "true or false"))
                .orElse(false);
    }

    private static Optional<String> text(MapValue schema, JsonPointer at, String keyword) {
        return present(schema, keyword)
                .map(value -> value instanceof TextValue text ? text.text() : wrongType(at, keyword, value, "a text"));
    }

    private static @Nullable BigDecimal number(MapValue schema, JsonPointer at, String keyword) {
        return present(schema, keyword)
                .map(value -> GoText.decimal(value).orElseGet(() -> wrongType(at, keyword, value, "a number")))
                .orElse(null);
    }

    private static @Nullable Long count(MapValue schema, JsonPointer at, String keyword) {
        return present(schema, keyword)
                .map(value ->
                        value instanceof NumberValue number && number.asLong().isPresent()
                                ? number.asLong().getAsLong()
                                : wrongType(at, keyword, value, "a whole number"))
                .orElse(null);
    }

    private static Optional<MapValue> map(MapValue schema, JsonPointer at, String keyword) {
        return present(schema, keyword).map(value -> asMap(at.child(keyword), value));
    }

    private static ListValue list(MapValue schema, JsonPointer at, String keyword) {
        return present(schema, keyword)
                .map(value -> value instanceof ListValue list ? list : wrongType(at, keyword, value, "a list"))
                .orElse(ListValue.EMPTY);
    }

    private static Optional<Value> present(MapValue schema, String keyword) {
        return schema.get(keyword).filter(value -> !(value instanceof NullValue));
    }

    private static MapValue asMap(JsonPointer at, Value value) {
        if (value instanceof MapValue map) {
            return map;
        }
        throw invalid(at, value, "must be a map, not " + GoText.typeName(value));
    }

    private static <T> T wrongType(JsonPointer at, String keyword, Value value, String expected) {
        throw invalid(at.child(keyword), value, "must be " + expected + ", not " + GoText.typeName(value));
    }

    private static MeshKitException invalid(JsonPointer at, Value value, String what) {
        String where = value.place()
                .map(Place::toString)
                .map(place -> " (" + place + ")")
                .orElse("");
        return new MeshKitException(
                INVALID,
                "the schema is no structural schema: " + (at.isRoot() ? "its root" : at.toString()) + where + " "
                        + what,
                "Take the CRD from the release of the mesh, or correct the schema there.");
    }
}
