// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.routing;

import io.meshkit.analysis.Node;
import io.meshkit.analysis.PodTemplate;
import io.meshkit.analysis.PodTemplate.Home;
import io.meshkit.analysis.Rule;
import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.RuleView;
import io.meshkit.istio.internal.rules.model.Kinds;
import io.meshkit.istio.internal.rules.model.ServiceRegistry;
import io.meshkit.istio.internal.rules.model.ServiceSelectors;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A subset that no pod is in. The pods are those of the service; istioctl takes any pod of any namespace. The labels of a subset may also
 * be those that the node of a pod has.
 */
final class EmptySubset implements Rule {

    private static final RuleInfo INFO = RuleInfo.error("MKV-ISTIO-DR-004", "A subset has no pods")
            .alias("istioctl", "IST0173")
            .alias("kiali", "KIA0203")
            .group("destinationrule.SubsetSelectPodAnalyzer")
            .subject(Kinds.DESTINATION_RULE)
            .needs(Kinds.SERVICE)
            .reads(Kinds.SERVICE_ENTRY, Kinds.NODE)
            .reads(PodTemplate.KINDS.toArray(new GroupKind[0]))
            .reason("Requests that are routed to the subset are answered with 503.")
            .remedy("Correct the labels of the subset, or of the pods.")
            .build();

    /** Labels that istiod gives endpoints from their nodes: istio/istio:pkg/config/labels and pilot/pkg/serviceregistry/kube. */
    private static final Set<String> OF_NODES = Set.of(
            "topology.kubernetes.io/region",
            "topology.kubernetes.io/zone",
            "topology.istio.io/subzone",
            "kubernetes.io/hostname");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Resource rule, RuleView view) {
        Node spec = Node.of(rule).get("spec");
        Optional<Resource> service =
                new ServiceRegistry(view).find(spec.get("host").text(""), rule);
        if (service.isEmpty()) {
            return;
        }
        for (Node subset : spec.get("subsets").items()) {
            Map<String, String> labels = subset.get("labels").texts();
            if (!labels.isEmpty()) {
                check(subset, labels, service.get(), view);
            }
        }
    }

    private static void check(Node subset, Map<String, String> labels, Resource service, RuleView view) {
        Home home = view.imitates("istioctl") ? new Home(service.key().store(), "") : Home.of(service);
        if (!PodTemplate.areLoaded(view, home)) {
            view.unjudged("pods of " + service.key());
            return;
        }
        Map<String, String> wanted = new HashMap<>(labels);
        wanted.keySet().removeAll(OF_NODES);
        Map<String, String> ofNode = new HashMap<>(labels);
        ofNode.keySet().retainAll(OF_NODES);
        wanted.putAll(selector(service, view));
        boolean hasPod = pods(service, wanted, view).stream().anyMatch(pod -> isOnNode(pod, ofNode, view));
        if (!hasPod) {
            view.report(
                    subset.get("labels"),
                    "no pod of " + service.key() + " has the labels " + labels,
                    finding -> finding.parameter("subset", subset.get("name").text("")));
        }
    }

    private static Map<String, String> selector(Resource service, RuleView view) {
        if (service.key().groupKind().equals(Kinds.SERVICE_ENTRY)) {
            return Node.of(service).get("spec", "workloadSelector", "labels").texts();
        }
        return view.imitates("istioctl") ? Map.of() : ServiceSelectors.selector(service);
    }

    private static List<PodTemplate> pods(Resource service, Map<String, String> labels, RuleView view) {
        if (labels.isEmpty() || !view.imitates("istioctl")) {
            return PodTemplate.selected(view, Home.of(service), labels);
        }
        return PodTemplate.selectedAnywhere(view, service.key().store(), labels).stream()
                .filter(PodTemplate::isPod)
                .toList();
    }

    /** A template may come to run on any node; of a pod the node is known. */
    private static boolean isOnNode(PodTemplate pod, Map<String, String> labels, RuleView view) {
        if (labels.isEmpty() || !pod.isPod()) {
            return true;
        }
        String name = pod.get("spec", "nodeName").text("");
        if (name.isEmpty()) {
            return false;
        }
        ResourceKey node = new ResourceKey(pod.owner().key().store(), Kinds.NODE, "", name);
        return view.resource(node)
                .map(found -> found.labels().entrySet().containsAll(labels.entrySet()))
                .orElse(!view.isLoaded(node.store(), Kinds.NODE, ""));
    }
}
