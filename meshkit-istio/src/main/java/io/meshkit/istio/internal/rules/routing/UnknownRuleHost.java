// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.routing;

import io.meshkit.analysis.Node;
import io.meshkit.analysis.Presence;
import io.meshkit.analysis.Rule;
import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.RuleView;
import io.meshkit.istio.internal.rules.model.Kinds;
import io.meshkit.istio.internal.rules.model.ServiceRegistry;
import io.meshkit.resource.Resource;

/** A DestinationRule for a host that is in no registry. A wildcard may stand for any host; istioctl looks for a ServiceEntry of it. */
final class UnknownRuleHost implements Rule {

    private static final RuleInfo INFO = RuleInfo.warning(
                    "MKV-ISTIO-DR-003", "A DestinationRule is for an unknown host")
            .alias("istioctl", "IST0174")
            .alias("kiali", "KIA0202")
            .group("destinationrule.SubsetSelectPodAnalyzer")
            .subject(Kinds.DESTINATION_RULE)
            .needs(Kinds.SERVICE)
            .reads(Kinds.SERVICE_ENTRY)
            .reason("What it says of load balancing, TLS and outliers holds for nothing.")
            .remedy("Correct the host, export the service to this namespace, or declare the host by a ServiceEntry.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Resource rule, RuleView view) {
        Node host = Node.of(rule).get("spec", "host");
        if (host.isEmpty() || host.text("").startsWith("*") && !view.imitates("istioctl")) {
            return;
        }
        Presence presence = new ServiceRegistry(view).presence(host.text(""), rule);
        if (presence == Presence.ABSENT) {
            view.report(
                    host,
                    "the host \"" + host.text("") + "\" is no service that this namespace sees",
                    finding -> finding.parameter("host", host.text("")));
        } else if (presence == Presence.UNKNOWN) {
            view.unjudged("the services that may have the host " + host.text(""));
        }
    }
}
