// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import io.meshkit.resource.GroupKind;
import io.meshkit.resource.ResourceKey;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** The order of kinds where nothing else decides: what others build on first, webhooks last. */
final class KindOrder {

    static final GroupKind VALIDATING = new GroupKind("admissionregistration.k8s.io", "ValidatingWebhookConfiguration");
    static final GroupKind MUTATING = new GroupKind("admissionregistration.k8s.io", "MutatingWebhookConfiguration");

    private static final List<String> FIRST = List.of(
            "Namespace",
            "CustomResourceDefinition",
            "PriorityClass",
            "ResourceQuota",
            "LimitRange",
            "ServiceAccount",
            "Secret",
            "ConfigMap",
            "StorageClass",
            "PersistentVolume",
            "PersistentVolumeClaim",
            "ClusterRole",
            "ClusterRoleBinding",
            "Role",
            "RoleBinding",
            "Service",
            "DaemonSet",
            "Deployment",
            "StatefulSet",
            "ReplicaSet",
            "Pod",
            "Job",
            "CronJob",
            "HorizontalPodAutoscaler",
            "PodDisruptionBudget");

    private static final Set<GroupKind> LAST = Set.of(VALIDATING, MUTATING);

    /** Compares keys by kind, then by name. */
    static final Comparator<ResourceKey> KEYS = Comparator.comparingInt((ResourceKey key) -> rank(key.groupKind()))
            .thenComparing(Comparator.naturalOrder());

    private KindOrder() {}

    private static int rank(GroupKind kind) {
        if (LAST.contains(kind)) {
            return FIRST.size() + 1;
        }
        int rank = FIRST.indexOf(kind.kind());
        return rank < 0 ? FIRST.size() : rank;
    }
}
