// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.workloads;

import io.meshkit.analysis.Node;
import io.meshkit.analysis.Rule;
import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.RuleView;
import io.meshkit.istio.internal.rules.model.Kinds;
import io.meshkit.istio.internal.rules.model.PortProtocol;
import io.meshkit.resource.Resource;

/** A Service that stands for a name outside has a port that would catch all traffic. */
final class ExternalNamePort implements Rule {

    private static final RuleInfo INFO = RuleInfo.warning(
                    "MKV-ISTIO-SVC-002", "A port of an ExternalName Service tells no protocol, or TCP")
            .alias("istioctl", "IST0150")
            .group("service.PortNameAnalyzer")
            .subject(Kinds.SERVICE)
            .reason("Such a Service has no address: a proxy that takes its port for TCP listens for all addresses, and"
                    + " catches what others send to that port.")
            .remedy("Name the port for a protocol that tells the host it wants, such as http, https, tls or grpc.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Resource service, RuleView view) {
        if (ServicePorts.areIstios(service) || !ServicePorts.isExternalName(service)) {
            return;
        }
        for (Node port : Node.of(service).get("spec", "ports").items()) {
            if (catchesAll(port, view)) {
                view.report(
                        ServicePorts.word(port),
                        ServicePorts.print(port)
                                + " does not tell a protocol that names its host; use http, https, tls or grpc");
            }
        }
    }

    private static boolean catchesAll(Node port, RuleView view) {
        String protocol = PortProtocol.of(port).orElse("");
        boolean isTcp =
                view.imitates("istioctl") ? port.get("name").text("").equals("tcp") : protocol.equals(PortProtocol.TCP);
        return protocol.isEmpty() || isTcp;
    }
}
