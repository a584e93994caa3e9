// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.gateways;

import io.meshkit.analysis.Node;
import io.meshkit.analysis.Presence;
import io.meshkit.analysis.Rule;
import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.RuleView;
import io.meshkit.istio.internal.rules.model.Gateways;
import io.meshkit.istio.internal.rules.model.Kinds;
import io.meshkit.istio.internal.rules.model.VirtualServices;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;

/** A VirtualService is bound to a gateway that is not there. */
final class UnknownGateway implements Rule {

    private static final RuleInfo INFO = RuleInfo.error("MKV-ISTIO-GW-001", "A VirtualService names an unknown gateway")
            .alias("istioctl", "IST0101")
            .alias("kiali", "KIA1102")
            .group("virtualservice.GatewayAnalyzer")
            .subject(Kinds.VIRTUAL_SERVICE)
            .reads(Kinds.GATEWAY, Kinds.GATEWAY_API_GATEWAY)
            .reason("No gateway carries the routes out; requests from outside get 404.")
            .remedy("Correct the name; a gateway of another namespace is written namespace/name.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Resource virtualService, RuleView view) {
        for (Node gateway : VirtualServices.gateways(virtualService)) {
            String name = gateway.text("");
            if (InternalGateway.isInternal(name)) {
                continue;
            }
            if (!Gateways.isName(name)) {
                view.report(gateway, "this is no name of a gateway");
                continue;
            }
            ResourceKey key = Gateways.key(name, virtualService, view);
            Presence ours = view.presence(key);
            Presence other = view.presence(Gateways.ofGatewayApi(key));
            if (ours == Presence.UNKNOWN) {
                view.unjudged("the gateway " + name);
            } else if (ours == Presence.ABSENT && other != Presence.FOUND) {
                view.report(
                        gateway,
                        "there is no Gateway " + key.name() + " in the namespace \"" + key.namespace() + "\"",
                        finding -> finding.parameter("gateway", name));
            }
        }
    }
}
