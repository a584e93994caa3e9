// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.policies;

import io.meshkit.analysis.Node;
import io.meshkit.analysis.Rule;
import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.RuleView;
import io.meshkit.istio.internal.rules.model.Kinds;
import io.meshkit.resource.Resource;

/** A Sidecar sends what it does not know through a proxy that it names in an old field. */
final class DeprecatedEgressProxy implements Rule {

    private static final RuleInfo INFO = RuleInfo.warning(
                    "MKV-ISTIO-DEP-002", "A Sidecar has the old field egressProxy")
            .alias("istioctl", "IST0002")
            .group("deprecation.DeprecationAnalyzer")
            .subject(Kinds.SIDECAR)
            .reason("Istio is giving the field up: once it is gone, the traffic leaves the mesh directly.")
            .remedy("Lead the traffic by a ServiceEntry and a VirtualService to an egress gateway.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Resource sidecar, RuleView view) {
        Node proxy = Node.of(sidecar).get("spec", "outboundTrafficPolicy", "egressProxy");
        if (proxy.isPresent()) {
            view.report(
                    proxy,
                    "egressProxy is deprecated; lead the traffic to an egress gateway by a VirtualService",
                    finding -> finding.parameter("field", "egressProxy"));
        }
    }
}
