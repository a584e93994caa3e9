// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.policies;

import io.meshkit.analysis.Node;
import io.meshkit.analysis.PodTemplate.Home;
import io.meshkit.analysis.Rule;
import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.RuleView;
import io.meshkit.istio.internal.rules.model.Injection;
import io.meshkit.istio.internal.rules.model.Kinds;
import io.meshkit.istio.internal.rules.model.Selectors;
import io.meshkit.resource.Resource;
import java.util.List;

/** A namespace has two Sidecars, or two Telemetries, for all of its workloads. istioctl also counts those attached to gateways. */
final class SeveralForAll implements Rule {

    static final SeveralForAll OF_SIDECAR =
            new SeveralForAll(RuleInfo.error("MKV-ISTIO-SC-003", "A namespace has two Sidecars for all workloads")
                    .alias("istioctl", "IST0111")
                    .group("sidecar.SelectorAnalyzer")
                    .subject(Kinds.SIDECAR)
                    .reads(Kinds.NAMESPACE));

    static final SeveralForAll OF_TELEMETRY =
            new SeveralForAll(RuleInfo.error("MKV-ISTIO-TEL-003", "A namespace has two Telemetries for all workloads")
                    .alias("istioctl", "IST0160")
                    .group("telemetry.DefaultSelectorAnalyzer")
                    .subject(Kinds.TELEMETRY));

    private final RuleInfo info;

    private SeveralForAll(RuleInfo.Builder described) {
        info = described
                .alias("kiali", "KIA0002")
                .reason("Istio follows one of them, the older as a rule; the others have no effect.")
                .remedy("Keep one for the namespace, and give the others labels of the workloads that they are for.")
                .build();
    }

    @Override
    public RuleInfo info() {
        return info;
    }

    @Override
    public void check(Resource policy, RuleView view) {
        if (!isForAll(policy, view) || hasNoSidecars(policy, view)) {
            return;
        }
        List<Resource> others = Selectors.forAll(view, policy.key().groupKind(), Home.of(policy)).stream()
                .filter(other -> !other.key().equals(policy.key()) && isForAll(other, view))
                .toList();
        if (others.isEmpty()) {
            return;
        }
        String names = Names.of(others);
        view.report(
                Node.of(policy).get("metadata", "name"),
                names + (others.size() == 1 ? " also holds" : " also hold")
                        + " for all workloads of this namespace; name the labels of the workloads that this one is for",
                finding -> {
                    finding.parameter("others", names);
                    others.stream()
                            .limit(Names.SHOWN)
                            .forEach(other -> finding.related(other.body().place(), "holds for all workloads too"));
                });
    }

    private static boolean isForAll(Resource policy, RuleView view) {
        return Selectors.labels(policy).isEmpty() && (view.imitates("istioctl") || !Selectors.isAttached(policy));
    }

    /** In an ambient namespace no Sidecar has an effect; another rule says so. */
    private static boolean hasNoSidecars(Resource policy, RuleView view) {
        return policy.key().groupKind().equals(Kinds.SIDECAR)
                && new Injection(view)
                        .namespace(policy)
                        .filter(Injection::isAmbient)
                        .isPresent();
    }
}
