// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.policies;

import io.meshkit.analysis.Node;
import io.meshkit.analysis.PodTemplate;
import io.meshkit.analysis.PodTemplate.Home;
import io.meshkit.analysis.Rule;
import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.RuleView;
import io.meshkit.istio.internal.rules.model.Injection;
import io.meshkit.istio.internal.rules.model.Kinds;
import io.meshkit.istio.internal.rules.model.Selectors;
import io.meshkit.istio.internal.rules.model.Workloads;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Resource;
import java.util.Map;

/** A Sidecar is meant for ambient workloads, which have no side-car. */
final class SidecarOfAmbient implements Rule {

    private static final RuleInfo INFO = RuleInfo.warning(
                    "MKV-ISTIO-SC-004", "A Sidecar is meant for ambient workloads")
            .alias("istioctl", "IST0167")
            .group("sidecar.SelectorAnalyzer")
            .subject(Kinds.SIDECAR)
            .reads(Kinds.NAMESPACE)
            .reads(PodTemplate.KINDS.toArray(GroupKind[]::new))
            .reason("The proxies of ambient mode do not follow Sidecars: what it says has no effect on these"
                    + " workloads.")
            .remedy("Remove it, or limit what the workloads may reach by other means, such as an egress gateway.")
            .build();

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Resource sidecar, RuleView view) {
        Injection injection = new Injection(view);
        Map<String, String> labels = Selectors.labels(sidecar);
        if (labels.isEmpty()) {
            injection
                    .namespace(sidecar)
                    .filter(Injection::isAmbient)
                    .ifPresent(namespace -> view.report(
                            Node.of(sidecar).get("metadata", "name"),
                            "this namespace is ambient, and its workloads have no side-cars; remove the Sidecar",
                            finding -> finding.related(namespace.body().place(), "asks for ambient mode")));
            return;
        }
        new Workloads(view)
                .pods(Home.of(sidecar), labels).stream()
                        .filter(injection::isAmbient)
                        .findFirst()
                        .ifPresent(pod -> view.report(
                                Selectors.at(sidecar),
                                "this selects the "
                                        + pod.owner().key().groupKind().kind() + " "
                                        + pod.owner().key().name()
                                        + ", which is ambient and has no side-car; remove the Sidecar or select other"
                                        + " labels",
                                finding -> finding.related(pod.owner().body().place(), "is ambient")));
    }
}
