// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Writes what a request has decided on, unless it is a dry run or changes nothing, and lets the controllers react. */
final class Commit {

    private static final Set<String> NOT_SPEC = Set.of("apiVersion", "kind", "metadata", "status");

    private final ControlPlane plane;
    private final Controllers controllers;
    private final ServiceAddresses addresses;

    Commit(ControlPlane plane, Controllers controllers) {
        this.plane = plane;
        this.controllers = controllers;
        this.addresses = new ServiceAddresses(plane);
    }

    MapValue create(Call call, MapValue object) {
        MapValue fresh = addresses.allocated(call, object);
        if (hasGeneration(call)) {
            fresh = Metadata.with(fresh, "generation", NumberValue.of(1));
        }
        if (call.query().dryRun()) {
            return Metadata.without(fresh, "resourceVersion");
        }
        MapValue stored = plane.store().put(call.key(Metadata.text(fresh, "name")), fresh);
        controllers.settle();
        return stored;
    }

    MapValue update(Call call, MapValue live, MapValue object) {
        MapValue next = addresses.allocated(call, object);
        if (hasGeneration(call) && specChanged(call, live, next)) {
            next = Metadata.with(next, "generation", NumberValue.of(Metadata.generation(live) + 1));
        }
        if (withoutTimes(next).equals(withoutTimes(live))) {
            return live;
        }
        if (call.query().dryRun()) {
            return Metadata.copy(live, next, "resourceVersion");
        }
        if (Metadata.isTerminating(next) && Metadata.finalizers(next).isEmpty()) {
            plane.store().put(call.key(), next);
            plane.store().remove(call.key());
            controllers.settle();
            return next;
        }
        MapValue stored = plane.store().put(call.key(), next);
        controllers.settle();
        return stored;
    }

    private static boolean hasGeneration(Call call) {
        return call.kind().custom() || call.kind().generation();
    }

    private static boolean specChanged(Call call, MapValue live, MapValue object) {
        MapValue before = live;
        MapValue after = object;
        for (String key : NOT_SPEC) {
            boolean counts = key.equals("status")
                    && call.kind().custom()
                    && !call.version().status();
            before = counts ? before : before.without(key);
            after = counts ? after : after.without(key);
        }
        return !before.equals(after);
    }

    /** A write that would change nothing but the time of an ownership is none. */
    private static MapValue withoutTimes(MapValue object) {
        List<Value> entries = new ArrayList<>();
        Metadata.of(object)
                .list("managedFields")
                .orElse(ListValue.of())
                .forEach(entry -> entries.add(entry instanceof MapValue map ? map.without("time") : entry));
        return Metadata.with(object.without("apiVersion"), "managedFields", ListValue.of(entries));
    }
}
