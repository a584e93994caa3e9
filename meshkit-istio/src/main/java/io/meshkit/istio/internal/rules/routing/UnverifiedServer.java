// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.routing;

import io.meshkit.analysis.Node;
import io.meshkit.analysis.Rule;
import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.RuleView;
import io.meshkit.istio.internal.rules.model.Kinds;
import io.meshkit.resource.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** TLS to a server whose certificate nobody verifies, for a host as a whole or for one port. istioctl leaves the policies of subsets out. */
final class UnverifiedServer implements Rule {

    private static final Set<String> WITHOUT_MESH = Set.of("SIMPLE", "MUTUAL");

    private final RuleInfo info;
    private final boolean ofPorts;

    private UnverifiedServer(RuleInfo.Builder info, boolean ofPorts) {
        this.info = info.group("destinationrule.CaCertificateAnalyzer")
                .subject(Kinds.DESTINATION_RULE)
                .reason("Without a certificate authority the proxy takes the certificate of anybody for the server's.")
                .remedy("Name the certificate authority: tls.caCertificates, or tls.credentialName beside a"
                        + " workloadSelector.")
                .build();
        this.ofPorts = ofPorts;
    }

    static UnverifiedServer ofHost() {
        return new UnverifiedServer(
                RuleInfo.warning("MKV-ISTIO-DR-001", "The certificate of a host is not verified")
                        .alias("istioctl", "IST0128"),
                false);
    }

    static UnverifiedServer ofPort() {
        return new UnverifiedServer(
                RuleInfo.warning("MKV-ISTIO-DR-002", "The certificate at a port is not verified")
                        .alias("istioctl", "IST0129"),
                true);
    }

    @Override
    public RuleInfo info() {
        return info;
    }

    @Override
    public void check(Resource rule, RuleView view) {
        Node spec = Node.of(rule).get("spec");
        List<Node> policies = new ArrayList<>();
        add(spec.get("trafficPolicy"), policies);
        if (!view.imitates("istioctl")) {
            spec.get("subsets").items().forEach(subset -> add(subset.get("trafficPolicy"), policies));
        }
        for (Node one : policies) {
            Node tls = one.get("tls");
            boolean hasSecret = !tls.get("credentialName").isEmpty()
                    && spec.get("workloadSelector").isPresent();
            if (WITHOUT_MESH.contains(tls.get("mode").text(""))
                    && tls.get("caCertificates").isEmpty()
                    && !hasSecret) {
                view.report(
                        tls,
                        "TLS of mode " + tls.get("mode").text("") + " to \""
                                + spec.get("host").text("") + "\" names no certificate authority",
                        finding -> finding.parameter("host", spec.get("host").text("")));
            }
        }
    }

    private void add(Node policy, List<Node> policies) {
        if (ofPorts) {
            policies.addAll(policy.get("portLevelSettings").items());
        } else {
            policies.add(policy);
        }
    }
}
