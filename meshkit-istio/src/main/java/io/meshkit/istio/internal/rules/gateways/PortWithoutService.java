// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.gateways;

import io.meshkit.analysis.Node;
import io.meshkit.analysis.PodTemplate;
import io.meshkit.analysis.Rule;
import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.RuleView;
import io.meshkit.istio.internal.rules.model.Gateways;
import io.meshkit.istio.internal.rules.model.Kinds;
import io.meshkit.istio.internal.rules.model.ServiceSelectors;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Resource;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;

/** A server of a Gateway has a port that no Service leads to. */
final class PortWithoutService implements Rule {

    private static final RuleInfo INFO = RuleInfo.warning("MKV-ISTIO-GW-007", "No Service leads to a port of a Gateway")
            .alias("istioctl", "IST0162")
            .group("gateway.IngressGatewayPortAnalyzer")
            .subject(Kinds.GATEWAY)
            .needs(Kinds.SERVICE)
            .reads(PodTemplate.KINDS.toArray(new GroupKind[0]))
            .reason("Nobody outside the pod reaches the port.")
            .remedy("Add the port to the Service of the gateway, or serve one of its target ports.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Resource gateway, RuleView view) {
        Set<Resource> services = new LinkedHashSet<>();
        boolean hasPods = false;
        for (PodTemplate pod : Gateways.pods(gateway, view)) {
            hasPods = true;
            services.addAll(ServiceSelectors.selecting(pod, view));
        }
        if (!hasPods) {
            return;
        }
        Set<Long> reached = new TreeSet<>();
        services.forEach(service -> addPorts(service, reached));
        for (Node server : Gateways.servers(gateway)) {
            Node number = server.get("port", "number");
            if (number.number().isPresent() && !reached.contains(number.number().getAsLong())) {
                view.report(
                        number,
                        services.isEmpty()
                                ? "no Service selects the pods of this gateway"
                                : "the Services of the gateway's pods lead to the ports " + reached,
                        finding -> finding.parameter(
                                "port", Long.toString(number.number().getAsLong())));
            }
        }
    }

    /** What a gateway may listen on: the target ports, and, as istiod translates them, the ports of the Service. */
    private static void addPorts(Resource service, Set<Long> reached) {
        for (Node port : Node.of(service).get("spec", "ports").items()) {
            if (port.get("protocol").text("TCP").equals("TCP")) {
                port.get("targetPort").number().ifPresent(reached::add);
                port.get("port").number().ifPresent(reached::add);
            }
        }
    }
}
