// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A directed graph of numbered nodes; an edge leads from what comes first to what comes after. */
final class Graph {

    private final List<Set<Integer>> after = new ArrayList<>();

    Graph(int nodes) {
        for (int i = 0; i < nodes; i++) {
            after.add(new LinkedHashSet<>(2));
        }
    }

    int size() {
        return after.size();
    }

    void edge(int first, int then) {
        after.get(first).add(then);
    }

    void remove(int first, int then) {
        after.get(first).remove(then);
    }

    boolean has(int first, int then) {
        return after.get(first).contains(then);
    }

    /** The nodes that come after one, in the order in which the edges were added. */
    Set<Integer> after(int node) {
        return after.get(node);
    }

    int[] countsBefore() {
        int[] counts = new int[size()];
        after.forEach(targets -> targets.forEach(target -> counts[target]++));
        return counts;
    }

    /** For each node those that come before it. */
    Graph reversed() {
        Graph reversed = new Graph(size());
        for (int node = 0; node < size(); node++) {
            for (int target : after.get(node)) {
                reversed.edge(target, node);
            }
        }
        return reversed;
    }

    Graph and(Graph other) {
        Graph joined = new Graph(size());
        for (int node = 0; node < size(); node++) {
            joined.after.get(node).addAll(after.get(node));
            joined.after.get(node).addAll(other.after.get(node));
        }
        return joined;
    }

    /** All that can be reached from a node, itself included only if it is on a circle. */
    boolean[] reachable(int from) {
        boolean[] seen = new boolean[size()];
        int[] open = new int[size()];
        int count = 0;
        for (int next : after.get(from)) {
            seen[next] = true;
            open[count++] = next;
        }
        while (count > 0) {
            for (int next : after.get(open[--count])) {
                if (!seen[next]) {
                    seen[next] = true;
                    open[count++] = next;
                }
            }
        }
        return seen;
    }

    /** A shortest way from a node back to itself over nodes of a group. */
    List<Integer> circle(int start, int[] group) {
        int[] cameFrom = new int[size()];
        Arrays.fill(cameFrom, -1);
        int[] queue = new int[size() + 1];
        int head = 0;
        int tail = 0;
        queue[tail++] = start;
        while (head < tail) {
            int node = queue[head++];
            for (int next : after.get(node)) {
                if (next == start) {
                    return way(cameFrom, start, node);
                }
                if (group[next] == group[start] && cameFrom[next] < 0) {
                    cameFrom[next] = node;
                    queue[tail++] = next;
                }
            }
        }
        return List.of();
    }

    private static List<Integer> way(int[] cameFrom, int start, int last) {
        List<Integer> way = new ArrayList<>();
        way.add(start);
        for (int node = last; node != start; node = cameFrom[node]) {
            way.add(0, node);
        }
        way.add(0, start);
        return way;
    }
}
