// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.routing;

import io.meshkit.analysis.Index;
import io.meshkit.analysis.Node;
import io.meshkit.analysis.Rule;
import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.RuleView;
import io.meshkit.istio.internal.rules.model.Hosts;
import io.meshkit.istio.internal.rules.model.Kinds;
import io.meshkit.istio.internal.rules.model.VirtualServices;
import io.meshkit.resource.Resource;
import java.util.List;
import java.util.Set;

/**
 * A gateway routes to a host without a subset, while inside the mesh requests to that host are routed by subset. istioctl does not ask
 * whether the other VirtualService is for the mesh at all.
 */
final class SubsetBehindGateway implements Rule {

    private static final RuleInfo INFO = RuleInfo.warning(
                    "MKV-ISTIO-VS-005", "A gateway passes by the routes that the mesh has for a host")
            .alias("istioctl", "IST0140")
            .group("virtualservice.DestinationHostAnalyzer")
            .subject(Kinds.VIRTUAL_SERVICE)
            .reason("The gateway sends to all pods of the host; the split by subset holds inside the mesh alone.")
            .remedy("Name the subset at the gateway as well, or bind the VirtualService of the host to the gateway"
                    + " too.")
            .build();

    private static final Index<String, Resource> BY_HOST = Index.of(
            "virtual services that route by subset, by host",
            Set.of(Kinds.VIRTUAL_SERVICE),
            (virtualService, entries) -> {
                boolean bySubset = VirtualServices.destinations(virtualService).stream()
                        .anyMatch(destination -> !destination.subset().isEmpty());
                if (bySubset) {
                    for (String host :
                            Node.of(virtualService).get("spec", "hosts").textItems()) {
                        entries.accept(Hosts.indexed(host, virtualService.key().namespace()), virtualService);
                    }
                }
            });

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Resource virtualService, RuleView view) {
        if (VirtualServices.gateways(virtualService).isEmpty()) {
            return;
        }
        for (Node route : Node.of(virtualService).get("spec", "http").items()) {
            for (Node target : route.get("route").items()) {
                Node host = target.get("destination", "host");
                if (target.get("destination", "subset").isEmpty() && !host.isEmpty()) {
                    inMesh(host.text(""), virtualService, view).stream()
                            .filter(other -> other != virtualService && isInMesh(other, virtualService, view))
                            .findFirst()
                            .ifPresent(other -> view.report(
                                    host,
                                    other.key() + " routes \"" + host.text("")
                                            + "\" by subset, which this gateway does not follow",
                                    finding -> finding.related(
                                            Node.of(other)
                                                    .get("spec", "hosts")
                                                    .value()
                                                    .flatMap(value -> value.place()),
                                            "the routes of the mesh")));
                }
            }
        }
    }

    private static boolean isInMesh(Resource other, Resource virtualService, RuleView view) {
        return view.imitates("istioctl")
                || VirtualServices.isForMesh(other)
                        && other.key().store().equals(virtualService.key().store());
    }

    private static List<Resource> inMesh(String host, Resource virtualService, RuleView view) {
        String qualified = Hosts.qualified(host, virtualService.key().namespace(), view.settings());
        return Hosts.forms(qualified, view.settings()).stream()
                .flatMap(form -> view.find(BY_HOST, form).stream())
                .toList();
    }
}
