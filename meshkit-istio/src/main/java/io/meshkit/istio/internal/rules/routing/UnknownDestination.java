// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.routing;

import io.meshkit.analysis.Presence;
import io.meshkit.analysis.Rule;
import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.RuleView;
import io.meshkit.istio.internal.rules.model.Kinds;
import io.meshkit.istio.internal.rules.model.ServiceRegistry;
import io.meshkit.istio.internal.rules.model.VirtualServices;
import io.meshkit.resource.Resource;
import java.util.List;

/**
 * A route leads to a host that is in no registry, or to a port that it does not have. A Service of type ExternalName has the ports of the
 * host that it stands for; istioctl looks at its own.
 */
final class UnknownDestination implements Rule {

    private static final RuleInfo INFO = RuleInfo.error("MKV-ISTIO-VS-001", "A route leads to an unknown host or port")
            .alias("istioctl", "IST0101")
            .alias("kiali", "KIA1101")
            .group("virtualservice.DestinationHostAnalyzer")
            .subject(Kinds.VIRTUAL_SERVICE)
            .needs(Kinds.SERVICE)
            .reads(Kinds.SERVICE_ENTRY)
            .reason("Envoy has no cluster for the host: requests that take the route are answered with 503.")
            .remedy("Correct the host, export the service to this namespace, or declare the host by a ServiceEntry.")
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
            if (host.isEmpty()) {
                view.report(destination.host(), "this destination names no host");
            } else {
                check(virtualService, destination, host, registry, view);
            }
        }
    }

    private static void check(
            Resource virtualService,
            VirtualServices.Destination destination,
            String host,
            ServiceRegistry registry,
            RuleView view) {
        List<Resource> services = registry.all(host, virtualService);
        if (services.isEmpty()) {
            if (registry.presence(host, virtualService) == Presence.UNKNOWN) {
                view.unjudged("the services that may have the host " + host);
                return;
            }
            view.report(
                    destination.host(),
                    (destination.isMirror() ? "the mirror's host \"" : "the host \"") + host
                            + "\" is no service that this namespace sees",
                    finding -> finding.parameter("host", host));
            return;
        }
        boolean hasPortsOfAnother =
                !view.imitates("istioctl") && services.stream().anyMatch(ServiceRegistry::isAlias);
        if (hasPortsOfAnother) {
            return;
        }
        destination.port().number().ifPresent(port -> {
            if (!ServiceRegistry.ports(services).contains(port)) {
                view.report(
                        destination.port(),
                        services.get(0).key() + " has no port " + port + "; it has " + ServiceRegistry.ports(services),
                        finding -> finding.parameter("host", host).parameter("port", Long.toString(port)));
            }
        });
    }
}
