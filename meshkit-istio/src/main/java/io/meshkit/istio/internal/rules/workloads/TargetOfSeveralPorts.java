// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.workloads;

import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.RuleView;
import io.meshkit.istio.internal.rules.model.Kinds;
import java.util.List;
import java.util.Optional;

/** Services lead to one port of a workload by different numbers. */
final class TargetOfSeveralPorts extends PortConflict {

    private static final RuleInfo INFO = RuleInfo.warning(
                    "MKV-ISTIO-POD-003", "Services lead to one port of a workload by different numbers")
            .alias("istioctl", "IST0137")
            .group("deployment.MultiServiceAnalyzer")
            .subject(subjects())
            .needs(Kinds.SERVICE)
            .reads(Kinds.NAMESPACE)
            .reason("The proxy of the pods knows one Service for each of their ports: policies and routes by the"
                    + " number of the other do not hold.")
            .remedy("Use the same number in all Services that select the workload.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    String shared(Exposure port) {
        return port.target();
    }

    @Override
    Optional<String> same(Exposure port, RuleView view) {
        return Optional.of(port.number());
    }

    @Override
    String message(String shared, List<String> different, List<String> services) {
        return "the Services " + String.join(", ", services) + " lead to port " + shared
                + " of these pods by the numbers " + String.join(", ", different) + "; use one";
    }
}
