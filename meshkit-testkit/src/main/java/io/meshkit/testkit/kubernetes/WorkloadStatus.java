// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.Value;
import io.meshkit.resource.GroupKind;
import io.meshkit.testkit.kubernetes.Workloads.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The status that workloads have in a real cluster when they are ready, starting or broken. Times are those of the object's creation. */
final class WorkloadStatus {

    private final MapValue object;
    private final Outcome outcome;
    private final long replicas;

    private WorkloadStatus(MapValue object, Outcome outcome) {
        this.object = object;
        this.outcome = outcome;
        this.replicas = object.find("/spec/replicas")
                .filter(NumberValue.class::isInstance)
                .map(number -> ((NumberValue) number).asLong().orElse(1))
                .orElse(1L);
    }

    private static final Map<GroupKind, Function<WorkloadStatus, MapValue>> KINDS = Map.of(
            new GroupKind("", "Pod"), WorkloadStatus::pod,
            new GroupKind("apps", "Deployment"), WorkloadStatus::deployment,
            new GroupKind("apps", "StatefulSet"), WorkloadStatus::statefulSet,
            new GroupKind("apps", "DaemonSet"), WorkloadStatus::daemonSet,
            new GroupKind("batch", "Job"), WorkloadStatus::job);

    static boolean isWorkload(GroupKind kind) {
        return KINDS.containsKey(kind);
    }

    static MapValue of(GroupKind kind, MapValue object, Outcome outcome) {
        return KINDS.getOrDefault(kind, status -> MapValue.EMPTY).apply(new WorkloadStatus(object, outcome));
    }

    private boolean ready() {
        return outcome == Outcome.READY;
    }

    private MapValue.Builder observed() {
        return MapValue.builder().put("observedGeneration", Metadata.generation(object));
    }

    private MapValue deployment() {
        MapValue.Builder status = observed().put("replicas", replicas).put("updatedReplicas", replicas);
        if (ready()) {
            status.put("readyReplicas", replicas).put("availableReplicas", replicas);
        } else {
            status.put("unavailableReplicas", replicas);
        }
        Value available = ready()
                ? condition("Available", "True", "MinimumReplicasAvailable", "Deployment has minimum availability.")
                : condition(
                        "Available",
                        "False",
                        "MinimumReplicasUnavailable",
                        "Deployment does not have minimum availability.");
        Value progressing = switch (outcome) {
            case READY ->
                condition("Progressing", "True", "NewReplicaSetAvailable", "ReplicaSet has successfully progressed.");
            case FAILED ->
                condition("Progressing", "False", "ProgressDeadlineExceeded", "ReplicaSet has timed out progressing.");
            default -> condition("Progressing", "True", "ReplicaSetUpdated", "ReplicaSet is progressing.");
        };
        return status.put("conditions", (Value) ListValue.of(available, progressing))
                .build();
    }

    private MapValue statefulSet() {
        String revision = Metadata.text(object, "name") + "-" + Metadata.generation(object);
        long up = ready() ? replicas : 0;
        return observed()
                .put("replicas", replicas)
                .put("readyReplicas", up)
                .put("availableReplicas", up)
                .put("currentReplicas", replicas)
                .put("updatedReplicas", replicas)
                .put("currentRevision", revision)
                .put("updateRevision", revision)
                .put("collisionCount", 0)
                .build();
    }

    private MapValue daemonSet() {
        long up = ready() ? 1 : 0;
        return observed()
                .put("desiredNumberScheduled", 1)
                .put("currentNumberScheduled", 1)
                .put("updatedNumberScheduled", 1)
                .put("numberMisscheduled", 0)
                .put("numberReady", up)
                .put("numberAvailable", up)
                .build();
    }

    private MapValue job() {
        MapValue.Builder status = MapValue.builder().put("startTime", created());
        return switch (outcome) {
            case READY ->
                status.put("completionTime", created())
                        .put("succeeded", 1)
                        .put("ready", 0)
                        .put("conditions", (Value) ListValue.of(
                                condition(
                                        "SuccessCriteriaMet",
                                        "True",
                                        "CompletionsReached",
                                        "Reached expected number of succeeded pods"),
                                condition(
                                        "Complete",
                                        "True",
                                        "CompletionsReached",
                                        "Reached expected number of succeeded pods")))
                        .build();
            case FAILED ->
                status.put("failed", 1)
                        .put("ready", 0)
                        .put("conditions", (Value) ListValue.of(condition(
                                "Failed",
                                "True",
                                "BackoffLimitExceeded",
                                "Job has reached the specified backoff limit")))
                        .build();
            default -> status.put("active", 1).put("ready", 0).build();
        };
    }

    private MapValue pod() {
        if (outcome == Outcome.FAILED) {
            return MapValue.builder()
                    .put("phase", "Failed")
                    .put("reason", "Error")
                    .build();
        }
        String up = ready() ? "True" : "False";
        List<Value> containers = new ArrayList<>();
        for (Value item : object.find("/spec/containers")
                .filter(ListValue.class::isInstance)
                .map(ListValue.class::cast)
                .orElse(ListValue.of())) {
            if (item instanceof MapValue container) {
                containers.add(MapValue.builder()
                        .put("name", container.text("name").orElse(""))
                        .put("ready", ready())
                        .put("restartCount", 0)
                        .put("image", container.text("image").orElse(""))
                        .put("imageID", "")
                        .build());
            }
        }
        return MapValue.builder()
                .put("phase", ready() ? "Running" : "Pending")
                .put("podIP", "10.0.0.1")
                .put("startTime", created())
                .put("conditions", (Value) ListValue.of(
                        condition("PodScheduled", "True", "", ""),
                        condition("Initialized", "True", "", ""),
                        condition("ContainersReady", up, "", ""),
                        condition("Ready", up, "", "")))
                .put("containerStatuses", (Value) ListValue.of(containers))
                .build();
    }

    private String created() {
        return Metadata.text(object, "creationTimestamp");
    }

    private MapValue condition(String type, String status, String reason, String message) {
        MapValue.Builder condition = MapValue.builder().put("type", type).put("status", status);
        if (!reason.isEmpty()) {
            condition.put("reason", reason).put("message", message);
        }
        return condition.put("lastTransitionTime", created()).build();
    }
}
