// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.workloads;

import io.meshkit.analysis.Node;
import io.meshkit.analysis.Rule;
import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.RuleView;
import io.meshkit.istio.internal.rules.model.Kinds;
import io.meshkit.istio.internal.rules.model.PortProtocol;
import io.meshkit.resource.Resource;

/** The name of a port does not tell its protocol. */
final class PortWithoutProtocol implements Rule {

    private static final RuleInfo INFO = RuleInfo.info("MKV-ISTIO-SVC-001", "The protocol of a port is not declared")
            .alias("istioctl", "IST0118")
            .alias("kiali", "KIA0601")
            .alias("kiali", "KIA0602")
            .group("service.PortNameAnalyzer")
            .subject(Kinds.SERVICE)
            .reason("The proxy has to find the protocol out from the first bytes; when it cannot, or too late,"
                    + " requests are treated as plain TCP, without routes and retries.")
            .remedy("Name the port PROTOCOL or PROTOCOL-NAME, as in http-metrics, or set appProtocol.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Resource service, RuleView view) {
        if (ServicePorts.areIstios(service) || ServicePorts.isExternalName(service)) {
            return;
        }
        for (Node port : Node.of(service).get("spec", "ports").items()) {
            if (PortProtocol.of(port).isEmpty()) {
                view.report(
                        ServicePorts.word(port),
                        ServicePorts.print(port)
                                + " does not tell its protocol; name it as in http or http-metrics, or set"
                                + " appProtocol");
            }
        }
    }
}
