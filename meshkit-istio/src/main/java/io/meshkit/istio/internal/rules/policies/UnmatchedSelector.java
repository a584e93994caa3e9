// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.policies;

import io.meshkit.analysis.PodTemplate.Home;
import io.meshkit.analysis.Rule;
import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.RuleView;
import io.meshkit.istio.internal.rules.model.Kinds;
import io.meshkit.istio.internal.rules.model.Selectors;
import io.meshkit.istio.internal.rules.model.Workloads;
import io.meshkit.resource.Resource;
import java.util.Map;

/** A Sidecar or Telemetry selects labels that no workload of its namespace has. */
final class UnmatchedSelector implements Rule {

    static final UnmatchedSelector OF_SIDECAR =
            new UnmatchedSelector(RuleInfo.error("MKV-ISTIO-SC-001", "A Sidecar selects no workload")
                    .group("sidecar.SelectorAnalyzer")
                    .subject(Kinds.SIDECAR));

    static final UnmatchedSelector OF_TELEMETRY =
            new UnmatchedSelector(RuleInfo.error("MKV-ISTIO-TEL-001", "A Telemetry selects no workload")
                    .group("telemetry.SelectorAnalyzer")
                    .subject(Kinds.TELEMETRY));

    private final RuleInfo info;

    private UnmatchedSelector(RuleInfo.Builder described) {
        info = described
                .alias("istioctl", "IST0101")
                .alias("kiali", "KIA0004")
                .reads(Workloads.kinds())
                .reason("What it says holds for nothing, and the workloads that were meant go without it.")
                .remedy("Correct the labels, or move it into the namespace of the workloads: it sees no other.")
                .build();
    }

    @Override
    public RuleInfo info() {
        return info;
    }

    @Override
    public void check(Resource policy, RuleView view) {
        Map<String, String> labels = Selectors.labels(policy);
        if (labels.isEmpty()) {
            return;
        }
        Home home = Home.of(policy);
        Workloads workloads = new Workloads(view);
        if (!workloads.pods(home, labels).isEmpty() || workloads.hasMachine(home, labels)) {
            return;
        }
        if (!workloads.isLoaded(home.cluster(), home.namespace())) {
            view.unjudged("the workloads of the namespace " + home.namespace());
            return;
        }
        view.report(
                Selectors.at(policy),
                "no workload of this namespace has the labels " + labels
                        + "; write labels that its pods have, or move this to the namespace of the pods",
                finding -> finding.parameter("selector", labels.toString()));
    }
}
