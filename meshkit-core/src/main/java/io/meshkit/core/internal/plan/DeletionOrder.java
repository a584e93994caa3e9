// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import io.meshkit.plan.ApplyStep;
import io.meshkit.plan.Change;
import io.meshkit.plan.DeleteStep;
import io.meshkit.plan.DesiredResource;
import io.meshkit.plan.Step;
import io.meshkit.resource.LiveResource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.SetId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The steps that take away what is not wanted any more: in the reverse of the order in which it was made. */
final class DeletionOrder {

    private final SetId set;
    private final Map<ResourceKey, DesiredResource> recorded;
    private final ResourceDiff differences;

    /**
     * An order by what is recorded.
     *
     * @param set whose resources
     * @param recorded the resources of the last revision, which know their order
     */
    DeletionOrder(SetId set, Map<ResourceKey, DesiredResource> recorded, ResourceDiff differences) {
        this.set = set;
        this.recorded = recorded;
        this.differences = differences;
    }

    List<Step> steps(List<LiveResource> deleted, List<Release> released, Map<ResourceKey, LiveResource> after) {
        List<Node> nodes = deleted.stream().map(this::node).toList();
        OrderEdges edges = new OrderEdges(nodes);
        new Cycles(nodes).breakAll(edges.order(), edges.serving());
        Graph needs = edges.order().and(edges.serving());
        Graph reverse = needs.reversed();
        Comparator<Integer> least =
                Comparator.comparing((Integer node) -> nodes.get(node).key(), KindOrder.KEYS.reversed());
        List<Step> steps = new ArrayList<>();
        released.forEach(one -> steps.add(release(one, after)));
        for (int node : StableOrder.of(reverse, least)) {
            Set<String> before = new LinkedHashSet<>();
            needs.after(node).forEach(first -> before.add(id(nodes.get(first).key())));
            steps.add(delete(deleted.get(node), nodes.get(node).component(), before));
        }
        return steps;
    }

    private Node node(LiveResource live) {
        return Optional.ofNullable(recorded.get(live.key()))
                .map(Node::of)
                .orElseGet(() -> new Node(live.resource(), "", Set.of(), Set.of()));
    }

    private static String id(ResourceKey key) {
        return "delete " + key;
    }

    private static DeleteStep delete(LiveResource live, String component, Set<String> before) {
        DeleteStep.Builder step = DeleteStep.of(id(live.key()), live.key())
                .component(component)
                .dependsOn(before)
                .expected(live.version(), ServerFields.state(live));
        live.uid().ifPresent(step::uid);
        return step.build();
    }

    private ApplyStep release(Release release, Map<ResourceKey, LiveResource> after) {
        LiveResource live = release.live();
        LiveResource left = after.getOrDefault(live.key(), live);
        return ApplyStep.of("release " + live.key(), release.written(), Change.UPDATE)
                .fieldManager(release.write().fieldManager())
                .component(Optional.ofNullable(recorded.get(live.key()))
                        .map(DesiredResource::component)
                        .orElse(""))
                .diff(differences.between(
                        live.key(), live.resource().body(), left.resource().body()))
                .expected(live.version(), ServerFields.state(live))
                .build();
    }
}
