// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes;

import static java.util.Objects.requireNonNull;

import io.meshkit.document.MapValue;
import io.meshkit.resource.GroupKind;
import io.meshkit.testkit.kubernetes.internal.store.Change;
import io.meshkit.testkit.kubernetes.internal.store.ObjectKey;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What becomes of workloads: Pods, Deployments, StatefulSets, DaemonSets and Jobs get their status at once when they are written. No
 * workload makes pods. Thread-safe.
 *
 * @since 0.1.0
 */
public final class Workloads {

    private final ControlPlane plane;
    private final Map<ObjectKey, Outcome> outcomes = new ConcurrentHashMap<>();
    private final Runnable settle;
    private volatile Outcome byDefault = Outcome.READY;

    Workloads(ControlPlane plane, Runnable settle) {
        this.plane = plane;
        this.settle = settle;
    }

    /** What becomes of a workload. */
    public enum Outcome {
        /** It works; a Job is complete. */
        READY,
        /** It starts, and is never ready. */
        NEVER_READY,
        /** It fails: a Deployment exceeds its deadline, a Job its retries, a Pod ends. */
        FAILED,
        /** Nobody looks after it: its status stays as it is. */
        UNTOUCHED
    }

    /**
     * Decides for all workloads for which nothing else was said, those that are there included.
     *
     * @param outcome what becomes of them
     * @return these workloads
     */
    public Workloads byDefault(Outcome outcome) {
        byDefault = requireNonNull(outcome, "outcome");
        return reconsider();
    }

    /**
     * Decides for one workload, be it there already or not.
     *
     * @param kind its kind
     * @param namespace its namespace
     * @param name its name
     * @param outcome what becomes of it
     * @return these workloads
     */
    public Workloads set(GroupKind kind, String namespace, String name, Outcome outcome) {
        outcomes.put(new ObjectKey(kind, namespace, name), requireNonNull(outcome, "outcome"));
        return reconsider();
    }

    void react(Change change) {
        boolean specChanged = change.before()
                .map(before -> !before.get("spec").equals(change.after().get("spec")))
                .orElse(true);
        if (!change.deleted() && specChanged) {
            update(change.key());
        }
    }

    private Workloads reconsider() {
        plane.store().inOneStep(() -> {
            plane.store().keys(key -> WorkloadStatus.isWorkload(key.kind())).forEach(this::update);
            settle.run();
            return this;
        });
        return this;
    }

    private void update(ObjectKey key) {
        Outcome outcome = outcomes.getOrDefault(key, byDefault);
        if (outcome == Outcome.UNTOUCHED || !WorkloadStatus.isWorkload(key.kind())) {
            return;
        }
        plane.store().get(key).filter(object -> !Metadata.isTerminating(object)).ifPresent(object -> {
            MapValue next = object.with("status", WorkloadStatus.of(key.kind(), object, outcome));
            if (!next.equals(object)) {
                plane.store().put(key, next);
            }
        });
    }
}
