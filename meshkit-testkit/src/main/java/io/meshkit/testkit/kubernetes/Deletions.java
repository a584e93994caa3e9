// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.testkit.kubernetes.internal.store.ObjectKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Answers deletes: of one object with preconditions and a fate for its dependants, or of all objects of a list. */
final class Deletions {

    static final String FOREGROUND = "foregroundDeletion";
    static final String ORPHAN = "orphan";

    private final ControlPlane plane;
    private final Controllers controllers;

    Deletions(ControlPlane plane, Controllers controllers) {
        this.plane = plane;
        this.controllers = controllers;
    }

    Reply delete(Call call) {
        return plane.store().inOneStep(() -> {
            DeleteOptions options = DeleteOptions.of(call);
            ObjectKey key = call.key();
            MapValue live = plane.store()
                    .get(key)
                    .orElseThrow(
                            () -> ApiException.notFound(call.kind(), call.path().name()));
            checkPreconditions(call, options, live);
            MapValue marked = marked(key, live, options.policy());
            boolean stays = !Metadata.finalizers(marked).isEmpty() || key.kind().equals(ControlPlane.NAMESPACE);
            if (!options.dryRun()) {
                remove(key, live, marked, stays);
            }
            MapValue shown = options.dryRun() ? marked : plane.store().get(key).orElse(marked);
            controllers.settle();
            return answer(call, options, stays, stays ? shown : live).warning(warnings(call, options));
        });
    }

    private static Reply answer(Call call, DeleteOptions options, boolean stays, MapValue object) {
        if (stays) {
            return Reply.json(options.waits() ? 202 : 200, ObjectReads.versioned(call, object));
        }
        return Reply.json(
                200,
                call.kind().deletion().answersObject() ? ObjectReads.versioned(call, object) : success(call, object));
    }

    private static List<String> warnings(Call call, DeleteOptions options) {
        String warning = call.kind().deletion().warning();
        return options.explicit() || warning.isEmpty() ? List.of() : List.of(warning);
    }

    Reply deleteAll(Call call) {
        if (!call.kind().deletion().all()) {
            throw ApiException.methodNotAllowed();
        }
        return plane.store().inOneStep(() -> {
            DeleteOptions options = DeleteOptions.of(call);
            Selector selector = Selector.of(call);
            List<Value> gone = new ArrayList<>();
            for (Map.Entry<ObjectKey, MapValue> entry :
                    plane.store().list(call.kind().groupKind()).entrySet()) {
                if (selector.matches(entry.getKey(), entry.getValue())) {
                    gone.add(ObjectReads.listed(call, entry.getValue()));
                    if (!options.dryRun()) {
                        MapValue marked = marked(entry.getKey(), entry.getValue(), options.policy());
                        remove(
                                entry.getKey(),
                                entry.getValue(),
                                marked,
                                !Metadata.finalizers(marked).isEmpty());
                    }
                }
            }
            controllers.settle();
            String version = Long.toString(plane.store().version());
            return Reply.json(
                    200,
                    MapValue.builder()
                            .put("kind", call.kind().listKind())
                            .put("apiVersion", call.apiVersion())
                            .put("metadata", MapValue.of("resourceVersion", TextValue.of(version)))
                            .put("items", (Value) ListValue.of(gone))
                            .build());
        });
    }

    private void remove(ObjectKey key, MapValue live, MapValue marked, boolean stays) {
        if (!stays) {
            plane.store().remove(key);
        } else if (!marked.equals(live)) {
            plane.store().put(key, marked);
        }
    }

    /** An object that is to go: with the time, and with a finalizer for the fate of its dependants. */
    private MapValue marked(ObjectKey key, MapValue live, String policy) {
        if (Metadata.isTerminating(live)) {
            return live;
        }
        if (key.kind().equals(CustomKindController.CRD)) {
            return CustomKindController.ending(live, plane.now());
        }
        List<String> finalizers = new ArrayList<>(Metadata.finalizers(live));
        if (policy.equals("Foreground") && !finalizers.contains(FOREGROUND)) {
            finalizers.add(FOREGROUND);
        } else if (policy.equals("Orphan") && !finalizers.contains(ORPHAN)) {
            finalizers.add(ORPHAN);
        }
        MapValue marked = Metadata.withFinalizers(live, finalizers);
        marked = Metadata.with(marked, "deletionTimestamp", plane.now());
        if (key.kind().equals(ControlPlane.NAMESPACE)) {
            return marked.with("status", MapValue.of("phase", TextValue.of("Terminating")));
        }
        marked = Metadata.with(marked, "deletionGracePeriodSeconds", NumberValue.of(0));
        long generation = Metadata.generation(live);
        return generation == 0 ? marked : Metadata.with(marked, "generation", NumberValue.of(generation + 1));
    }

    private static void checkPreconditions(Call call, DeleteOptions options, MapValue live) {
        String uid = Metadata.text(live, "uid");
        if (options.uid().isPresent() && !options.uid().get().equals(uid)) {
            String expected = options.uid().get();
            throw call.kind().groupKind().equals(CustomKindController.CRD)
                    ? ApiException.conflict(
                            call.kind(),
                            call.path().name(),
                            "Precondition failed: UID in precondition: " + expected + ", UID in object meta: " + uid)
                    : ApiException.precondition(
                            call.kind(),
                            call.path().name(),
                            "the UID in the precondition (" + expected + ") does not match the UID in record (" + uid
                                    + "). The object might have been deleted and then recreated");
        }
        String version = Metadata.text(live, "resourceVersion");
        if (options.version().isPresent() && !options.version().get().equals(version)) {
            throw ApiException.precondition(
                    call.kind(),
                    call.path().name(),
                    "the ResourceVersion in the precondition ("
                            + options.version().get() + ") does not match the ResourceVersion in record (" + version
                            + "). The object might have been modified");
        }
    }

    private static MapValue success(Call call, MapValue gone) {
        MapValue.Builder details = MapValue.builder().put("name", call.path().name());
        if (!call.kind().group().isEmpty()) {
            details.put("group", call.kind().group());
        }
        details.put("kind", call.kind().plural()).put("uid", Metadata.text(gone, "uid"));
        return MapValue.builder()
                .put("kind", "Status")
                .put("apiVersion", "v1")
                .put("metadata", MapValue.EMPTY)
                .put("status", "Success")
                .put("details", details.build())
                .build();
    }
}
