// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.gateways;

import io.meshkit.analysis.Node;
import io.meshkit.analysis.Rule;
import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.RuleView;
import io.meshkit.istio.internal.rules.model.Gateways;
import io.meshkit.istio.internal.rules.model.Hosts;
import io.meshkit.istio.internal.rules.model.Kinds;
import io.meshkit.istio.internal.rules.model.VirtualServices;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * No host of a VirtualService is served by a gateway that it names. A host without a dot is a service of the namespace; istioctl compares
 * it as it is written, and also says so of gateways that are not there.
 */
final class HostNotAtGateway implements Rule {

    private static final RuleInfo INFO = RuleInfo.warning(
                    "MKV-ISTIO-GW-003", "A gateway serves no host of a VirtualService")
            .alias("istioctl", "IST0132")
            .group("virtualservice.GatewayAnalyzer")
            .subject(Kinds.VIRTUAL_SERVICE)
            .reads(Kinds.GATEWAY, Kinds.GATEWAY_API_GATEWAY)
            .reason("The gateway takes requests for the hosts of its servers alone, so the routes have no effect"
                    + " there.")
            .remedy("Add the host to a server of the gateway, or take the gateway out.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Resource virtualService, RuleView view) {
        List<String> hosts = Node.of(virtualService).get("spec", "hosts").textItems();
        for (Node gateway : VirtualServices.gateways(virtualService)) {
            String name = gateway.text("");
            if (InternalGateway.isInternal(name) || !Gateways.isName(name)) {
                continue;
            }
            Optional<List<String>> served = served(Gateways.key(name, virtualService, view), virtualService, view);
            if (served.isPresent()
                    && hosts.stream().noneMatch(host -> isServed(whole(host, virtualService, view), served.get()))) {
                view.report(
                        gateway,
                        "the gateway \"" + name + "\" serves " + served.get() + ", and none of the hosts " + hosts,
                        finding -> finding.parameter("gateway", name));
            }
        }
    }

    private static String whole(String host, Resource virtualService, RuleView view) {
        return view.imitates("istioctl")
                ? host
                : Hosts.qualified(host, virtualService.key().namespace(), view.settings());
    }

    private static boolean isServed(String host, List<String> served) {
        return served.stream().anyMatch(other -> Hosts.overlap(host, other));
    }

    /** The hosts that a gateway serves for the namespace of a VirtualService; empty when there is no gateway to judge. */
    private static Optional<List<String>> served(ResourceKey key, Resource virtualService, RuleView view) {
        Optional<Resource> gateway = view.resource(key);
        Optional<Resource> ofGatewayApi = view.resource(Gateways.ofGatewayApi(key));
        if (gateway.isEmpty() && ofGatewayApi.isEmpty()) {
            return view.imitates("istioctl") ? Optional.of(List.of()) : Optional.empty();
        }
        List<String> served = new ArrayList<>();
        gateway.ifPresent(found -> {
            for (Node server : Gateways.servers(found)) {
                for (String host : server.get("hosts").textItems()) {
                    forNamespace(
                                    host,
                                    virtualService.key().namespace(),
                                    found.key().namespace())
                            .ifPresent(served::add);
                }
            }
        });
        ofGatewayApi.ifPresent(found -> {
            for (Node listener : Node.of(found).get("spec", "listeners").items()) {
                served.add(listener.get("hostname").text("*"));
            }
        });
        return Optional.of(served);
    }

    /** A server may say which namespaces bind to a host: {@code ns/host}, {@code ./host} for its own, {@code *}{@code /host} for all. */
    private static Optional<String> forNamespace(String host, String namespace, String own) {
        int slash = host.indexOf('/');
        if (slash < 0) {
            return Optional.of(host);
        }
        String wanted = host.substring(0, slash);
        boolean isFor = wanted.equals("*") || wanted.equals(".") && namespace.equals(own) || wanted.equals(namespace);
        return isFor ? Optional.of(host.substring(slash + 1)) : Optional.empty();
    }
}
