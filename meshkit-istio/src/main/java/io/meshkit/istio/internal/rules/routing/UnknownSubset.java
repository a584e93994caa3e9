// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.routing;

import io.meshkit.analysis.Rule;
import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.RuleView;
import io.meshkit.istio.internal.rules.model.DestinationRules;
import io.meshkit.istio.internal.rules.model.Hosts;
import io.meshkit.istio.internal.rules.model.Kinds;
import io.meshkit.istio.internal.rules.model.VirtualServices;
import io.meshkit.resource.Resource;
import java.util.List;

/**
 * A route leads to a subset that no DestinationRule defines. Those that are not exported to the namespace do not count; istioctl counts
 * them, and knows no wildcards.
 */
final class UnknownSubset implements Rule {

    private static final RuleInfo INFO = RuleInfo.error(
                    "MKV-ISTIO-VS-003", "A route leads to a subset that is not defined")
            .alias("istioctl", "IST0101")
            .alias("kiali", "KIA1107")
            .group("virtualservice.DestinationRuleAnalyzer")
            .subject(Kinds.VIRTUAL_SERVICE)
            .reads(Kinds.DESTINATION_RULE)
            .reason("Envoy has no cluster for the subset: requests that take the route are answered with 503.")
            .remedy("Define the subset in a DestinationRule of the host that this namespace sees.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Resource virtualService, RuleView view) {
        String namespace = virtualService.key().namespace();
        for (VirtualServices.Destination destination : VirtualServices.destinations(virtualService)) {
            String subset = destination.subset().text("");
            String host = Hosts.qualified(destination.host().text(""), namespace, view.settings());
            if (subset.isEmpty() || destination.host().isEmpty() || isDefined(host, subset, virtualService, view)) {
                continue;
            }
            if (view.isLoaded(virtualService.key().store(), Kinds.DESTINATION_RULE, "")) {
                view.report(
                        destination.subset(),
                        "no DestinationRule of the host \"" + destination.host().text("") + "\" defines the subset \""
                                + subset + "\"",
                        finding -> finding.parameter("host", host).parameter("subset", subset));
            } else {
                view.unjudged("DestinationRules of the host " + host);
            }
        }
    }

    private static boolean isDefined(String host, String subset, Resource virtualService, RuleView view) {
        List<Resource> rules = view.imitates("istioctl")
                ? DestinationRules.ofHost(host, view)
                : DestinationRules.seenFrom(virtualService, host, view);
        return rules.stream().anyMatch(rule -> DestinationRules.defines(rule, subset));
    }
}
