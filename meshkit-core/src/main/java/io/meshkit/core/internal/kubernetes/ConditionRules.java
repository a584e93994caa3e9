// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.kubernetes;

import static io.meshkit.core.internal.kubernetes.ReadinessRule.failed;
import static io.meshkit.core.internal.kubernetes.ReadinessRule.inProgress;

import io.meshkit.core.internal.kubernetes.LiveFields.Condition;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import io.meshkit.resource.Readiness;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Readiness by what kinds have in common: deletion, generations and conditions. The first rules are those of kstatus
 * ({@code kubernetes-sigs/cli-utils:pkg/kstatus/status/generic.go}).
 */
final class ConditionRules {

    /** API groups whose kinds have conditions with a meaning of their own. */
    private static final Map<String, ReadinessRule> BY_GROUP = Map.of(
            "gateway.networking.k8s.io",
            ConditionRules::gateway,
            // consul-k8s writes Synced once the config entry is in Consul
            // (hashicorp/consul-k8s:control-plane/api/v1alpha1/status.go)
            // and tries again when Consul refuses it
            "consul.hashicorp.com",
            object -> mustBeTrue(object, "Synced"));

    /**
     * Conditions of Gateway API that mean the configuration works when true ({@code kubernetes-sigs/gateway-api:apis/v1}); of the others,
     * such as {@code Conflicted}, some are good when false.
     */
    private static final Set<String> GATEWAY_POSITIVE = Set.of("Accepted", "Programmed", "ResolvedRefs");

    private ConditionRules() {}

    static ReadinessRule ofGroup(String group) {
        return BY_GROUP.getOrDefault(group, object -> Optional.empty());
    }

    static Optional<Readiness> terminating(LiveFields object) {
        return object.text("/metadata/deletionTimestamp")
                .map(time -> new Readiness(
                        Readiness.Status.TERMINATING,
                        object.maps("/metadata/finalizers").isEmpty()
                                        && finalizers(object).isEmpty()
                                ? "being deleted"
                                : "being deleted; waits for " + finalizers(object)));
    }

    private static String finalizers(LiveFields object) {
        return object.body().find("/metadata/finalizers").orElse(ListValue.EMPTY) instanceof ListValue list
                ? String.join(", ", list.items().stream().map(Value::toString).toList())
                : "";
    }

    static Optional<Readiness> generation(LiveFields object) {
        Optional<Long> generation = object.number("/metadata/generation");
        Optional<Long> observed = object.number("/status/observedGeneration");
        return generation.isPresent() && observed.isPresent() && !generation.equals(observed)
                ? Optional.of(
                        inProgress("generation " + generation.get() + " is not observed yet, only " + observed.get()))
                : Optional.empty();
    }

    static Optional<Readiness> standard(LiveFields object) {
        for (Condition condition : object.conditions()) {
            if (condition.is("Reconciling", "True")) {
                return Optional.of(inProgress(condition.words()));
            }
            if (condition.is("Stalled", "True")) {
                return Optional.of(failed(condition.words()));
            }
        }
        return Optional.empty();
    }

    /** A kind that is not known counts as ready unless its condition {@code Ready} says otherwise. */
    static Optional<Readiness> ready(LiveFields object) {
        return object.condition("Ready")
                .filter(condition -> !condition.status().equals("True"))
                .map(condition -> inProgress(condition.words()));
    }

    private static Optional<Readiness> mustBeTrue(LiveFields object, String type) {
        Optional<Condition> condition = object.condition(type);
        if (condition.isEmpty()) {
            return Optional.of(inProgress("has no condition " + type + " yet"));
        }
        return condition.filter(one -> !one.status().equals("True")).map(one -> inProgress(one.words()));
    }

    /** Gateways and their classes have conditions of their own, routes and policies one set for each parent. */
    private static Optional<Readiness> gateway(LiveFields object) {
        List<Condition> conditions = new ArrayList<>(object.conditions());
        List<String> silent = new ArrayList<>();
        for (String list : List.of("/status/parents", "/status/ancestors")) {
            for (MapValue parent : object.maps(list)) {
                List<Condition> own =
                        LiveFields.conditions(new LiveFields(MapValue.of("status", parent)).maps("/status/conditions"));
                if (own.isEmpty()) {
                    silent.add(parent.text("controllerName").orElse("a parent"));
                }
                conditions.addAll(own);
            }
        }
        List<Condition> judged = conditions.stream()
                .filter(condition -> GATEWAY_POSITIVE.contains(condition.type()))
                .toList();
        if (judged.isEmpty() && hasController(object)) {
            return Optional.of(inProgress("no controller has accepted it yet"));
        }
        if (!silent.isEmpty()) {
            return Optional.of(inProgress(silent.get(0) + " has not judged it yet"));
        }
        return judged.stream()
                .map(condition -> judge(object, condition))
                .flatMap(Optional::stream)
                .max(Comparator.comparing(Readiness::status));
    }

    private static Optional<Readiness> judge(LiveFields object, Condition condition) {
        Optional<Long> generation = object.number("/metadata/generation");
        boolean stale = generation.isPresent()
                && condition.observedGeneration().isPresent()
                && condition.observedGeneration().get() < generation.get();
        if (stale || condition.status().equals("Unknown")) {
            return Optional.of(inProgress(stale ? condition.type() + " is not judged anew yet" : condition.words()));
        }
        if (condition.status().equals("True")) {
            return Optional.empty();
        }
        // proxies may still start, and what is referred to may still come; what is not accepted is wrong in itself
        return Optional.of(
                condition.type().equals("Accepted") && !condition.reason().equals("Pending")
                        ? failed(condition.words())
                        : inProgress(condition.words()));
    }

    /** Grants are read by controllers, but no controller writes to them. */
    private static boolean hasController(LiveFields object) {
        return !object.kind().equals("ReferenceGrant");
    }
}
