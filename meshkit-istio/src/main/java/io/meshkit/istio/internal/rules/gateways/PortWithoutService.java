// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.gateways;

import io.meshkit.analysis.Node;
import io.meshkit.analysis.PodTemplate;
import io.meshkit.analysis.PodTemplate.Home;
import io.meshkit.analysis.Rule;
import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.RuleView;
import io.meshkit.istio.internal.rules.model.Gateways;
import io.meshkit.istio.internal.rules.model.Kinds;
import io.meshkit.istio.internal.rules.model.ServiceSelectors;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Resource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A server of a Gateway has a port that no Service leads to. Pods in the network of their node, and ports that the node has too, are reached
 * without one; and a Service may call a port of the pods by name. istioctl knows neither.
 */
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
        List<PodTemplate> pods = new ArrayList<>();
        for (PodTemplate pod : Gateways.pods(gateway, view)) {
            Home home = Home.of(pod.owner());
            if (!view.isLoaded(home.cluster(), Kinds.SERVICE, home.namespace())) {
                view.unjudged("the Services of the namespace " + home.namespace());
                return;
            }
            if (pod.get("spec", "hostNetwork").isTrue() && !view.imitates("istioctl")) {
                return;
            }
            pods.add(pod);
            services.addAll(ServiceSelectors.selecting(pod, view));
        }
        if (pods.isEmpty()) {
            return;
        }
        Set<Long> reached = new TreeSet<>();
        services.forEach(service -> addPorts(service, reached));
        if (!view.imitates("istioctl")) {
            pods.forEach(pod -> addNamed(pod, services, reached));
        }
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

    /** Ports of the containers that a Service calls by name, or that are ports of the node. */
    private static void addNamed(PodTemplate pod, Set<Resource> services, Set<Long> reached) {
        Set<String> names = new TreeSet<>();
        for (Resource service : services) {
            for (Node port : Node.of(service).get("spec", "ports").items()) {
                port.get("targetPort").text().ifPresent(names::add);
            }
        }
        for (Node container : pod.get("spec", "containers").items()) {
            for (Node port : container.get("ports").items()) {
                if (names.contains(port.get("name").text(""))
                        || port.get("hostPort").isPresent()) {
                    port.get("containerPort").number().ifPresent(reached::add);
                }
            }
        }
    }
}
