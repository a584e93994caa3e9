// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.kubernetes;

import static io.meshkit.core.internal.kubernetes.ReadinessRule.current;
import static io.meshkit.core.internal.kubernetes.ReadinessRule.failed;
import static io.meshkit.core.internal.kubernetes.ReadinessRule.inProgress;

import io.meshkit.core.internal.kubernetes.LiveFields.Condition;
import io.meshkit.document.MapValue;
import io.meshkit.resource.Readiness;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.stream.Collectors;

/** Readiness of what runs Pods, and of Pods, as kstatus has it. */
final class WorkloadRules {

    /** How long a Pod may be without a node before that is a failure. */
    private static final Duration SCHEDULING = Duration.ofSeconds(15);

    private WorkloadRules() {}

    static Optional<Readiness> deployment(LiveFields object) {
        Optional<Condition> progressing = object.condition("Progressing");
        if (progressing
                .filter(condition -> condition.reason().equals("ProgressDeadlineExceeded"))
                .isPresent()) {
            return Optional.of(failed("progress deadline exceeded"));
        }
        long wanted = object.number("/spec/replicas", 1);
        long replicas = object.number("/status/replicas", 0);
        long updated = object.number("/status/updatedReplicas", 0);
        long ready = object.number("/status/readyReplicas", 0);
        long available = object.number("/status/availableReplicas", 0);
        return fewer("replicas", replicas, wanted)
                .or(() -> fewer("updated replicas", updated, wanted))
                .or(() -> more(replicas, wanted))
                .or(() -> fewer("available replicas", available, updated))
                .or(() -> fewer("ready replicas", ready, wanted))
                .or(() -> notProgressed(object, progressing))
                .or(() -> object.condition("Available")
                                .filter(one -> one.status().equals("True"))
                                .isPresent()
                        ? Optional.empty()
                        : Optional.of(inProgress("not available yet")))
                .or(() -> Optional.of(current(replicas + " replicas are available")));
    }

    /** Without a deadline the controller writes no condition; 2147483647 stands for none. */
    private static Optional<Readiness> notProgressed(LiveFields object, Optional<Condition> progressing) {
        boolean hasDeadline = object.number("/spec/progressDeadlineSeconds", Integer.MAX_VALUE) != Integer.MAX_VALUE;
        boolean done = progressing
                .filter(condition -> condition.status().equals("True"))
                .filter(condition -> condition.reason().equals("NewReplicaSetAvailable"))
                .isPresent();
        return hasDeadline && !done
                ? Optional.of(inProgress("the new ReplicaSet is not available yet"))
                : Optional.empty();
    }

    static Optional<Readiness> statefulSet(LiveFields object) {
        if (object.text("/spec/updateStrategy/type").filter("OnDelete"::equals).isPresent()) {
            return Optional.of(current("updated by hand (OnDelete)"));
        }
        long wanted = object.number("/spec/replicas", 1);
        long replicas = object.number("/status/replicas", 0);
        long updated = object.number("/status/updatedReplicas", 0);
        Optional<Readiness> counts = fewer("replicas", replicas, wanted)
                .or(() -> fewer("ready replicas", object.number("/status/readyReplicas", 0), wanted))
                .or(() -> more(replicas, wanted));
        if (counts.isPresent()) {
            return counts;
        }
        Optional<Long> partition = object.number("/spec/updateStrategy/rollingUpdate/partition");
        // kstatus takes a partition of 0, which the API server writes as the default, for a partitioned roll-out as
        // well
        if (partition.isPresent()) {
            return fewer("updated replicas", updated, wanted - partition.get())
                    .or(() -> Optional.of(current(updated + " replicas are updated")));
        }
        return fewer("current replicas", object.number("/status/currentReplicas", 0), wanted)
                .or(() -> object.text("/status/currentRevision").equals(object.text("/status/updateRevision"))
                        ? Optional.empty()
                        : Optional.of(inProgress("waiting for the updated revision")))
                .or(() -> Optional.of(current(replicas + " replicas are ready")));
    }

    static Optional<Readiness> daemonSet(LiveFields object) {
        if (object.number("/status/observedGeneration").isEmpty()) {
            return Optional.of(inProgress("the controller has not seen it yet"));
        }
        Optional<Long> scheduled = object.number("/status/desiredNumberScheduled");
        if (scheduled.isEmpty()) {
            return Optional.of(inProgress("the number of nodes is not known yet"));
        }
        long wanted = scheduled.get();
        return fewer("current Pods", object.number("/status/currentNumberScheduled", 0), wanted)
                .or(() -> fewer("updated Pods", object.number("/status/updatedNumberScheduled", 0), wanted))
                .or(() -> fewer("available Pods", object.number("/status/numberAvailable", 0), wanted))
                .or(() -> fewer("ready Pods", object.number("/status/numberReady", 0), wanted))
                .or(() -> Optional.of(current(wanted + " Pods are ready")));
    }

    static Optional<Readiness> replicaSet(LiveFields object) {
        Optional<Condition> failure = object.condition("ReplicaFailure")
                .filter(condition -> condition.status().equals("True"));
        if (failure.isPresent()) {
            return Optional.of(inProgress(failure.get().words()));
        }
        long wanted = object.number("/spec/replicas", 1);
        return fewer("labelled replicas", object.number("/status/fullyLabeledReplicas", 0), wanted)
                .or(() -> fewer("available replicas", object.number("/status/availableReplicas", 0), wanted))
                .or(() -> fewer("ready replicas", object.number("/status/readyReplicas", 0), wanted))
                .or(() -> more(object.number("/status/replicas", 0), wanted))
                .or(() -> Optional.of(current(wanted + " replicas are available")));
    }

    static Optional<Readiness> pod(LiveFields object, Clock clock) {
        return Optional.of(
                switch (object.text("/status/phase").orElse("")) {
                    case "Succeeded" -> current("ended well");
                    // kstatus calls a failed Pod current; whoever waits for one wants to know
                    case "Failed" ->
                        failed("ended badly"
                                + object.text("/status/message")
                                        .map(text -> ": " + text)
                                        .orElse(""));
                    case "Running" -> runningPod(object);
                    case "Pending" -> pendingPod(object, clock);
                    default -> inProgress("not seen by a node yet");
                });
    }

    private static Readiness runningPod(LiveFields object) {
        if (object.condition("Ready")
                .filter(condition -> condition.status().equals("True"))
                .isPresent()) {
            return current("ready");
        }
        String crashing = object.maps("/status/containerStatuses").stream()
                .filter(WorkloadRules::isCrashLooping)
                .map(container -> container.text("name").orElse(""))
                .collect(Collectors.joining(", "));
        return crashing.isEmpty()
                ? inProgress("runs, but is not ready")
                : failed("crash loop in container " + crashing);
    }

    private static boolean isCrashLooping(MapValue container) {
        return container
                .map("state")
                .flatMap(state -> state.map("waiting"))
                .flatMap(waiting -> waiting.text("reason"))
                .filter("CrashLoopBackOff"::equals)
                .isPresent();
    }

    private static Readiness pendingPod(LiveFields object, Clock clock) {
        Optional<Condition> unscheduled = object.condition("PodScheduled")
                .filter(condition -> condition.status().equals("False"))
                .filter(condition -> condition.reason().equals("Unschedulable"));
        if (unscheduled.isEmpty()) {
            return inProgress("pending");
        }
        boolean overdue = created(object)
                .map(created -> !created.plus(SCHEDULING).isAfter(clock.instant()))
                .orElse(true);
        return overdue ? failed(unscheduled.get().words()) : inProgress("no node for it yet");
    }

    private static Optional<Instant> created(LiveFields object) {
        try {
            return object.text("/metadata/creationTimestamp").map(Instant::parse);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    static Optional<Readiness> job(LiveFields object) {
        for (Condition condition : object.conditions()) {
            if (condition.is("Complete", "True")) {
                return Optional.of(current("completed"));
            }
            if (condition.is("Failed", "True")) {
                return Optional.of(failed(condition.words()));
            }
            if (condition.is("Suspended", "True")) {
                return Optional.of(current("suspended"));
            }
        }
        return Optional.of(
                object.text("/status/startTime").isEmpty() ? inProgress("not started yet") : current("runs"));
    }

    private static Optional<Readiness> fewer(String what, long there, long wanted) {
        return there < wanted ? Optional.of(inProgress(there + " of " + wanted + " " + what)) : Optional.empty();
    }

    private static Optional<Readiness> more(long there, long wanted) {
        return there > wanted
                ? Optional.of(inProgress(there - wanted + " replicas are still ending"))
                : Optional.empty();
    }
}
