// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.model;

import io.meshkit.analysis.Index;
import io.meshkit.analysis.Node;
import io.meshkit.analysis.PodTemplate;
import io.meshkit.analysis.PodTemplate.Home;
import io.meshkit.analysis.RuleView;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which workloads a policy of Istio holds for: those of its namespace that have some labels, or all of them when it names no labels
 * (istio/api:type/v1beta1/selector.proto; Sidecars and EnvoyFilters have a selector of their own shape).
 */
public final class Selectors {

    private static final Set<GroupKind> OLD_SHAPE = Set.of(Kinds.SIDECAR, Kinds.ENVOY_FILTER);
    private static final Set<GroupKind> FOUND_BY_POD = Set.of(Kinds.SIDECAR, Kinds.TELEMETRY);

    private static final Index<Scope, Resource> FOR_ALL =
            Index.of("policies for a whole namespace", FOUND_BY_POD, (policy, entries) -> {
                if (labels(policy).isEmpty()) {
                    entries.accept(new Scope(policy.key().groupKind(), Home.of(policy)), policy);
                }
            });

    /** One label of each selector is enough to find it, since a pod must have them all; it is the least, so that it is always the same. */
    private static final Index<Label, Resource> BY_LABEL =
            Index.of("policies by a label that they select", FOUND_BY_POD, (policy, entries) -> {
                TreeMap<String, String> labels = new TreeMap<>(labels(policy));
                if (!labels.isEmpty()) {
                    Map.Entry<String, String> least = labels.firstEntry();
                    Scope scope = new Scope(policy.key().groupKind(), Home.of(policy));
                    entries.accept(new Label(scope, least.getKey(), least.getValue()), policy);
                }
            });

    private Selectors() {}

    private record Scope(GroupKind kind, Home home) {}

    private record Label(Scope scope, String key, String value) {}

    /** The labels that a policy selects by, whether it has them or not. */
    public static Node at(Resource policy) {
        Node spec = Node.of(policy).get("spec");
        return OLD_SHAPE.contains(policy.key().groupKind())
                ? spec.get("workloadSelector", "labels")
                : spec.get("selector", "matchLabels");
    }

    /** The labels that a policy selects by; none when it holds for all workloads. */
    public static Map<String, String> labels(Resource policy) {
        return at(policy).texts();
    }

    /** Whether a policy is attached to gateways or services, which goes before the selection of workloads. */
    public static boolean isAttached(Resource policy) {
        Node spec = Node.of(policy).get("spec");
        return !spec.get("targetRef").isEmpty() || !spec.get("targetRefs").isEmpty();
    }

    /** The Sidecars or Telemetries that name no labels, in the order of their keys. */
    public static List<Resource> forAll(RuleView view, GroupKind kind, Home home) {
        return view.find(FOR_ALL, new Scope(kind, home));
    }

    /** The Sidecars or Telemetries that select a pod by labels, in the order of their keys. */
    public static List<Resource> selecting(RuleView view, GroupKind kind, PodTemplate pod) {
        Scope scope = new Scope(kind, Home.of(pod.owner()));
        List<Resource> selecting = new ArrayList<>();
        pod.labels()
                .forEach((key, value) -> view.find(BY_LABEL, new Label(scope, key, value)).stream()
                        .filter(policy -> pod.has(labels(policy)))
                        .forEach(selecting::add));
        selecting.sort(Comparator.comparing(Resource::key, Comparator.<ResourceKey>naturalOrder()));
        return selecting;
    }
}
