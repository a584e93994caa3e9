// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.policies;

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
import io.meshkit.resource.ResourceKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * One workload is selected by two Sidecars, or by two Telemetries. istioctl tells it once for each pod; pods with the same labels are one
 * workload here.
 */
final class OverlappingSelectors implements Rule {

    static final OverlappingSelectors OF_SIDECAR =
            new OverlappingSelectors(RuleInfo.error("MKV-ISTIO-SC-002", "Two Sidecars select one workload")
                    .alias("istioctl", "IST0110")
                    .group("sidecar.SelectorAnalyzer")
                    .subject(Kinds.SIDECAR)
                    .reads(Kinds.NAMESPACE));

    static final OverlappingSelectors OF_TELEMETRY =
            new OverlappingSelectors(RuleInfo.error("MKV-ISTIO-TEL-002", "Two Telemetries select one workload")
                    .alias("istioctl", "IST0159")
                    .group("telemetry.SelectorAnalyzer")
                    .subject(Kinds.TELEMETRY));

    private final RuleInfo info;

    private OverlappingSelectors(RuleInfo.Builder described) {
        info = described
                .alias("kiali", "KIA0003")
                .reads(PodTemplate.KINDS.toArray(GroupKind[]::new))
                .reason("Istio follows one of them, the older as a rule; the others have no effect on the workload.")
                .remedy("Write all that holds for the workload into one, or select by labels that no two share.")
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
        boolean podByPod = view.imitates("istioctl");
        Predicate<PodTemplate> concerned = concerned(policy, view);
        Map<ResourceKey, Resource> all = new TreeMap<>();
        List<PodTemplate> shared = new ArrayList<>();
        Set<Map<String, String>> seen = new HashSet<>();
        for (PodTemplate pod : new Workloads(view).pods(Home.of(policy), labels)) {
            if (concerned.test(pod) && (podByPod || seen.add(pod.labels()))) {
                List<Resource> rivals = rivals(policy, pod, view);
                if (!rivals.isEmpty() && podByPod) {
                    report(policy, pod, rivals, view);
                } else if (!rivals.isEmpty()) {
                    shared.add(pod);
                    rivals.forEach(rival -> all.put(rival.key(), rival));
                }
            }
        }
        if (!shared.isEmpty()) {
            report(policy, shared.get(0), all.values(), view);
        }
    }

    private static List<Resource> rivals(Resource policy, PodTemplate pod, RuleView view) {
        return Selectors.selecting(view, policy.key().groupKind(), pod).stream()
                .filter(other -> !other.key().equals(policy.key()))
                .toList();
    }

    private static void report(Resource policy, PodTemplate pod, Collection<Resource> rivals, RuleView view) {
        String names = Names.of(rivals);
        ResourceKey owner = pod.owner().key();
        view.report(
                Selectors.at(policy),
                "this selects the " + owner.groupKind().kind() + " " + owner.name() + ", which is selected by " + names
                        + " too; let one of them alone select it",
                finding -> {
                    finding.parameter("others", names).parameter("workload", owner.name());
                    finding.related(pod.owner().body().place(), "the workload");
                    rivals.stream()
                            .limit(Names.SHOWN)
                            .forEach(rival -> finding.related(rival.body().place(), "selects the workload too"));
                });
    }

    /** Ambient pods have no side-car that a Sidecar could shape; another rule says so. */
    private static Predicate<PodTemplate> concerned(Resource policy, RuleView view) {
        if (!policy.key().groupKind().equals(Kinds.SIDECAR)) {
            return pod -> true;
        }
        Injection injection = new Injection(view);
        return pod -> !injection.isAmbient(pod);
    }
}
