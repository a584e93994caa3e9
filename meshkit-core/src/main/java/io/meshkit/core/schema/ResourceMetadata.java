// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.schema;

import io.meshkit.core.schema.SchemaViolation.Reason;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NullValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Objects, the root and those with {@code x-kubernetes-embedded-resource}, need an {@code apiVersion}, a {@code kind} and metadata of the
 * right types; as in {@code apiserver/schema/objectmeta/validation.go}. The rules for names and labels themselves are not repeated here.
 */
final class ResourceMetadata {

    private static final Pattern KIND = Pattern.compile("[a-zA-Z]([-a-zA-Z0-9]*[a-zA-Z0-9])?");

    private final List<SchemaViolation> found = new ArrayList<>();

    private ResourceMetadata() {}

    static List<SchemaViolation> validate(StructuralSchema schema, MapValue resource) {
        ResourceMetadata check = new ResourceMetadata();
        check.object(resource, Way.ROOT);
        check.children(schema, resource, Way.ROOT);
        return check.found;
    }

    private void node(StructuralSchema schema, Value value, Way way) {
        if (schema.embeddedResource && value instanceof MapValue map) {
            object(map, way);
        }
        children(schema, value, way);
    }

    private void children(StructuralSchema schema, Value value, Way way) {
        if (value instanceof MapValue map) {
            for (MapValue.Entry entry : map) {
                StructuralSchema property = schema.properties.get(entry.key());
                if (property != null) {
                    node(property, entry.value(), way.property(entry.key()));
                } else if (schema.additionalProperties != null) {
                    node(schema.additionalProperties, entry.value(), way.key(entry.key()));
                }
            }
        } else if (value instanceof ListValue list && schema.items != null) {
            for (int i = 0; i < list.size(); i++) {
                node(schema.items, list.get(i), way.item(i));
            }
        }
    }

    private void object(MapValue object, Way way) {
        requiredText(object, way, "apiVersion").ifPresent(apiVersion -> {
            if (apiVersion.indexOf('/') != apiVersion.lastIndexOf('/')) {
                String message = "unexpected GroupVersion string: " + apiVersion;
                invalid(way.property("apiVersion"), GoText.quoted(apiVersion), message);
            }
        });
        requiredText(object, way, "kind").ifPresent(kind -> {
            if (!KIND.matcher(kind).matches() || kind.length() > 63) {
                String message =
                        "may have mixed case, but should otherwise match: a DNS-1035 label must consist of lower case"
                                + " alphanumeric characters or '-', start with an alphabetic character, and end with an"
                                + " alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is"
                                + " '[a-z]([-a-z0-9]*[a-z0-9])?')";
                invalid(way.property("kind"), GoText.quoted(kind), message);
            }
        });
        object.get("metadata").filter(value -> !(value instanceof NullValue)).ifPresent(metadata -> {
            if (metadata instanceof MapValue map) {
                metadata(map, way.property("metadata"));
            } else {
                invalid(way.property("metadata"), GoText.shown(metadata), "must be an object");
            }
        });
    }

    private Optional<String> requiredText(MapValue object, Way way, String key) {
        Way where = way.property(key);
        Optional<Value> value = object.get(key);
        if (value.isPresent() && !(value.get() instanceof TextValue)) {
            invalid(where, GoText.shown(value.get()), "must be a string");
            return Optional.empty();
        }
        Optional<String> text = object.text(key).filter(written -> !written.isEmpty());
        if (text.isEmpty()) {
            Map<String, String> parameters = Map.of("expected", key);
            found.add(new SchemaViolation(
                    where.pointer(), where.fieldWithKeys(), Reason.REQUIRED, "Required value", "required", parameters));
        }
        return text;
    }

    private void metadata(MapValue metadata, Way way) {
        for (String key : List.of("name", "generateName", "namespace", "resourceVersion", "uid")) {
            metadata.get(key).ifPresent(value -> text(value, way.property(key)));
        }
        for (String key : List.of("labels", "annotations")) {
            metadata.get(key).ifPresent(value -> {
                if (value instanceof MapValue map) {
                    map.forEach(entry -> text(entry.value(), way.property(key).key(entry.key())));
                } else if (!(value instanceof NullValue)) {
                    invalid(way.property(key), GoText.shown(value), "must be a map of strings");
                }
            });
        }
    }

    private void text(Value value, Way way) {
        if (!(value instanceof TextValue) && !(value instanceof NullValue)) {
            invalid(way, GoText.shown(value), "must be a string");
        }
    }

    private void invalid(Way way, String shown, String what) {
        String message = "Invalid value: " + shown + ": " + what;
        Map<String, String> parameters = Map.of("actual", shown, "expected", what);
        found.add(new SchemaViolation(
                way.pointer(),
                way.fieldWithKeys(),
                Reason.INVALID,
                message,
                "x-kubernetes-embedded-resource",
                parameters));
    }
}
