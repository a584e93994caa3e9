// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.real;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.LiveResource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.ResourceListener;
import io.meshkit.resource.ResourceQuery;
import io.meshkit.resource.ResourceStore;
import io.meshkit.resource.Watch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Plays those who write status: the controllers of the meshes, and the kubelet. It watches, and says of all it sees that it works. */
final class ControlPlane implements AutoCloseable {

    /** How the names of namespaces begin that it leaves alone. */
    static final String UNATTENDED = "unattended";

    private static final GroupKind POD = new GroupKind("", "Pod");
    private static final GroupKind HTTP_ROUTE = new GroupKind("gateway.networking.k8s.io", "HTTPRoute");
    private static final List<String> CONSUL_KINDS = List.of(
            "Mesh",
            "ProxyDefaults",
            "ServiceDefaults",
            "ServiceIntentions",
            "ServiceResolver",
            "ServiceRouter",
            "ServiceSplitter");
    private static final String TIME = "2026-01-01T00:00:00Z";

    private final ResourceStore store;
    private final StatusWriter writer;
    private final List<Watch> watches = new ArrayList<>();

    ControlPlane(ResourceStore store, StatusWriter writer) {
        this.store = store;
        this.writer = writer;
    }

    /** Accepts routes, as Linkerd's policy controller does. */
    ControlPlane linkerd() {
        return judging(ResourceQuery.of(HTTP_ROUTE), ControlPlane::accepted);
    }

    /** Says that entries are in Consul, as consul-k8s does. */
    ControlPlane consul() {
        for (String kind : CONSUL_KINDS) {
            judging(ResourceQuery.of(new GroupKind("consul.hashicorp.com", kind)), ControlPlane::synced);
        }
        return this;
    }

    /** Says that the pods of a namespace run. */
    ControlPlane kubelet(String namespace) {
        return judging(ResourceQuery.of(POD).inNamespace(namespace), ControlPlane::running);
    }

    private ControlPlane judging(ResourceQuery query, Function<MapValue, Optional<String>> judgement) {
        watches.add(store.watch(query, new ResourceListener() {
            @Override
            public void added(LiveResource live) {
                if (!live.key().namespace().startsWith(UNATTENDED)) {
                    attend(live, judgement);
                }
            }

            @Override
            public void changed(LiveResource live) {
                added(live);
            }
        }));
        return this;
    }

    /** Judges an entry of Consul once, in a namespace that is left alone otherwise. */
    void syncOnce(ResourceKey key) {
        store.get(key).ifPresent(live -> attend(live, ControlPlane::synced));
    }

    private void attend(LiveResource live, Function<MapValue, Optional<String>> judgement) {
        judgement.apply(live.resource().body()).ifPresent(status -> writer.write(live.key(), status));
    }

    private static Optional<String> accepted(MapValue route) {
        String generation = text(route, "/metadata/generation");
        if (text(route, "/status/parents/0/conditions/0/observedGeneration").equals(generation)) {
            return Optional.empty();
        }
        String name = text(route, "/spec/parentRefs/0/name");
        return Optional.of("""
            {"parents": [{
              "controllerName": "linkerd.io/policy-controller",
              "parentRef": {"group": "", "kind": "Service", "name": "%s"},
              "conditions": [
                {"type": "Accepted", "status": "True", "reason": "Accepted", "message": "", "observedGeneration": %s,
                 "lastTransitionTime": "%s"},
                {"type": "ResolvedRefs", "status": "True", "reason": "ResolvedRefs", "message": "",
                 "observedGeneration": %s, "lastTransitionTime": "%s"}]}]}
            """.formatted(name, generation, TIME, generation, TIME));
    }

    private static Optional<String> synced(MapValue entry) {
        boolean done = entry.find("/status/conditions").orElse(ListValue.EMPTY) instanceof ListValue conditions
                && conditions.size() > 0;
        return done ? Optional.empty() : Optional.of("""
            {"conditions": [{"type": "Synced", "status": "True", "lastTransitionTime": "%s"}],
             "lastSyncedTime": "%s"}
            """.formatted(TIME, TIME));
    }

    private static Optional<String> running(MapValue pod) {
        return text(pod, "/status/phase").equals("Running") ? Optional.empty() : Optional.of("""
            {"phase": "Running", "conditions": [
              {"type": "Ready", "status": "True", "lastTransitionTime": "%s"},
              {"type": "ContainersReady", "status": "True", "lastTransitionTime": "%s"}]}
            """.formatted(TIME, TIME));
    }

    private static String text(MapValue body, String pointer) {
        return body.find(pointer).map(Value::toString).orElse("");
    }

    @Override
    public void close() {
        watches.forEach(Watch::close);
    }
}
