// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Who needs whom: an order in which what is needed comes first, and the cycles that stand in its way. Tarjan's strongly connected components
 * with a stack of its own, so that a chain of any length fits.
 *
 * @param <T> the nodes, compared by {@code equals}
 */
final class DependencyGraph<T> {

    private final Map<T, List<T>> needs = new HashMap<>();
    private final List<T> nodes;
    private final List<List<T>> groups = new ArrayList<>();

    /** Needs that are no nodes are left out. The order depends on the order of nodes and needs alone. */
    DependencyGraph(List<T> nodes, Function<T, ? extends List<T>> needsOf) {
        this.nodes = List.copyOf(nodes);
        Set<T> known = new HashSet<>(nodes);
        for (T node : nodes) {
            needs.put(node, needsOf.apply(node).stream().filter(known::contains).toList());
        }
        findGroups();
    }

    /** All nodes; what a node needs comes before it, but for nodes in cycles. */
    List<T> order() {
        return groups.stream().flatMap(List::stream).toList();
    }

    /** One shortest cycle for each knot of nodes that need each other: every node needs the next one, the last the first. */
    List<List<T>> cycles() {
        List<List<T>> cycles = new ArrayList<>();
        for (List<T> group : groups) {
            if (group.size() > 1 || needs(group.get(0)).contains(group.get(0))) {
                cycles.add(shortestCycle(group));
            }
        }
        return cycles;
    }

    /** The groups of two and more nodes that all need each other, by detours or not. */
    List<List<T>> knots() {
        return groups.stream().filter(group -> group.size() > 1).toList();
    }

    private List<T> needs(T node) {
        return needs.getOrDefault(node, List.of());
    }

    private static final class Visit<T> {
        final T node;
        int next;

        Visit(T node) {
            this.node = node;
        }
    }

    private void findGroups() {
        Map<T, Integer> index = new HashMap<>();
        Map<T, Integer> low = new HashMap<>();
        Set<T> open = new HashSet<>();
        Deque<T> stack = new ArrayDeque<>();
        Deque<Visit<T>> calls = new ArrayDeque<>();
        for (T start : nodes) {
            if (index.containsKey(start)) {
                continue;
            }
            calls.push(new Visit<>(start));
            while (!calls.isEmpty()) {
                Visit<T> call = calls.peek();
                T node = call.node;
                if (call.next == 0 && !index.containsKey(node)) {
                    low.put(node, index.size());
                    index.put(node, index.size());
                    stack.push(node);
                    open.add(node);
                }
                if (call.next < needs(node).size()) {
                    T need = needs(node).get(call.next);
                    call.next++;
                    if (!index.containsKey(need)) {
                        calls.push(new Visit<>(need));
                    } else if (open.contains(need)) {
                        low.merge(node, index.get(need), Math::min);
                    }
                    continue;
                }
                calls.pop();
                if (!calls.isEmpty()) {
                    low.merge(calls.peek().node, low.get(node), Math::min);
                }
                if (requireNonNull(low.get(node)).equals(index.get(node))) {
                    closeGroup(node, stack, open, index);
                }
            }
        }
    }

    private void closeGroup(T root, Deque<T> stack, Set<T> open, Map<T, Integer> index) {
        List<T> group = new ArrayList<>();
        T member;
        do {
            member = stack.pop();
            open.remove(member);
            group.add(member);
        } while (!member.equals(root));
        group.sort(Comparator.comparing(index::get));
        groups.add(group);
    }

    /** Breadth first from the first member back to itself, inside the group. */
    private List<T> shortestCycle(List<T> group) {
        T start = Collections.min(group, Comparator.comparing(nodes::indexOf));
        Set<T> members = new HashSet<>(group);
        Map<T, T> cameFrom = new HashMap<>();
        Deque<T> queue = new ArrayDeque<>();
        queue.add(start);
        while (!queue.isEmpty()) {
            T node = queue.remove();
            for (T need : needs(node)) {
                if (need.equals(start)) {
                    return way(start, node, cameFrom);
                }
                if (members.contains(need) && !cameFrom.containsKey(need)) {
                    cameFrom.put(need, node);
                    queue.add(need);
                }
            }
        }
        throw new IllegalStateException("a group of nodes that need each other has a cycle");
    }

    private static <T> List<T> way(T start, T end, Map<T, T> cameFrom) {
        List<T> way = new ArrayList<>();
        T at = end;
        while (!at.equals(start)) {
            way.add(at);
            at = requireNonNull(cameFrom.get(at));
        }
        way.add(start);
        Collections.reverse(way);
        return way;
    }
}
