// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import io.meshkit.finding.Finding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds resources that wait for each other in a circle, and takes the edges of the circle out so that the rest can still be shown. */
final class Cycles {

    private final List<Node> nodes;

    Cycles(List<Node> nodes) {
        this.nodes = nodes;
    }

    List<Finding> breakAll(Graph order, Graph serving) {
        Graph all = order.and(serving);
        int[] group = StrongComponents.of(all);
        List<Finding> findings = new ArrayList<>();
        Set<Integer> told = new HashSet<>();
        for (int node = 0; node < nodes.size(); node++) {
            for (int next : List.copyOf(all.after(node))) {
                if (group[node] == group[next]) {
                    order.remove(node, next);
                    serving.remove(node, next);
                    if (told.add(group[node])) {
                        findings.add(finding(all.circle(node, group)));
                    }
                }
            }
        }
        return findings;
    }

    /** The way is told as people write it: who waits, for whom. */
    private Finding finding(List<Integer> circle) {
        List<Node> way = new ArrayList<>();
        for (int i = circle.size() - 1; i >= 0; i--) {
            way.add(nodes.get(circle.get(i)));
        }
        String path = way.stream().map(node -> node.key().toString()).collect(Collectors.joining(" -> "));
        Node first = way.get(0);
        Finding.Builder finding = Finding.error(
                        PlanCodes.CYCLE, "these wait for each other: " + path + ". Take one of the dependencies away.")
                .parameter("path", path)
                .resource(first.key())
                .at(BodyPlaces.nearest(first.resource().body(), ""));
        way.subList(1, way.size() - 1)
                .forEach(node ->
                        finding.related(BodyPlaces.nearest(node.resource().body(), ""), node.key() + " is on the way"));
        return finding.build();
    }
}
