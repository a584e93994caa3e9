// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.routing;

import io.meshkit.analysis.Rule;
import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.RuleView;
import io.meshkit.istio.internal.rules.model.Kinds;
import io.meshkit.istio.internal.rules.model.ServiceRegistry;
import io.meshkit.istio.internal.rules.model.VirtualServices;
import io.meshkit.resource.Resource;
import java.util.List;

/**
 * A route leads to a service of several ports and names none (istio/istio:pilot/pkg/networking/core/route, GetDestinationCluster). One
 * number for TCP and UDP is one port; istioctl counts two.
 */
final class AmbiguousPort implements Rule {

    private static final RuleInfo INFO = RuleInfo.error(
                    "MKV-ISTIO-VS-002", "A route names no port of a service that has several")
            .alias("istioctl", "IST0112")
            .group("virtualservice.DestinationHostAnalyzer")
            .subject(Kinds.VIRTUAL_SERVICE)
            .needs(Kinds.SERVICE)
            .reads(Kinds.SERVICE_ENTRY)
            .reason("Istio then takes the port that the request came to, such as that of a gateway; where the service"
                    + " has no such port, requests are answered with 503.")
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
                List<Resource> services = registry.all(host, virtualService);
                if (count(services, view) > 1) {
                    view.report(
                            destination.at(),
                            "the service of the host \"" + host + "\" has the ports " + ServiceRegistry.ports(services)
                                    + "; name the one that is meant",
                            finding -> finding.parameter("host", host));
                }
            }
        }
    }

    private static long count(List<Resource> services, RuleView view) {
        return view.imitates("istioctl")
                ? services.stream()
                        .mapToLong(service -> ServiceRegistry.ports(service).size())
                        .sum()
                : ServiceRegistry.ports(services).size();
    }
}
