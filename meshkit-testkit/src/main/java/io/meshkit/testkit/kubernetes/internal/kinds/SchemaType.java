// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes.internal.kinds;

import io.meshkit.document.BooleanValue;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NullValue;
import io.meshkit.document.Value;
import io.meshkit.testkit.kubernetes.internal.fields.Atom;
import io.meshkit.testkit.kubernetes.internal.fields.Atom.Scalar;
import io.meshkit.testkit.kubernetes.internal.fields.TypeRef;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the type of a structural schema, with the list and map types that the schema names
 * (kubernetes/kube-openapi:pkg/schemaconv/openapi.go).
 */
final class SchemaType {

    private SchemaType() {}

    /** The type of whole objects. */
    static TypeRef ofObject(MapValue schema) {
        return ofEmbedded(schema);
    }

    private static TypeRef ofEmbedded(MapValue schema) {
        Atom atom = of(schema).atom();
        Map<String, Atom.Field> fields = new LinkedHashMap<>();
        if (atom.map() != null) {
            fields.putAll(atom.map().fields());
        }
        Atom.Field text = new Atom.Field(Atom.of(Scalar.STRING), null);
        fields.put("apiVersion", text);
        fields.put("kind", text);
        fields.put("metadata", new Atom.Field(TypeTable.builtIn().named("meta.v1.ObjectMeta"), null));
        @Nullable TypeRef element = atom.map() == null ? null : atom.map().element();
        return Atom.of(new Atom.MapType(fields, element, false));
    }

    static TypeRef of(MapValue schema) {
        if (flag(schema, "x-kubernetes-int-or-string")) {
            return Atom.of(Scalar.UNTYPED);
        }
        return switch (schema.text("type").orElse("")) {
            case "string" -> Atom.of(Scalar.STRING);
            case "integer", "number" -> Atom.of(Scalar.NUMERIC);
            case "boolean" -> Atom.of(Scalar.BOOLEAN);
            case "array" -> ofArray(schema);
            case "object" ->
                flag(schema, "x-kubernetes-embedded-resource") && schema.has("properties")
                        ? ofEmbedded(schema.without("x-kubernetes-embedded-resource"))
                        : ofMap(schema);
            default -> Atom.DEDUCED;
        };
    }

    private static TypeRef ofArray(MapValue schema) {
        TypeRef element = schema.map("items").map(SchemaType::of).orElse(Atom.DEDUCED);
        String listType = schema.text("x-kubernetes-list-type").orElse("atomic");
        List<String> keys = listType.equals("map")
                ? schema.list("x-kubernetes-list-map-keys")
                        .map(ListValue::texts)
                        .orElse(List.of())
                : List.of();
        return Atom.of(new Atom.ListType(element, listType.equals("atomic"), keys));
    }

    private static TypeRef ofMap(MapValue schema) {
        Map<String, Atom.Field> fields = new LinkedHashMap<>();
        for (MapValue.Entry property : schema.map("properties").orElse(MapValue.EMPTY)) {
            if (property.value() instanceof MapValue below) {
                @Nullable
                Value byDefault = below.get("default")
                        .filter(value -> !(value instanceof NullValue))
                        .orElse(null);
                fields.put(property.key(), new Atom.Field(of(below), byDefault));
            }
        }
        boolean atomic =
                schema.text("x-kubernetes-map-type").filter("atomic"::equals).isPresent();
        return Atom.of(new Atom.MapType(fields, others(schema, fields.isEmpty()), atomic));
    }

    private static @Nullable TypeRef others(MapValue schema, boolean noFields) {
        if (flag(schema, "x-kubernetes-preserve-unknown-fields")
                || flag(schema, "x-kubernetes-embedded-resource") && noFields) {
            return Atom.DEDUCED;
        }
        Value additional = schema.get("additionalProperties").orElse(BooleanValue.FALSE);
        if (additional instanceof MapValue below) {
            return of(below);
        }
        return additional.equals(BooleanValue.TRUE) ? Atom.DEDUCED : null;
    }

    private static boolean flag(MapValue schema, String key) {
        return schema.get(key).filter(BooleanValue.TRUE::equals).isPresent();
    }
}
