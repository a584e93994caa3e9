// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/** The groups of nodes that can reach each other (Tarjan 1972), with a stack of its own. */
final class StrongComponents {

    private final Graph graph;
    private final int[] index;
    private final int[] low;
    private final boolean[] onStack;
    private final int[] stack;
    private final int[] group;
    private int stacked;
    private int counter;
    private int groups;

    private StrongComponents(Graph graph) {
        this.graph = graph;
        index = new int[graph.size()];
        Arrays.fill(index, -1);
        low = new int[graph.size()];
        onStack = new boolean[graph.size()];
        stack = new int[graph.size()];
        group = new int[graph.size()];
    }

    /** For each node the number of its group. */
    static int[] of(Graph graph) {
        StrongComponents components = new StrongComponents(graph);
        for (int node = 0; node < graph.size(); node++) {
            if (components.index[node] < 0) {
                components.walk(node);
            }
        }
        return components.group;
    }

    private record Visit(int node, Iterator<Integer> targets) {}

    private void walk(int root) {
        List<Visit> visits = new ArrayList<>();
        visits.add(enter(root));
        while (!visits.isEmpty()) {
            Visit visit = visits.get(visits.size() - 1);
            if (visit.targets.hasNext()) {
                int target = visit.targets.next();
                if (index[target] < 0) {
                    visits.add(enter(target));
                } else if (onStack[target]) {
                    low[visit.node] = Math.min(low[visit.node], index[target]);
                }
            } else {
                visits.remove(visits.size() - 1);
                leave(visit.node);
                if (!visits.isEmpty()) {
                    int around = visits.get(visits.size() - 1).node;
                    low[around] = Math.min(low[around], low[visit.node]);
                }
            }
        }
    }

    private Visit enter(int node) {
        index[node] = counter;
        low[node] = counter++;
        stack[stacked++] = node;
        onStack[node] = true;
        return new Visit(node, graph.after(node).iterator());
    }

    private void leave(int node) {
        if (low[node] != index[node]) {
            return;
        }
        int member;
        do {
            member = stack[--stacked];
            onStack[member] = false;
            group[member] = groups;
        } while (member != node);
        groups++;
    }
}
