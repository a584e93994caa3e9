// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.routing;

import io.meshkit.analysis.Rule;
import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.RuleView;
import io.meshkit.istio.internal.rules.model.Kinds;
import io.meshkit.istio.internal.rules.model.ServiceRegistry;
import io.meshkit.istio.internal.rules.model.VirtualServices;
import io.meshkit.resource.Resource;

/** A route leads to a service of several ports and names none. */
final class AmbiguousPort implements Rule {

    private static final RuleInfo INFO = RuleInfo.error(
                    "MKV-ISTIO-VS-002", "A route names no port of a service that has several")
            .alias("istioctl", "IST0112")
            .group("virtualservice.DestinationHostAnalyzer")
            .subject(Kinds.VIRTUAL_SERVICE)
            .needs(Kinds.SERVICE)
            .reads(Kinds.SERVICE_ENTRY)
            .reason("Istio refuses to guess which port is meant, and the route has no effect.")
            .remedy("Name the port: destination.port.number.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Resource virtualService, RuleView view) {
        ServiceRegistry registry = new ServiceRegistry(view);
        for (VirtualServices.Destination destination : VirtualServices.destinations(virtualService)) {
            String host = destination.host().text("");
            if (!host.isEmpty() && !destination.port().isPresent()) {
                registry.find(host, virtualService)
                        .map(ServiceRegistry::ports)
                        .filter(ports -> ports.size() > 1)
                        .ifPresent(ports -> view.report(
                                destination.at(),
                                "the service of the host \"" + host + "\" has the ports " + ports
                                        + "; name the one that is meant",
                                finding -> finding.parameter("host", host)));
            }
        }
    }
}
