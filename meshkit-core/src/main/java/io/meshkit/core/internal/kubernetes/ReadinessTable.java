// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.kubernetes;

import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Readiness;
import io.meshkit.resource.Resource;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The readiness of an object: first the rules that hold for all kinds, then the one of its kind, then its conditions. The rules of
 * built-in kinds are those of kstatus ({@code kubernetes-sigs/cli-utils:pkg/kstatus/status/core.go}); where a row differs from it, the row
 * says so. A kind is added as a line of the table.
 */
final class ReadinessTable {

    private final Map<GroupKind, ReadinessRule> rules;

    ReadinessTable(Clock clock) {
        ReadinessRule always = object -> Optional.of(ReadinessRule.current(""));
        rules = Map.ofEntries(
                Map.entry(new GroupKind("apps", "Deployment"), WorkloadRules::deployment),
                Map.entry(new GroupKind("apps", "StatefulSet"), WorkloadRules::statefulSet),
                Map.entry(new GroupKind("apps", "DaemonSet"), WorkloadRules::daemonSet),
                Map.entry(new GroupKind("apps", "ReplicaSet"), WorkloadRules::replicaSet),
                Map.entry(new GroupKind("", "Pod"), object -> WorkloadRules.pod(object, clock)),
                Map.entry(new GroupKind("batch", "Job"), WorkloadRules::job),
                Map.entry(new GroupKind("", "Service"), ObjectRules::service),
                Map.entry(new GroupKind("", "PersistentVolumeClaim"), ObjectRules::claim),
                Map.entry(new GroupKind("", "Namespace"), ObjectRules::namespace),
                Map.entry(new GroupKind("policy", "PodDisruptionBudget"), ObjectRules::disruptionBudget),
                Map.entry(
                        new GroupKind("apiextensions.k8s.io", "CustomResourceDefinition"),
                        ObjectRules::customResourceDefinition),
                Map.entry(new GroupKind("apiregistration.k8s.io", "APIService"), ObjectRules::apiService),
                Map.entry(new GroupKind("", "Secret"), always),
                Map.entry(new GroupKind("", "ConfigMap"), always),
                Map.entry(new GroupKind("batch", "CronJob"), always));
    }

    Readiness of(Resource resource) {
        LiveFields object = new LiveFields(resource.body());
        for (ReadinessRule rule : rulesFor(resource.key().groupKind())) {
            Optional<Readiness> readiness = rule.judge(object);
            if (readiness.isPresent()) {
                return readiness.get();
            }
        }
        return ReadinessRule.current("");
    }

    private List<ReadinessRule> rulesFor(GroupKind kind) {
        ReadinessRule own = rules.get(kind);
        if (own != null) {
            return List.of(ConditionRules::terminating, ConditionRules::generation, ConditionRules::standard, own);
        }
        ReadinessRule groupRule = ConditionRules.ofGroup(kind.group());
        return List.of(
                ConditionRules::terminating,
                ConditionRules::generation,
                ConditionRules::standard,
                groupRule,
                ConditionRules::ready);
    }
}
