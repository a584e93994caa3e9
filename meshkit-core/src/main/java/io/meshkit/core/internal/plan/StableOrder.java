// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** An order in which each node comes after all that must come before it (Kahn 1962); among those that could be next, the least is. */
final class StableOrder {

    private StableOrder() {}

    /**
     * Orders the nodes of a graph without circles.
     *
     * @throws IllegalStateException when there is a circle
     */
    static List<Integer> of(Graph graph, Comparator<Integer> least) {
        int[] waitingFor = graph.countsBefore();
        PriorityQueue<Integer> ready = new PriorityQueue<>(least);
        for (int node = 0; node < graph.size(); node++) {
            if (waitingFor[node] == 0) {
                ready.add(node);
            }
        }
        List<Integer> order = new ArrayList<>(graph.size());
        while (!ready.isEmpty()) {
            int node = ready.poll();
            order.add(node);
            for (int next : graph.after(node)) {
                if (--waitingFor[next] == 0) {
                    ready.add(next);
                }
            }
        }
        if (order.size() < graph.size()) {
            throw new IllegalStateException("a graph with a circle has no order");
        }
        return order;
    }
}
