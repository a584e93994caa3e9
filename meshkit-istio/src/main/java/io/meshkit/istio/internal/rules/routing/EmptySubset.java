// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.routing;

import io.meshkit.analysis.Node;
import io.meshkit.analysis.PodTemplate;
import io.meshkit.analysis.PodTemplate.Home;
import io.meshkit.analysis.Presence;
import io.meshkit.analysis.Rule;
import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.RuleView;
import io.meshkit.istio.internal.rules.model.Kinds;
import io.meshkit.istio.internal.rules.model.ServiceRegistry;
import io.meshkit.istio.internal.rules.model.ServiceSelectors;
import io.meshkit.istio.internal.rules.model.Workloads;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A subset that no pod is in. The pods are those of the service, in all clusters that have it; those of a ServiceEntry may be machines, or
 * endpoints that it lists itself. The labels of a subset may also be those that the node of a pod has. istioctl takes any pod of any
 * namespace, and knows neither endpoints nor machines.
 */
final class EmptySubset implements Rule {

    private static final RuleInfo INFO = RuleInfo.error("MKV-ISTIO-DR-004", "A subset has no pods")
            .alias("istioctl", "IST0173")
            .alias("kiali", "KIA0203")
            .group("destinationrule.SubsetSelectPodAnalyzer")
            .subject(Kinds.DESTINATION_RULE)
            .needs(Kinds.SERVICE)
            .reads(Kinds.SERVICE_ENTRY, Kinds.NODE)
            .reads(Workloads.kinds())
            .reason("Requests that are routed to the subset are answered with 503.")
            .remedy("Correct the labels of the subset, or of the pods.")
            .build();

    /** Labels that istiod gives endpoints from their nodes: istio/istio:pkg/config/labels and pilot/pkg/serviceregistry/kube. */
    private static final Set<String> OF_NODES = Set.of(
            "topology.kubernetes.io/region",
            "topology.kubernetes.io/zone",
            "topology.istio.io/subzone",
            "kubernetes.io/hostname");

    /** Labels that istiod gives endpoints by where it found them, so that no resource has them. */
    private static final Set<String> OF_CLUSTERS = Set.of("topology.istio.io/cluster", "topology.istio.io/network");

    /** How a ServiceEntry may find its endpoints without saying which they are. */
    private static final Set<String> ELSEWHERE = Set.of("NONE", "DYNAMIC_DNS");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Resource rule, RuleView view) {
        Node spec = Node.of(rule).get("spec");
        String host = spec.get("host").text("");
        List<Resource> services = host.isEmpty() ? List.of() : new ServiceRegistry(view).all(host, rule);
        for (Node subset : spec.get("subsets").items()) {
            Map<String, String> labels = subset.get("labels").texts();
            if (!labels.isEmpty() && !services.isEmpty()) {
                check(subset, labels, services, view);
            }
        }
    }

    private static void check(Node subset, Map<String, String> labels, List<Resource> services, RuleView view) {
        boolean isUnknown = false;
        for (Resource service : services) {
            Presence presence = presence(labels, service, view);
            if (presence == Presence.FOUND) {
                return;
            }
            isUnknown |= presence == Presence.UNKNOWN;
        }
        if (isUnknown) {
            view.unjudged("pods of " + services.get(0).key());
            return;
        }
        view.report(
                subset.get("labels"),
                "no pod of " + services.get(0).key() + " has the labels " + labels,
                finding -> finding.parameter("subset", subset.get("name").text("")));
    }

    /** Whether a service has a pod of these labels. */
    private static Presence presence(Map<String, String> labels, Resource service, RuleView view) {
        boolean asIstioctl = view.imitates("istioctl");
        if (!asIstioctl && isServedElsewhere(service)) {
            return Presence.UNKNOWN;
        }
        Map<String, String> wanted = new HashMap<>(labels);
        wanted.keySet().removeAll(OF_NODES);
        if (!asIstioctl) {
            wanted.keySet().removeAll(OF_CLUSTERS);
        }
        Map<String, String> ofNode = new HashMap<>(labels);
        ofNode.keySet().retainAll(OF_NODES);
        if (!asIstioctl && hasEndpoint(service, wanted)) {
            return Presence.FOUND;
        }
        if (!asIstioctl && isEntry(service) && selector(service, view).isEmpty()) {
            return Presence.ABSENT;
        }
        wanted.putAll(selector(service, view));
        boolean hasPod = new Workloads(view).hasMachine(Home.of(service), wanted)
                || pods(service, wanted, view).stream().anyMatch(pod -> isOnNode(pod, ofNode, view));
        if (hasPod) {
            return Presence.FOUND;
        }
        Home home = Home.of(service);
        boolean isLoaded = asIstioctl || new Workloads(view).isLoaded(home.cluster(), home.namespace());
        return isLoaded ? Presence.ABSENT : Presence.UNKNOWN;
    }

    /** Whether the endpoints are not those of pods: another host's, such as somebody writes down, or whatever the caller names. */
    private static boolean isServedElsewhere(Resource service) {
        Node spec = Node.of(service).get("spec");
        return isEntry(service)
                ? ELSEWHERE.contains(spec.get("resolution").text("NONE"))
                : ServiceRegistry.isAlias(service)
                        || ServiceSelectors.selector(service).isEmpty();
    }

    /** Whether a ServiceEntry lists an endpoint of these labels. */
    private static boolean hasEndpoint(Resource service, Map<String, String> labels) {
        return isEntry(service)
                && Node.of(service).get("spec", "endpoints").items().stream()
                        .anyMatch(endpoint ->
                                endpoint.get("labels").texts().entrySet().containsAll(labels.entrySet()));
    }

    private static boolean isEntry(Resource service) {
        return service.key().groupKind().equals(Kinds.SERVICE_ENTRY);
    }

    private static Map<String, String> selector(Resource service, RuleView view) {
        if (isEntry(service)) {
            return Node.of(service).get("spec", "workloadSelector", "labels").texts();
        }
        return view.imitates("istioctl") ? Map.of() : ServiceSelectors.selector(service);
    }

    private static List<PodTemplate> pods(Resource service, Map<String, String> labels, RuleView view) {
        Workloads workloads = new Workloads(view);
        return labels.isEmpty() || !view.imitates("istioctl")
                ? workloads.pods(Home.of(service), labels)
                : workloads.podsAnywhere(service.key().store(), labels);
    }

    /** A template may come to run on any node, and so may a pod that has none yet. */
    private static boolean isOnNode(PodTemplate pod, Map<String, String> labels, RuleView view) {
        if (labels.isEmpty() || !pod.isPod()) {
            return true;
        }
        String name = pod.get("spec", "nodeName").text("");
        if (name.isEmpty()) {
            return !view.imitates("istioctl");
        }
        ResourceKey node = new ResourceKey(pod.owner().key().store(), Kinds.NODE, "", name);
        return view.resource(node)
                .map(found -> found.labels().entrySet().containsAll(labels.entrySet()))
                .orElse(!view.isLoaded(node.store(), Kinds.NODE, ""));
    }
}
