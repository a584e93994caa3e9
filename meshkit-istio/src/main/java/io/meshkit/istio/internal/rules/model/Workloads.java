// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.model;

import io.meshkit.analysis.Index;
import io.meshkit.analysis.Node;
import io.meshkit.analysis.PodTemplate;
import io.meshkit.analysis.PodTemplate.Home;
import io.meshkit.analysis.RuleView;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Resource;
import io.meshkit.resource.StoreId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What selectors of Istio select: pods, the templates of pods, and machines outside Kubernetes that a WorkloadEntry or WorkloadGroup
 * describes. Istio's own analyzers see pods alone, and so does this when it imitates them.
 */
public final class Workloads {

    private static final Set<GroupKind> MACHINES = Set.of(Kinds.WORKLOAD_ENTRY, Kinds.WORKLOAD_GROUP);

    private static final Index<Label, Map<String, String>> MACHINES_BY_LABEL =
            Index.of("machines by namespace and label", MACHINES, (machine, entries) -> {
                Map<String, String> labels = labels(machine);
                Home home = Home.of(machine);
                labels.forEach((key, value) -> entries.accept(new Label(home, key, value), labels));
            });

    private static final Index<Home, Resource> MACHINES_BY_NAMESPACE = Index.of(
            "machines by namespace", MACHINES, (machine, entries) -> entries.accept(Home.of(machine), machine));

    private final RuleView view;
    private final boolean precise;

    public Workloads(RuleView view) {
        this.view = view;
        precise = !view.imitates("istioctl");
    }

    private record Label(Home home, String key, String value) {}

    /** The kinds that workloads are found in, for the description of a rule. */
    public static GroupKind[] kinds() {
        Set<GroupKind> kinds = new TreeSet<>(PodTemplate.KINDS);
        kinds.addAll(MACHINES);
        return kinds.toArray(GroupKind[]::new);
    }

    /** The pods of a namespace that have all of some labels; none select all. */
    public List<PodTemplate> pods(Home home, Map<String, String> selector) {
        return visible(PodTemplate.selected(view, home, selector));
    }

    /** The pods of all namespaces that have all of some labels, at least one. */
    public List<PodTemplate> podsAnywhere(StoreId cluster, Map<String, String> selector) {
        return visible(PodTemplate.selectedAnywhere(view, cluster, selector));
    }

    /** Whether a machine outside Kubernetes has all of some labels; none select all. */
    public boolean hasMachine(Home home, Map<String, String> selector) {
        if (!precise) {
            return false;
        }
        if (selector.isEmpty()) {
            return !view.find(MACHINES_BY_NAMESPACE, home).isEmpty();
        }
        Map.Entry<String, String> first = selector.entrySet().iterator().next();
        return view.find(MACHINES_BY_LABEL, new Label(home, first.getKey(), first.getValue())).stream()
                .anyMatch(labels -> labels.entrySet().containsAll(selector.entrySet()));
    }

    /**
     * Whether a workload that was not found is sure to be nowhere: all pods were loaded, or files hold workloads of the namespace, which
     * is taken for all of them. Files with policies alone say nothing about workloads.
     */
    public boolean isLoaded(StoreId cluster, String namespace) {
        return view.isLoaded(cluster, PodTemplate.POD, namespace)
                || !view.find(PodTemplate.BY_NAMESPACE, new Home(cluster, namespace))
                        .isEmpty();
    }

    private List<PodTemplate> visible(List<PodTemplate> pods) {
        return precise ? pods : pods.stream().filter(PodTemplate::isPod).toList();
    }

    /** A WorkloadEntry says its labels itself; a WorkloadGroup says those of the entries that it makes. */
    private static Map<String, String> labels(Resource machine) {
        Map<String, String> labels = new LinkedHashMap<>(machine.labels());
        Node spec = Node.of(machine).get("spec");
        labels.putAll(spec.get("labels").texts());
        labels.putAll(spec.get("metadata", "labels").texts());
        labels.putAll(spec.get("template", "labels").texts());
        return labels;
    }
}
