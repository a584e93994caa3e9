// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.policies;

import io.meshkit.analysis.PodTemplate;
import io.meshkit.analysis.PodTemplate.Home;
import io.meshkit.analysis.Rule;
import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.RuleView;
import io.meshkit.istio.internal.rules.model.Kinds;
import io.meshkit.istio.internal.rules.model.Selectors;
import io.meshkit.istio.internal.rules.model.Workloads;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Resource;
import java.util.Map;

/** A policy selects the pods of a gateway of the Gateway API by labels instead of being attached to the gateway. */
final class SelectorOfGateway implements Rule {

    private static final String GATEWAY_NAME = "gateway.networking.k8s.io/gateway-name";

    private static final RuleInfo INFO = RuleInfo.warning(
                    "MKV-ISTIO-SEL-001", "A policy selects a gateway by labels and is not attached to it")
            .alias("istioctl", "IST0166")
            .group("k8sgateway.SelectorAnalyzer")
            .subject(Kinds.AUTHORIZATION_POLICY, Kinds.REQUEST_AUTHENTICATION, Kinds.TELEMETRY, Kinds.WASM_PLUGIN)
            .reads(PodTemplate.KINDS.toArray(GroupKind[]::new))
            .reason("Gateways of the Gateway API follow policies that name them in targetRefs; waypoints follow no"
                    + " others.")
            .remedy("Replace the selector by targetRefs with group, kind and name of the Gateway.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Resource policy, RuleView view) {
        Map<String, String> labels = Selectors.labels(policy);
        if (labels.isEmpty() || Selectors.isAttached(policy)) {
            return;
        }
        new Workloads(view)
                .pods(Home.of(policy), labels).stream()
                        .filter(pod -> pod.labels().containsKey(GATEWAY_NAME))
                        .findFirst()
                        .ifPresent(pod -> {
                            String gateway = pod.labels().getOrDefault(GATEWAY_NAME, "");
                            view.report(
                                    Selectors.at(policy),
                                    "this selects the pods of the Gateway " + gateway
                                            + "; name the Gateway in targetRefs instead, or it may not follow this",
                                    finding -> finding.parameter("gateway", gateway)
                                            .related(pod.owner().body().place(), "a pod of the Gateway"));
                        });
    }
}
