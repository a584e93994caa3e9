// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes;

import io.meshkit.core.schema.SchemaViolation;
import io.meshkit.core.schema.StructuralSchema;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.testkit.kubernetes.internal.kinds.BuiltInChecks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an object must be to be taken, and what the server adds to it. */
final class Admission {

    private static final List<String> KEPT_METADATA = List.of(
            "name",
            "namespace",
            "uid",
            "creationTimestamp",
            "generation",
            "deletionTimestamp",
            "deletionGracePeriodSeconds");

    private final ControlPlane plane;

    Admission(ControlPlane plane) {
        this.plane = plane;
    }

    /** Checks that a body is about what the path names, and fills in what the path says. */
    MapValue identified(Call call, MapValue object) {
        String kind = object.text("kind").orElse(call.kind().kind());
        String apiVersion = object.text("apiVersion").orElse(call.apiVersion());
        if (!kind.equals(call.kind().kind()) || !apiVersion.equals(call.apiVersion())) {
            throw ApiException.badRequest(kind + " in version \"" + call.path().version()
                    + "\" cannot be handled as a " + call.kind().kind() + ": the data is of version " + apiVersion
                    + ", the path of " + call.apiVersion());
        }
        MapValue named = object.with("kind", TextValue.of(kind)).with("apiVersion", TextValue.of(apiVersion));
        named = inNamespace(call, named);
        String name = Metadata.text(named, "name");
        if (call.path().name().isEmpty()) {
            return named;
        }
        if (!name.isEmpty() && !name.equals(call.path().name())) {
            throw ApiException.badRequest("the name of the object (" + name + ") does not match the name on the URL ("
                    + call.path().name() + ")");
        }
        return Metadata.with(named, "name", call.path().name());
    }

    private static MapValue inNamespace(Call call, MapValue object) {
        if (!call.kind().namespaced()) {
            return object;
        }
        String namespace = Metadata.text(object, "namespace");
        if (!namespace.isEmpty() && !namespace.equals(call.path().namespace())) {
            throw ApiException.badRequest(
                    "the namespace of the provided object does not match the namespace sent on the" + " request");
        }
        return Metadata.with(object, "namespace", call.path().namespace());
    }

    /** Fails unless the namespace, and the CRD of the kind, take new objects. */
    void checkPlace(Call call, String name) {
        if (call.kind().custom() && CustomKindController.isEnding(plane, call.kind())) {
            throw ApiException.forbidden(
                    call.kind(), name, "create not allowed while custom resource definition is terminating");
        }
        String namespace = call.path().namespace();
        if (!call.kind().namespaced()) {
            return;
        }
        MapValue object = plane.namespace(namespace).orElseThrow(() -> ApiException.namespaceNotFound(namespace));
        if (Metadata.isTerminating(object)) {
            throw ApiException.forbidden(
                    call.kind().group(),
                    call.kind().plural(),
                    name,
                    "unable to create new content in namespace " + namespace + " because it is being terminated",
                    List.of(new ApiException.Cause(
                            "NamespaceTerminating",
                            "namespace " + namespace + " is being terminated",
                            "metadata.namespace")));
        }
    }

    /** Fails when the object is not in the state that the request expects. */
    void checkPreconditions(Call call, Optional<MapValue> live, MapValue wanted) {
        String uid = Metadata.text(wanted, "uid");
        String liveUid = live.map(object -> Metadata.text(object, "uid")).orElse("");
        if (!uid.isEmpty() && !uid.equals(liveUid)) {
            throw otherUid(call, uid, liveUid);
        }
        String version = Metadata.text(wanted, "resourceVersion");
        if (live.isPresent() && !version.isEmpty() && !version.equals(Metadata.text(live.get(), "resourceVersion"))) {
            throw ApiException.modified(call.kind(), call.path().name());
        }
    }

    private static ApiException otherUid(Call call, String uid, String liveUid) {
        String name = call.path().name();
        if (liveUid.isEmpty()) {
            return ApiException.conflict(
                    call.kind(),
                    name,
                    "uid mismatch: the provided object specified uid " + uid + ", and no existing object was found");
        }
        if (call.request().method().equals("PUT")) {
            return ApiException.conflict(
                    call.kind(),
                    name,
                    "StorageError: invalid object, Code: 4, Key: /registry/"
                            + call.kind().plural() + "/" + call.path().namespace() + "/" + name
                            + ", ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: "
                            + uid
                            + ", UID in object meta: " + liveUid);
        }
        return ApiException.invalid(
                call.kind(),
                name,
                List.of(new ApiException.Cause(
                        "FieldValueInvalid", "Invalid value: \"" + uid + "\": field is immutable", "metadata.uid")));
    }

    /** A new object with what the server gives it. */
    MapValue born(Call call, MapValue object) {
        MapValue fresh = object;
        String name = Metadata.text(fresh, "name");
        String prefix = Metadata.text(fresh, "generateName");
        String uid = plane.nextUid();
        if (!Metadata.text(fresh, "resourceVersion").isEmpty()
                && call.request().method().equals("POST")) {
            throw ApiException.of(500, "", "resourceVersion should not be set on objects to be created");
        }
        if (name.isEmpty() && !prefix.isEmpty()) {
            fresh = Metadata.with(fresh, "name", prefix + uid.substring(0, 5));
        } else if (name.isEmpty()) {
            throw ApiException.required(
                    call.kind().group(), call.kind().kind(), "", "metadata.name", "name or generateName is required");
        }
        if (call.version().status()) {
            Optional<MapValue> status = call.version().initialStatus();
            fresh = status.isPresent() ? fresh.with("status", status.get()) : fresh.without("status");
        }
        for (String key : List.of("resourceVersion", "deletionTimestamp", "selfLink", "generation")) {
            fresh = Metadata.without(fresh, key);
        }
        fresh = Metadata.with(fresh, "uid", uid);
        fresh = Metadata.with(fresh, "creationTimestamp", plane.now());
        return call.kind().groupKind().equals(ControlPlane.NAMESPACE) ? bornNamespace(fresh) : fresh;
    }

    private static MapValue bornNamespace(MapValue namespace) {
        MapValue labels = Metadata.of(namespace).map("labels").orElse(MapValue.EMPTY);
        String name = Metadata.text(namespace, "name");
        MapValue spec = namespace.map("spec").orElse(MapValue.EMPTY);
        return Metadata.with(namespace, "labels", labels.with("kubernetes.io/metadata.name", TextValue.of(name)))
                .with("spec", spec.with("finalizers", ListValue.ofTexts(List.of("kubernetes"))))
                .with("status", MapValue.of("phase", TextValue.of("Active")));
    }

    /** What an update becomes: what only the server may change stays as it is, and so does what the endpoint does not write. */
    MapValue kept(Call call, MapValue live, MapValue wanted) {
        MapValue next = wanted;
        if (call.onStatus()) {
            MapValue status = live;
            Optional<Value> written = wanted.get("status");
            status = written.isPresent() ? status.with("status", written.get()) : status.without("status");
            next = Metadata.copy(wanted, status, "managedFields");
        } else if (call.version().status()) {
            Optional<Value> before = live.get("status");
            next = before.isPresent() ? next.with("status", before.get()) : next.without("status");
        }
        for (String key : KEPT_METADATA) {
            next = Metadata.copy(live, next, key);
        }
        return Metadata.copy(live, next, "resourceVersion").with("apiVersion", TextValue.of(call.apiVersion()));
    }

    /** Fails when an object does not fit its schema. */
    void validate(Call call, Optional<MapValue> live, MapValue object) {
        List<ApiException.Cause> causes = new ArrayList<>(MetadataCheck.causes(call, object));
        live.ifPresent(before -> {
            checkFinalizers(call, before, object);
            ImmutableFields.check(call, before, object);
        });
        if (call.kind().groupKind().equals(CustomKindController.CRD)) {
            CustomKindCheck.check(call, object);
        } else if (!call.kind().custom()) {
            BuiltInChecks.check(object, call.version().typeName())
                    .forEach(each -> causes.add(new ApiException.Cause(each.reason(), each.message(), each.field())));
        }
        call.version().schema().ifPresent(schema -> causes.addAll(complaints(call, schema, object)));
        if (!causes.isEmpty()) {
            throw ApiException.invalid(call.kind(), Metadata.text(object, "name"), causes);
        }
    }

    private static void checkFinalizers(Call call, MapValue live, MapValue next) {
        List<String> added = new ArrayList<>(Metadata.finalizers(next));
        added.removeAll(Metadata.finalizers(live));
        if (Metadata.isTerminating(live) && !added.isEmpty()) {
            String why =
                    "Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers"
                            + " []string{\"" + String.join("\", \"", added) + "\"}";
            throw ApiException.invalid(
                    call.kind(),
                    Metadata.text(live, "name"),
                    List.of(new ApiException.Cause("FieldValueForbidden", why, "metadata.finalizers")));
        }
    }

    private static List<ApiException.Cause> complaints(Call call, StructuralSchema schema, MapValue object) {
        List<SchemaViolation> violations = schema.validate(object);
        List<ApiException.Cause> causes = new ArrayList<>();
        for (SchemaViolation violation : violations) {
            causes.add(new ApiException.Cause(violation.reason().wireName(), violation.message(), violation.field()));
        }
        boolean unchecked =
                violations.stream().anyMatch(violation -> violation.reason() != SchemaViolation.Reason.INVALID);
        if (call.version().rules() && unchecked) {
            causes.add(new ApiException.Cause(
                    "FieldValueInvalid",
                    "Invalid value: null: some validation rules were not checked because the object was invalid;"
                            + " correct the existing errors to complete validation",
                    "<nil>"));
        }
        return causes;
    }

    /** What the server says whatever is written. */
    List<String> warnings(Call call) {
        List<String> warnings = new ArrayList<>();
        if (!call.version().deprecation().isEmpty()) {
            warnings.add(call.version().deprecation());
        }
        if (call.version().rules()) {
            warnings.add("x-kubernetes-validations of " + call.kind().resource()
                    + " are not evaluated by this fake API server");
        }
        return warnings;
    }
}
