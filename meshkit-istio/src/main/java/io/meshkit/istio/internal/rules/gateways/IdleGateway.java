// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.gateways;

import io.meshkit.analysis.Index;
import io.meshkit.analysis.Node;
import io.meshkit.analysis.PodTemplate;
import io.meshkit.analysis.Rule;
import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.RuleView;
import io.meshkit.istio.internal.rules.model.Gateways;
import io.meshkit.istio.internal.rules.model.Kinds;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Resource;
import io.meshkit.resource.StoreId;

/**
 * A Gateway selects no pod. istioctl finds this in three analyzers; here it is one rule of their three groups. The pods may be in any
 * namespace, and files of an application seldom hold them: files are only taken to know them where they hold Pods, or templates of pods
 * with the label {@code istio}, which gateways have by custom.
 */
final class IdleGateway implements Rule {

    private static final RuleInfo INFO = RuleInfo.error("MKV-ISTIO-GW-004", "A Gateway selects no pod")
            .alias("istioctl", "IST0101")
            .alias("kiali", "KIA0302")
            .group("gateway.ConflictingGatewayAnalyzer")
            .group("gateway.IngressGatewayPortAnalyzer")
            .group("gateway.SecretAnalyzer")
            .subject(Kinds.GATEWAY)
            .reads(PodTemplate.KINDS.toArray(new GroupKind[0]))
            .reason("No proxy opens the ports of its servers.")
            .remedy("Select labels that the pods of an ingress gateway have.")
            .build();

    private static final String LABEL = "istio";
    private static final Index<StoreId, PodTemplate> GATEWAY_PODS =
            Index.of("pods of gateways and of the control plane", PodTemplate.KINDS, (resource, entries) -> {
                PodTemplate pod = PodTemplate.of(resource);
                if (pod.labels().containsKey(LABEL)) {
                    entries.accept(resource.key().store(), pod);
                }
            });

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Resource gateway, RuleView view) {
        if (Gateways.selector(gateway).isEmpty()
                || !Gateways.pods(gateway, view).isEmpty()) {
            return;
        }
        if (areGatewaysLoaded(gateway, view)) {
            view.report(
                    Node.of(gateway).get("spec", "selector"),
                    "no pod has the labels " + Gateways.selector(gateway),
                    finding -> finding.parameter(
                            "selector", Gateways.selector(gateway).toString()));
        } else {
            view.unjudged("pods");
        }
    }

    private static boolean areGatewaysLoaded(Resource gateway, RuleView view) {
        StoreId cluster = gateway.key().store();
        boolean knowsGateways = Gateways.selector(gateway).containsKey(LABEL)
                && !view.find(GATEWAY_PODS, cluster).isEmpty();
        return knowsGateways || view.isLoaded(cluster, PodTemplate.POD, "");
    }
}
