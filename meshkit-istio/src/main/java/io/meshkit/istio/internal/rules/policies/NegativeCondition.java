// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.policies;

import io.meshkit.analysis.Node;
import io.meshkit.analysis.Rule;
import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.RuleView;
import io.meshkit.istio.internal.rules.model.Kinds;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Resource;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The control plane says in a resource's status that it does not follow it. istioctl also repeats what was said of an older generation, or by
 * the controller of another implementation of the Gateway API.
 */
final class NegativeCondition implements Rule {

    private static final Set<String> BINDING = Set.of("istio.io/WaypointBound");
    private static final Set<String> ACCEPTANCE = Set.of("ZtunnelAccepted", "WaypointAccepted");
    private static final Set<String> GATEWAY_API = Set.of("Accepted", "Programmed", "ResolvedRefs");

    private static final Map<GroupKind, Set<String>> TYPES = Map.of(
            Kinds.SERVICE, BINDING,
            Kinds.SERVICE_ENTRY, BINDING,
            Kinds.WORKLOAD_ENTRY, BINDING,
            Kinds.AUTHORIZATION_POLICY, ACCEPTANCE,
            Kinds.GATEWAY_API_GATEWAY, GATEWAY_API,
            Kinds.HTTP_ROUTE, GATEWAY_API,
            Kinds.GRPC_ROUTE, GATEWAY_API);

    private static final RuleInfo INFO = RuleInfo.warning(
                    "MKV-ISTIO-COND-001", "The control plane does not follow a resource")
            .alias("istioctl", "IST0171")
            .group("conditions.ConditionAnalyzer")
            .subject(TYPES.keySet().toArray(GroupKind[]::new))
            .reason("What the resource says has no effect, or not all of it.")
            .remedy("Mend what the message of the condition names, and apply the resource again.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Resource resource, RuleView view) {
        Node status = Node.of(resource).get("status");
        Set<String> types = TYPES.getOrDefault(resource.key().groupKind(), Set.of());
        status.get("conditions").items().forEach(condition -> check(resource, condition, types, view));
        for (Node parent : status.get("parents").items()) {
            if (view.imitates("istioctl") || isOurs(parent)) {
                parent.get("conditions").items().forEach(condition -> check(resource, condition, types, view));
            }
        }
    }

    private static boolean isOurs(Node parent) {
        String controller = parent.get("controllerName").text("");
        return controller.isEmpty() || controller.startsWith("istio.io/");
    }

    private static void check(Resource resource, Node condition, Set<String> types, RuleView view) {
        String type = condition.get("type").text("");
        String reason = condition.get("reason").text("");
        boolean negative = condition.get("status").text("").equals("False")
                || type.equals("WaypointAccepted") && reason.equals("PartiallyInvalid");
        if (!types.contains(type) || !negative || !view.imitates("istioctl") && isOld(resource, condition)) {
            return;
        }
        String message = condition.get("message").text("");
        List<String> why = List.of(reason, message).stream()
                .filter(text -> !text.isEmpty())
                .toList();
        view.report(
                condition,
                "the control plane says " + type + " is "
                        + condition.get("status").text("")
                        + (why.isEmpty() ? "" : " (" + String.join(": ", why) + ")")
                        + "; mend that, or this has no effect",
                finding -> finding.parameter("type", type).parameter("reason", reason));
    }

    private static boolean isOld(Resource resource, Node condition) {
        OptionalLong observed = condition.get("observedGeneration").number();
        OptionalLong current = Node.of(resource).get("metadata", "generation").number();
        return observed.isPresent() && current.isPresent() && observed.getAsLong() < current.getAsLong();
    }
}
