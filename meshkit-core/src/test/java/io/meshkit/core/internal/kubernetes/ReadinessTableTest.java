// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.resource.Readiness;
import io.meshkit.resource.Readiness.Status;
import io.meshkit.resource.Resource;
import io.meshkit.resource.StoreId;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadinessTableTest {

    private static final Clock NOON = Clock.fixed(Instant.parse("2026-01-01T12:00:00Z"), ZoneOffset.UTC);

    private static Readiness readiness(String apiVersion, String kind, String rest) {
        String body = "{\"apiVersion\":\"" + apiVersion + "\",\"kind\":\"" + kind
                + "\",\"metadata\":{\"name\":\"x\",\"generation\":2}" + (rest.isEmpty() ? "" : "," + rest) + "}";
        Resource resource = Resource.kubernetes(StoreId.UNBOUND, Json.map(body)).orElseThrow();
        return new ReadinessTable(NOON).of(resource);
    }

    @ParameterizedTest(name = "{0} {1}: {3}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "apps/v1 | Deployment | `\"status\":{}` | IN_PROGRESS | 0 of 1 replicas",
                "apps/v1 | Deployment |"
                        + " `\"spec\":{\"replicas\":2},\"status\":{\"observedGeneration\":1,\"replicas\":2}` | IN_PROGRESS"
                        + " | generation 2 is not observed",
                "apps/v1 | Deployment | `\"spec\":{\"replicas\":2},\"status\":{\"replicas\":2,\"updatedReplicas\":1}`"
                        + " | IN_PROGRESS | 1 of 2 updated",
                "apps/v1 | Deployment | `\"spec\":{\"replicas\":1},\"status\":{\"replicas\":2,\"updatedReplicas\":1}`"
                        + " | IN_PROGRESS | 1 replicas are still ending",
                "apps/v1 | Deployment | `\"status\":{\"replicas\":1,\"updatedReplicas\":1}` | IN_PROGRESS | 0 of 1"
                        + " available",
                "apps/v1 | Deployment | `\"status\":{\"replicas\":1,\"updatedReplicas\":1,\"availableReplicas\":1}` |"
                        + " IN_PROGRESS | 0 of 1 ready",
                "apps/v1 | Deployment |"
                        + " `\"spec\":{\"progressDeadlineSeconds\":600},\"status\":{\"replicas\":1,\"updatedReplicas\":1,\"availableReplicas\":1,\"readyReplicas\":1}`"
                        + " | IN_PROGRESS | new ReplicaSet",
                "apps/v1 | Deployment |"
                        + " `\"status\":{\"replicas\":1,\"updatedReplicas\":1,\"availableReplicas\":1,\"readyReplicas\":1}`"
                        + " | IN_PROGRESS | not available yet",
                "apps/v1 | Deployment |"
                        + " `\"spec\":{\"progressDeadlineSeconds\":600},\"status\":{\"replicas\":1,\"updatedReplicas\":1,\"availableReplicas\":1,\"readyReplicas\":1,\"conditions\":[{\"type\":\"Available\",\"status\":\"True\"},{\"type\":\"Progressing\",\"status\":\"True\",\"reason\":\"NewReplicaSetAvailable\"}]}`"
                        + " | CURRENT | 1 replicas",
                "apps/v1 | Deployment |"
                        + " `\"status\":{\"conditions\":[{\"type\":\"Progressing\",\"status\":\"False\",\"reason\":\"ProgressDeadlineExceeded\"}]}`"
                        + " | FAILED | deadline",
                "apps/v1 | StatefulSet | `\"spec\":{\"updateStrategy\":{\"type\":\"OnDelete\"}}` | CURRENT | by hand",
                "apps/v1 | StatefulSet | `\"status\":{\"replicas\":1}` | IN_PROGRESS | 0 of 1 ready",
                "apps/v1 | StatefulSet |"
                        + " `\"spec\":{\"replicas\":3,\"updateStrategy\":{\"rollingUpdate\":{\"partition\":1}}},\"status\":{\"replicas\":3,\"readyReplicas\":3,\"updatedReplicas\":1}`"
                        + " | IN_PROGRESS | 1 of 2 updated",
                "apps/v1 | StatefulSet |"
                        + " `\"status\":{\"replicas\":1,\"readyReplicas\":1,\"currentReplicas\":1,\"currentRevision\":\"a\",\"updateRevision\":\"b\"}`"
                        + " | IN_PROGRESS | updated revision",
                "apps/v1 | StatefulSet |"
                        + " `\"status\":{\"replicas\":1,\"readyReplicas\":1,\"currentReplicas\":1,\"currentRevision\":\"a\",\"updateRevision\":\"a\"}`"
                        + " | CURRENT | 1 replicas",
                "apps/v1 | DaemonSet | `\"status\":{}` | IN_PROGRESS | not seen",
                "apps/v1 | DaemonSet |"
                        + " `\"status\":{\"observedGeneration\":2,\"desiredNumberScheduled\":2,\"currentNumberScheduled\":2,\"updatedNumberScheduled\":2,\"numberAvailable\":1}`"
                        + " | IN_PROGRESS | 1 of 2 available",
                "apps/v1 | DaemonSet | `\"status\":{\"observedGeneration\":2,\"desiredNumberScheduled\":0}` | CURRENT"
                        + " | 0 Pods",
                "apps/v1 | ReplicaSet |"
                        + " `\"status\":{\"conditions\":[{\"type\":\"ReplicaFailure\",\"status\":\"True\",\"reason\":\"Quota\"}]}`"
                        + " | IN_PROGRESS | Quota",
                "apps/v1 | ReplicaSet |"
                        + " `\"status\":{\"replicas\":1,\"fullyLabeledReplicas\":1,\"availableReplicas\":1,\"readyReplicas\":1}`"
                        + " | CURRENT | 1 replicas",
                "v1 | Pod | `` | IN_PROGRESS | not seen",
                "v1 | Pod | `\"status\":{\"phase\":\"Pending\"}` | IN_PROGRESS | pending",
                "v1 | Pod |"
                        + " `\"status\":{\"phase\":\"Pending\",\"conditions\":[{\"type\":\"PodScheduled\",\"status\":\"False\",\"reason\":\"Unschedulable\",\"message\":\"0/1"
                        + " nodes\"}]}` | FAILED | 0/1 nodes",
                "v1 | Pod | `\"status\":{\"phase\":\"Running\"}` | IN_PROGRESS | not ready",
                "v1 | Pod |"
                        + " `\"status\":{\"phase\":\"Running\",\"containerStatuses\":[{\"name\":\"web\",\"state\":{\"waiting\":{\"reason\":\"CrashLoopBackOff\"}}}]}`"
                        + " | FAILED | container web",
                "v1 | Pod |"
                        + " `\"status\":{\"phase\":\"Running\",\"conditions\":[{\"type\":\"Ready\",\"status\":\"True\"}]}`"
                        + " | CURRENT | ready",
                "v1 | Pod | `\"status\":{\"phase\":\"Succeeded\"}` | CURRENT | well",
                "v1 | Pod | `\"status\":{\"phase\":\"Failed\",\"message\":\"evicted\"}` | FAILED | evicted",
                "batch/v1 | Job | `` | IN_PROGRESS | not started",
                "batch/v1 | Job | `\"status\":{\"startTime\":\"2026-01-01T00:00:00Z\"}` | CURRENT | runs",
                "batch/v1 | Job | `\"status\":{\"conditions\":[{\"type\":\"Complete\",\"status\":\"True\"}]}` |"
                        + " CURRENT | completed",
                "batch/v1 | Job | `\"status\":{\"conditions\":[{\"type\":\"Suspended\",\"status\":\"True\"}]}` |"
                        + " CURRENT | suspended",
                "batch/v1 | Job |"
                        + " `\"status\":{\"conditions\":[{\"type\":\"Failed\",\"status\":\"True\",\"reason\":\"BackoffLimitExceeded\"}]}`"
                        + " | FAILED | BackoffLimitExceeded",
                "v1 | Service | `\"spec\":{\"type\":\"LoadBalancer\"}` | IN_PROGRESS | no cluster IP",
                "v1 | Service | `\"spec\":{\"type\":\"ClusterIP\"}` | CURRENT | ``",
                "v1 | PersistentVolumeClaim | `\"status\":{\"phase\":\"Pending\"}` | IN_PROGRESS | Pending",
                "v1 | PersistentVolumeClaim | `\"status\":{\"phase\":\"Bound\"}` | CURRENT | bound",
                "v1 | Namespace | `\"status\":{\"phase\":\"Active\"}` | CURRENT | ``",
                "v1 | Namespace | `\"status\":{\"phase\":\"Terminating\"}` | TERMINATING | being deleted",
                "v1 | ConfigMap | `` | CURRENT | ``",
                "policy/v1 | PodDisruptionBudget | `\"status\":{\"observedGeneration\":1}` | IN_PROGRESS | generation"
                        + " 2",
                "policy/v1 | PodDisruptionBudget | `\"status\":{\"observedGeneration\":2}` | CURRENT | ``",
                "apiextensions.k8s.io/v1 | CustomResourceDefinition | `` | IN_PROGRESS | not established",
                "apiextensions.k8s.io/v1 | CustomResourceDefinition |"
                        + " `\"status\":{\"conditions\":[{\"type\":\"NamesAccepted\",\"status\":\"False\",\"reason\":\"PluralConflict\"}]}`"
                        + " | FAILED | PluralConflict",
                "apiextensions.k8s.io/v1 | CustomResourceDefinition |"
                        + " `\"status\":{\"conditions\":[{\"type\":\"Established\",\"status\":\"False\",\"reason\":\"Installing\"}]}`"
                        + " | IN_PROGRESS | not established",
                "apiextensions.k8s.io/v1 | CustomResourceDefinition |"
                        + " `\"status\":{\"conditions\":[{\"type\":\"Established\",\"status\":\"True\"}]}` | CURRENT |"
                        + " established",
                "apiregistration.k8s.io/v1 | APIService |"
                        + " `\"status\":{\"conditions\":[{\"type\":\"Available\",\"status\":\"False\",\"reason\":\"MissingEndpoints\"}]}`"
                        + " | IN_PROGRESS | MissingEndpoints",
                "x.io/v1 | Unknown | `` | CURRENT | ``",
                "x.io/v1 | Unknown |"
                        + " `\"status\":{\"conditions\":[{\"type\":\"Ready\",\"status\":\"False\",\"reason\":\"Why\"}]}` |"
                        + " IN_PROGRESS | Why",
                "x.io/v1 | Unknown | `\"status\":{\"conditions\":[{\"type\":\"Reconciling\",\"status\":\"True\"}]}` |"
                        + " IN_PROGRESS | Reconciling",
                "x.io/v1 | Unknown | `\"status\":{\"conditions\":[{\"type\":\"Stalled\",\"status\":\"True\"}]}` |"
                        + " FAILED | Stalled",
                "x.io/v1 | Unknown | `\"status\":7` | CURRENT | ``",
                "consul.hashicorp.com/v1alpha1 | ServiceSplitter | `` | IN_PROGRESS | Synced",
                "consul.hashicorp.com/v1alpha1 | ServiceSplitter |"
                        + " `\"status\":{\"conditions\":[{\"type\":\"Synced\",\"status\":\"False\",\"reason\":\"ConsulAgentError\"}]}`"
                        + " | IN_PROGRESS | ConsulAgentError",
                "consul.hashicorp.com/v1alpha1 | ServiceSplitter |"
                        + " `\"status\":{\"conditions\":[{\"type\":\"Synced\",\"status\":\"True\"}]}` | CURRENT | ``",
                "gateway.networking.k8s.io/v1 | HTTPRoute | `` | IN_PROGRESS | no controller",
                "gateway.networking.k8s.io/v1 | HTTPRoute |"
                        + " `\"status\":{\"parents\":[{\"controllerName\":\"c/x\",\"conditions\":[]}]}` | IN_PROGRESS | no"
                        + " controller",
                "gateway.networking.k8s.io/v1 | HTTPRoute |"
                        + " `\"status\":{\"parents\":[{\"conditions\":[{\"type\":\"Accepted\",\"status\":\"True\",\"observedGeneration\":1}]}]}`"
                        + " | IN_PROGRESS | anew",
                "gateway.networking.k8s.io/v1 | HTTPRoute |"
                        + " `\"status\":{\"parents\":[{\"conditions\":[{\"type\":\"Accepted\",\"status\":\"False\",\"reason\":\"NotAllowedByListeners\"}]}]}`"
                        + " | FAILED | NotAllowed",
                "gateway.networking.k8s.io/v1 | HTTPRoute |"
                        + " `\"status\":{\"parents\":[{\"conditions\":[{\"type\":\"Accepted\",\"status\":\"True\",\"observedGeneration\":2},{\"type\":\"ResolvedRefs\",\"status\":\"False\",\"reason\":\"BackendNotFound\"}]}]}`"
                        + " | IN_PROGRESS | BackendNotFound",
                "gateway.networking.k8s.io/v1 | HTTPRoute |"
                        + " `\"status\":{\"parents\":[{\"conditions\":[{\"type\":\"Accepted\",\"status\":\"True\",\"observedGeneration\":2}]}]}`"
                        + " | CURRENT | ``",
                "gateway.networking.k8s.io/v1 | Gateway |"
                        + " `\"status\":{\"conditions\":[{\"type\":\"Accepted\",\"status\":\"Unknown\",\"reason\":\"Pending\"}]}`"
                        + " | IN_PROGRESS | Pending",
                "gateway.networking.k8s.io/v1 | Gateway |"
                        + " `\"status\":{\"conditions\":[{\"type\":\"Accepted\",\"status\":\"True\"},{\"type\":\"Programmed\",\"status\":\"False\"}]}`"
                        + " | IN_PROGRESS | Programmed",
                "gateway.networking.k8s.io/v1beta1 | ReferenceGrant | `` | CURRENT | ``"
            })
    void each_state_of_each_kind_has_its_readiness(
            String apiVersion, String kind, String rest, Status status, String words) {
        Readiness readiness = readiness(apiVersion, kind, rest);

        assertThat(readiness.status()).as(readiness.message()).isEqualTo(status);
        assertThat(readiness.message()).contains(words);
    }

    @Test
    void a_pod_without_a_node_is_given_fifteen_seconds() {
        String rest =
                "\"status\":{\"phase\":\"Pending\",\"conditions\":[{\"type\":\"PodScheduled\",\"status\":\"False\",\"reason\":\"Unschedulable\"}]}";
        String body =
                "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"x\",\"creationTimestamp\":\"%s\"},"
                        + rest + "}";

        assertThat(of(body.formatted("2026-01-01T11:59:50Z")).status()).isEqualTo(Status.IN_PROGRESS);
        assertThat(of(body.formatted("2026-01-01T11:59:45Z")).status()).isEqualTo(Status.FAILED);
        assertThat(of(body.formatted("yesterday")).status()).isEqualTo(Status.FAILED);
    }

    @Test
    void what_is_being_deleted_names_what_it_waits_for() {
        Readiness readiness = of("""
            {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"x","deletionTimestamp":"2026-01-01T00:00:00Z","finalizers":["a/b","foregroundDeletion"]}}\
            """);

        assertThat(readiness.status()).isEqualTo(Status.TERMINATING);
        assertThat(readiness.message()).isEqualTo("being deleted; waits for a/b, foregroundDeletion");
    }

    private static Readiness of(String json) {
        return new ReadinessTable(NOON)
                .of(Resource.kubernetes(StoreId.UNBOUND, Json.map(json)).orElseThrow());
    }
}
