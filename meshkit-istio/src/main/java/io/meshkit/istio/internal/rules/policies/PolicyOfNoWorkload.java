// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.policies;

import io.meshkit.analysis.Node;
import io.meshkit.analysis.PodTemplate;
import io.meshkit.analysis.PodTemplate.Home;
import io.meshkit.analysis.Presence;
import io.meshkit.analysis.Rule;
import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.RuleView;
import io.meshkit.istio.internal.rules.model.Injection;
import io.meshkit.istio.internal.rules.model.Kinds;
import io.meshkit.istio.internal.rules.model.MeshConfigurations;
import io.meshkit.istio.internal.rules.model.Selectors;
import io.meshkit.istio.internal.rules.model.Workloads;
import io.meshkit.resource.Resource;
import java.util.List;
import java.util.Map;

/** An AuthorizationPolicy protects no workload of the mesh. istioctl also asks for pods where a policy is attached to a gateway or service. */
final class PolicyOfNoWorkload implements Rule {

    private static final RuleInfo INFO = RuleInfo.warning(
                    "MKV-ISTIO-AP-002", "A policy protects no workload of the mesh")
            .alias("istioctl", "IST0127")
            .alias("kiali", "KIA0004")
            .group("auth.AuthorizationPoliciesAnalyzer")
            .subject(Kinds.AUTHORIZATION_POLICY)
            .reads(Kinds.MESH_CONFIG, Kinds.CONFIG_MAP, Kinds.NAMESPACE)
            .reads(Workloads.kinds())
            .reason("Access that it should refuse is open: either no workload has its labels, or those that have are"
                    + " not in the mesh.")
            .remedy("Correct the labels or the namespace, or bring the workloads into the mesh.")
            .build();

    private final MeshConfigurations meshes;

    PolicyOfNoWorkload(MeshConfigurations meshes) {
        this.meshes = meshes;
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Resource policy, RuleView view) {
        if (Selectors.isAttached(policy) && !view.imitates("istioctl")) {
            return;
        }
        Home home = Home.of(policy);
        Map<String, String> labels = Selectors.labels(policy);
        boolean everywhere =
                home.namespace().equals(meshes.of(view, home.cluster()).rootNamespace());
        if (everywhere && labels.isEmpty()) {
            return;
        }
        Workloads workloads = new Workloads(view);
        List<PodTemplate> pods =
                everywhere ? workloads.podsAnywhere(home.cluster(), labels) : workloads.pods(home, labels);
        Presence found = inMesh(pods, view);
        if (found == Presence.FOUND || workloads.hasMachine(home, labels)) {
            return;
        }
        if (found == Presence.UNKNOWN || !workloads.isLoaded(home.cluster(), everywhere ? "" : home.namespace())) {
            view.unjudged("the workloads" + (everywhere ? "" : " of the namespace " + home.namespace())
                    + ", and which of them are in the mesh");
            return;
        }
        report(policy, labels, pods, view);
    }

    private static Presence inMesh(List<PodTemplate> pods, RuleView view) {
        Injection injection = new Injection(view);
        Presence found = Presence.ABSENT;
        for (PodTemplate pod : pods) {
            Presence one = injection.membership(pod);
            if (one == Presence.FOUND) {
                return one;
            }
            found = one == Presence.UNKNOWN ? one : found;
        }
        return found;
    }

    private static void report(Resource policy, Map<String, String> labels, List<PodTemplate> pods, RuleView view) {
        String wanted = labels.isEmpty() ? "workload of this namespace" : "workload with the labels " + labels;
        String message = pods.isEmpty()
                ? "there is no " + wanted + "; correct what this policy selects"
                : "no " + wanted + " is in the mesh; bring them into the mesh, or the policy is not followed";
        List<Resource> outside =
                pods.stream().map(PodTemplate::owner).limit(Names.SHOWN).toList();
        view.report(
                labels.isEmpty() ? Node.of(policy).get("metadata", "name") : Selectors.at(policy),
                message,
                finding -> outside.forEach(one -> finding.related(one.body().place(), "is not in the mesh")));
    }
}
