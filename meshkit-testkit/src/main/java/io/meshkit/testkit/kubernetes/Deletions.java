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
import java.util.Optional;

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
            MapValue options = call.options();
            ObjectKey key = call.key();
            MapValue live = plane.store()
                    .get(key)
                    .orElseThrow(
                            () -> ApiException.notFound(call.kind(), call.path().name()));
            checkPreconditions(call, options, live);
            boolean dryRun = call.query().dryRun()
                    || options.list("dryRun").filter(list -> list.size() > 0).isPresent();
            MapValue marked = marked(live, policy(call, options));
            boolean stays = !Metadata.finalizers(marked).isEmpty() || key.kind().equals(ControlPlane.NAMESPACE);
            if (!dryRun) {
                remove(key, live, marked, stays);
                controllers.settle();
            }
            if (stays) {
                MapValue shown = plane.store().get(key).orElse(marked);
                return Reply.json(200, ObjectReads.versioned(call, dryRun ? marked : shown));
            }
            return Reply.json(200, success(call, live));
        });
    }

    Reply deleteAll(Call call) {
        return plane.store().inOneStep(() -> {
            Selector selector = Selector.of(call);
            List<Value> gone = new ArrayList<>();
            for (Map.Entry<ObjectKey, MapValue> entry :
                    plane.store().list(call.kind().groupKind()).entrySet()) {
                if (selector.matches(entry.getKey(), entry.getValue())) {
                    gone.add(ObjectReads.versioned(call, entry.getValue()));
                    if (!call.query().dryRun()) {
                        MapValue marked = marked(entry.getValue(), policy(call, call.options()));
                        remove(
                                entry.getKey(),
                                entry.getValue(),
                                marked,
                                !Metadata.finalizers(marked).isEmpty());
                    }
                }
            }
            controllers.settle();
            return Reply.json(
                    200,
                    MapValue.builder()
                            .put("kind", call.kind().listKind())
                            .put("apiVersion", call.apiVersion())
                            .put(
                                    "metadata",
                                    MapValue.of(
                                            "resourceVersion",
                                            TextValue.of(
                                                    Long.toString(plane.store().version()))))
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
    private MapValue marked(MapValue live, String policy) {
        List<String> finalizers = new ArrayList<>(Metadata.finalizers(live));
        if (policy.equals("Foreground") && !finalizers.contains(FOREGROUND)) {
            finalizers.add(FOREGROUND);
        } else if (policy.equals("Orphan") && !finalizers.contains(ORPHAN)) {
            finalizers.add(ORPHAN);
        }
        if (Metadata.isTerminating(live)) {
            return live;
        }
        MapValue marked = Metadata.withFinalizers(live, finalizers);
        marked = Metadata.with(marked, "deletionTimestamp", plane.now());
        marked = Metadata.with(marked, "deletionGracePeriodSeconds", NumberValue.of(0));
        long generation = Metadata.generation(live);
        return generation == 0 ? marked : Metadata.with(marked, "generation", NumberValue.of(generation + 1));
    }

    private static String policy(Call call, MapValue options) {
        return call.query()
                .text("propagationPolicy")
                .or(() -> options.text("propagationPolicy"))
                .orElse("Background");
    }

    private static void checkPreconditions(Call call, MapValue options, MapValue live) {
        MapValue preconditions = options.map("preconditions").orElse(MapValue.EMPTY);
        Optional<String> uid = preconditions.text("uid");
        String liveUid = Metadata.text(live, "uid");
        if (uid.isPresent() && !uid.get().equals(liveUid)) {
            throw ApiException.precondition(
                    call.kind(),
                    call.path().name(),
                    "the UID in the precondition (" + uid.get() + ") does not match the UID in record (" + liveUid
                            + "). The object might have been deleted and then recreated");
        }
        Optional<String> version = preconditions.text("resourceVersion");
        String liveVersion = Metadata.text(live, "resourceVersion");
        if (version.isPresent() && !version.get().equals(liveVersion)) {
            throw ApiException.precondition(
                    call.kind(),
                    call.path().name(),
                    "the ResourceVersion in the precondition (" + version.get()
                            + ") does not match the ResourceVersion in record (" + liveVersion
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
