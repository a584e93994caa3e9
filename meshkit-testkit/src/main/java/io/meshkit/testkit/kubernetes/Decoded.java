// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes;

import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.testkit.kubernetes.internal.fields.KeyDefaults;
import io.meshkit.testkit.kubernetes.internal.fields.TypeCheck;
import io.meshkit.testkit.kubernetes.internal.fields.UnknownFields;
import io.meshkit.testkit.kubernetes.internal.kinds.BuiltInDefaults;
import io.meshkit.testkit.kubernetes.internal.kinds.EncodedBytes;
import io.meshkit.testkit.kubernetes.internal.kinds.Unmarshalling;
import java.util.ArrayList;
import java.util.List;

/**
 * An object as the server takes it in: without the fields that its kind does not declare.
 *
 * @param object the object
 * @param warnings what the server says about fields it left out
 */
record Decoded(MapValue object, List<String> warnings) {

    /** Copies the warnings. */
    Decoded {
        warnings = List.copyOf(warnings);
    }

    /** Takes an object in, as {@code fieldValidation} asks for. */
    static Decoded of(Call call, MapValue object) {
        UnknownFields unknown = UnknownFields.of(object, call.version().type());
        MapValue readable = (MapValue) unknown.pruned();
        checkTypes(call, readable);
        MapValue pruned = withDefaults(call, readable);
        List<String> complaints = new ArrayList<>();
        unknown.names().forEach(name -> complaints.add("unknown field \"" + name + "\""));
        if (complaints.isEmpty()) {
            return new Decoded(pruned, List.of());
        }
        String wanted = call.query().text("fieldValidation").orElse("Warn");
        return switch (wanted) {
            case "Ignore" -> new Decoded(pruned, List.of());
            case "Warn" -> new Decoded(pruned, complaints);
            case "Strict" -> throw ApiException.badRequest(strict(call, complaints));
            default -> throw ApiException.badRequest("invalid fieldValidation: " + wanted);
        };
    }

    /** With the defaults of a custom kind's schema, or those of a built-in kind. */
    static MapValue withDefaults(Call call, MapValue object) {
        MapValue filled = (MapValue) KeyDefaults.fill(object, call.version().type());
        if (call.kind().groupKind().equals(ControlPlane.NAMESPACE)) {
            filled = withNameLabel(filled);
        }
        if (call.kind().groupKind().equals(CustomKindController.CRD)) {
            return CustomKindController.withDefaults(filled);
        }
        if (!call.kind().custom()) {
            return BuiltInDefaults.fill(
                    StringData.moved(call, filled), call.version().typeName());
        }
        MapValue given = filled;
        return call.version()
                .schema()
                .map(schema -> schema.applyDefaults(given))
                .orElse(given);
    }

    /** The server defaults the label at every write (kubernetes/kubernetes:pkg/apis/core/v1/defaults.go, SetDefaults_Namespace). */
    private static MapValue withNameLabel(MapValue namespace) {
        String name = Metadata.text(namespace, "name");
        MapValue labels = Metadata.of(namespace).map("labels").orElse(MapValue.EMPTY);
        return name.isEmpty()
                ? namespace
                : Metadata.with(namespace, "labels", labels.with("kubernetes.io/metadata.name", TextValue.of(name)));
    }

    /** A built-in kind cannot be read with wrong types at all; a custom one is held against its schema later. */
    private static void checkTypes(Call call, MapValue object) {
        if (!call.kind().custom()) {
            Unmarshalling.complaint(object, call.version().typeName()).ifPresent(complaint -> {
                throw ApiException.badRequest(unreadable(call) + complaint);
            });
            EncodedBytes.complaint(object, call.kind().groupKind()).ifPresent(complaint -> {
                throw ApiException.badRequest(unreadable(call) + complaint);
            });
            TypeCheck.checkReadable(object, call.version().type()).ifPresent(complaint -> {
                throw ApiException.badRequest(unreadable(call) + "json: cannot unmarshal: " + complaint);
            });
        }
    }

    private static String strict(Call call, List<String> complaints) {
        return unreadable(call) + "strict decoding error: " + String.join(", ", complaints);
    }

    private static String unreadable(Call call) {
        return call.kind().kind() + " in version \"" + call.path().version() + "\" cannot be handled as a "
                + call.kind().kind() + ": ";
    }
}
