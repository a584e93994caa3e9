// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.testkit.kubernetes.internal.fields.FieldConflictException;
import io.meshkit.testkit.kubernetes.internal.fields.FieldManager;
import io.meshkit.testkit.kubernetes.internal.fields.FieldSet;
import io.meshkit.testkit.kubernetes.internal.fields.Ownership;
import io.meshkit.testkit.kubernetes.internal.fields.TypeCheck;
import io.meshkit.testkit.kubernetes.internal.kinds.EncodedBytes;
import io.meshkit.testkit.kubernetes.internal.patch.JsonPatch;
import io.meshkit.testkit.kubernetes.internal.patch.MergePatch;
import io.meshkit.testkit.kubernetes.internal.patch.PatchException;
import io.meshkit.testkit.kubernetes.internal.patch.StrategicPatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Answers creates, updates, and patches of all four kinds. */
final class ObjectWrites {

    private static final List<String> PATCHES = List.of(
            "application/json-patch+json",
            "application/merge-patch+json",
            "application/strategic-merge-patch+json",
            "application/apply-patch+yaml");
    private static final FieldSet STATUS = FieldSet.ofFields("status");
    /** What a write of the status does not touch. */
    private static final FieldSet ALL_BUT_STATUS = FieldSet.ofFields("apiVersion", "kind", "metadata", "spec");

    private final ControlPlane plane;
    private final Admission admission;
    private final Commit commit;

    ObjectWrites(ControlPlane plane, Admission admission, Commit commit) {
        this.plane = plane;
        this.admission = admission;
        this.commit = commit;
    }

    Reply create(Call call) {
        Decoded decoded = Decoded.of(call, admission.identified(call, call.object()));
        return plane.store().inOneStep(() -> {
            MapValue fresh = admission.born(call, decoded.object());
            String name = Metadata.text(fresh, "name");
            admission.checkPlace(call, name);
            FieldManager manager = FieldManager.updating(call.fieldManager(), call.apiVersion(), "");
            MapValue owned = ownership(call).update(empty(call), fresh, manager);
            admission.validate(call, Optional.empty(), owned);
            if (plane.store().get(call.key(name)).isPresent()) {
                throw ApiException.alreadyExists(call.kind(), name);
            }
            MapValue stored = commit.create(call, owned);
            return Reply.json(201, ObjectReads.versioned(call, stored)).warning(warnings(call, decoded));
        });
    }

    Reply update(Call call) {
        Decoded decoded = Decoded.of(call, admission.identified(call, call.object()));
        return plane.store().inOneStep(() -> {
            MapValue live = live(call);
            if (call.kind().custom()
                    && Metadata.text(decoded.object(), "resourceVersion").isEmpty()) {
                throw ApiException.invalid(
                        call.kind(),
                        call.path().name(),
                        List.of(new ApiException.Cause(
                                "FieldValueInvalid",
                                "Invalid value: 0: must be specified for an update",
                                "metadata.resourceVersion")));
            }
            MapValue stored = write(call, live, decoded.object());
            return Reply.json(200, stored).warning(warnings(call, decoded));
        });
    }

    Reply patch(Call call) {
        String type = call.request().mediaType();
        if (!PATCHES.contains(type)) {
            throw ApiException.unsupportedMediaType(PATCHES);
        }
        if (type.equals("application/apply-patch+yaml")) {
            return apply(call);
        }
        if (call.query().text("force").isPresent()) {
            throw ApiException.invalid(
                    "meta.k8s.io",
                    "PatchOptions",
                    "",
                    List.of(new ApiException.Cause(
                            "FieldValueForbidden", "Forbidden: may not be specified for non-apply patch", "force")));
        }
        Value patch = call.patch();
        boolean fits =
                type.equals("application/json-patch+json") ? patch instanceof ListValue : patch instanceof MapValue;
        if (!fits) {
            throw ApiException.badRequest("error decoding patch: the patch is no "
                    + (patch instanceof MapValue ? "list of operations" : "object"));
        }
        return plane.store().inOneStep(() -> {
            MapValue live = live(call);
            Value patched = patched(call, ObjectReads.versioned(call, live), patch, type);
            if (!(patched instanceof MapValue object)) {
                throw ApiException.badRequest("the patched object is no object");
            }
            Decoded decoded = Decoded.of(call, object);
            MapValue stored = write(call, live, admission.identified(call, decoded.object()));
            return Reply.json(200, stored).warning(warnings(call, decoded));
        });
    }

    private static Value patched(Call call, MapValue live, Value patch, String type) {
        try {
            if (type.equals("application/json-patch+json")) {
                return JsonPatch.apply(live, patch);
            }
            if (type.equals("application/strategic-merge-patch+json")) {
                if (call.kind().custom()) {
                    throw ApiException.unsupportedMediaType(PATCHES);
                }
                return StrategicPatch.apply(live, patch, call.version().type());
            }
            return MergePatch.apply(live, patch);
        } catch (PatchException e) {
            throw ApiException.unprocessable(e.words());
        }
    }

    private Reply apply(Call call) {
        String name = call.query()
                .text("fieldManager")
                .orElseThrow(() -> ApiException.required(
                        "meta.k8s.io", "PatchOptions", "", "fieldManager", "is required for apply patch"));
        MapValue sent = configuration(call);
        MapValue config = admission.identified(call, sent);
        FieldManager manager = FieldManager.applying(name, call.onStatus() ? "status" : "");
        return plane.store().inOneStep(() -> {
            Optional<MapValue> live = plane.store().get(call.key());
            if (live.isEmpty() && !call.path().subresource().isEmpty()) {
                throw ApiException.notFound(call.kind(), call.path().name());
            }
            MapValue before =
                    live.map(object -> ObjectReads.versioned(call, object)).orElse(empty(call));
            checkType(call, sent);
            admission.checkPreconditions(call, live, config);
            MapValue applied = applied(call, before, config, manager);
            checkBytes(call, applied);
            if (live.isEmpty()) {
                return created(call, applied);
            }
            MapValue stored = commit.update(call, live.get(), finished(call, live.get(), applied));
            return Reply.json(200, ObjectReads.versioned(call, stored)).warning(admission.warnings(call));
        });
    }

    private Reply created(Call call, MapValue applied) {
        admission.checkPlace(call, call.path().name());
        MapValue fresh = Decoded.withDefaults(call, admission.born(call, applied));
        admission.validate(call, Optional.empty(), fresh);
        MapValue stored = commit.create(call, fresh);
        return Reply.json(201, ObjectReads.versioned(call, stored)).warning(admission.warnings(call));
    }

    private MapValue configuration(Call call) {
        if (!(call.yaml() instanceof MapValue config)) {
            throw ApiException.badRequest("error decoding YAML: an apply patch is an object");
        }
        String version = config.text("apiVersion").orElse("");
        String kind = config.text("kind").orElse("");
        if (version.isEmpty() || kind.isEmpty()) {
            throw ApiException.badRequest(
                    "invalid object type: " + version + (version.contains("/") ? "" : "/") + ", Kind=" + kind);
        }
        if (Metadata.of(config).has("managedFields")) {
            throw ApiException.badRequest("metadata.managedFields must be nil");
        }
        return config;
    }

    private static void checkType(Call call, MapValue config) {
        TypeCheck.check(config, call.version().type()).ifPresent(complaint -> {
            throw ApiException.untypedFailure("failed to create typed patch object ("
                    + Metadata.text(config, "namespace") + "/" + call.path().name() + "; "
                    + call.kind().group() + "/"
                    + call.path().version() + ", Kind=" + call.kind().kind() + "): " + complaint);
        });
    }

    /** An apply is merged as it was written, and read into the server's own type afterwards. */
    private static void checkBytes(Call call, MapValue applied) {
        EncodedBytes.complaint(applied, call.kind().groupKind()).ifPresent(complaint -> {
            String type = call.kind().group() + "/" + call.path().version() + ", Kind="
                    + call.kind().kind();
            throw ApiException.untypedFailure(
                    "failed to convert new object (" + Metadata.text(applied, "namespace") + "/"
                            + call.path().name() + "; " + type
                            + ") to proper version: unable to convert unstructured object to "
                            + type + ": error decoding from json: " + complaint);
        });
    }

    private MapValue applied(Call call, MapValue before, MapValue config, FieldManager manager) {
        try {
            return ownership(call).apply(before, config, manager, call.query().flag("force"));
        } catch (FieldConflictException e) {
            throw ApiException.ownedByOthers(e);
        }
    }

    private MapValue write(Call call, MapValue live, MapValue wanted) {
        admission.checkPreconditions(call, Optional.of(live), wanted);
        FieldManager manager =
                FieldManager.updating(call.fieldManager(), call.apiVersion(), call.onStatus() ? "status" : "");
        MapValue next = ServiceAddresses.kept(call, live, admission.kept(call, live, wanted));
        MapValue start = Metadata.of(next).has("managedFields") ? next : Metadata.copy(live, next, "managedFields");
        MapValue owned = ownership(call).update(ObjectReads.versioned(call, live), start, manager);
        admission.validate(call, Optional.of(live), owned);
        return ObjectReads.versioned(call, commit.update(call, live, owned));
    }

    private MapValue finished(Call call, MapValue live, MapValue applied) {
        MapValue next = Decoded.withDefaults(call, admission.kept(call, live, applied));
        admission.validate(call, Optional.of(live), next);
        return next;
    }

    private MapValue live(Call call) {
        return plane.store()
                .get(call.key())
                .orElseThrow(
                        () -> ApiException.notFound(call.kind(), call.path().name()));
    }

    private Ownership ownership(Call call) {
        FieldSet ignored = new FieldSet();
        if (call.onStatus()) {
            ignored = ALL_BUT_STATUS;
        } else if (call.version().status()) {
            ignored = STATUS;
        }
        return new Ownership(call.version().type(), ignored, plane.now());
    }

    private static MapValue empty(Call call) {
        MapValue.Builder object = MapValue.builder()
                .put("apiVersion", TextValue.of(call.apiVersion()))
                .put("kind", TextValue.of(call.kind().kind()))
                .put("metadata", (Value) MapValue.EMPTY);
        return object.build();
    }

    private List<String> warnings(Call call, Decoded decoded) {
        List<String> all = new ArrayList<>(admission.warnings(call));
        all.addAll(decoded.warnings());
        return all;
    }
}
