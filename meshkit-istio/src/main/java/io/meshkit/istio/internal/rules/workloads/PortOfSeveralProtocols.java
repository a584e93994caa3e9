// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.workloads;

import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.RuleView;
import io.meshkit.istio.internal.rules.model.Kinds;
import io.meshkit.istio.internal.rules.model.PortProtocol;
import java.util.List;
import java.util.Optional;

/** Services lead to one workload by the same port and different protocols. */
final class PortOfSeveralProtocols extends PortConflict {

    private static final RuleInfo INFO = RuleInfo.warning(
                    "MKV-ISTIO-POD-002", "Services give one port of a workload different protocols")
            .alias("istioctl", "IST0116")
            .group("deployment.MultiServiceAnalyzer")
            .subject(subjects())
            .needs(Kinds.SERVICE)
            .reads(Kinds.NAMESPACE)
            .reason("A proxy can read a port in one way only: the older Service decides, and the other's traffic"
                    + " fails.")
            .remedy("Give the port the same protocol in all Services that select the workload, or another number in"
                    + " one.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    String shared(Exposure port) {
        return port.number();
    }

    /** Istio's analyzer compares transports, which may well differ: TCP and UDP do not meet in a proxy, HTTP and TCP do. */
    @Override
    Optional<String> same(Exposure port, RuleView view) {
        return view.imitates("istioctl")
                ? Optional.of(port.transport())
                : PortProtocol.of(port.at()).filter(protocol -> !protocol.equals(PortProtocol.UDP));
    }

    @Override
    String message(String shared, List<String> different, List<String> services) {
        return "the Services " + String.join(", ", services) + " give port " + shared + " of these pods the protocols "
                + String.join(", ", different) + "; use one";
    }
}
