// SPDX-License-Identifier: Apache-2.0
package io.meshkit.linkerd.internal.traits;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Sorts requests by the rules that speak of them. Linkerd judges a request by one route, the one that says most of it, and by the policies
 * of that route alone. So requests that several rules speak of have a route of their own, with the policies of all these rules; whichever
 * route is taken, it lets in nobody whom no rule lets in.
 *
 * @param byRules the requests by the positions of the rules that speak of them, those of more rules first
 * @param isExact whether a request always finds the route of all its rules
 */
record AccessRegions(Map<Set<Integer>, List<AccessRequest>> byRules, boolean isExact) {

    private static final int MOST = 64;

    /** Sorts the requests of rules; empty when no rule speaks of certain requests. */
    static AccessRegions of(List<AccessRule> rules) {
        Set<AccessRequest> regions = new LinkedHashSet<>();
        rules.forEach(rule -> regions.addAll(rule.requests()));
        if (regions.size() > MOST) {
            return new AccessRegions(Map.of(Set.of(), List.copyOf(regions)), true);
        }
        boolean isMixed = meet(regions);
        Map<Set<Integer>, List<AccessRequest>> byRules =
                new TreeMap<>(Comparator.<Set<Integer>>comparingInt(positions -> -positions.size())
                        .thenComparing(Set::toString));
        for (AccessRequest region : regions) {
            Set<Integer> positions = new TreeSet<>();
            for (AccessRule rule : rules) {
                if (rule.requests().stream().anyMatch(request -> request.covers(region))) {
                    positions.add(rule.index());
                }
            }
            byRules.computeIfAbsent(positions, key -> new ArrayList<>()).add(region);
        }
        return new AccessRegions(byRules, !isMixed && !hasTies(byRules));
    }

    /** Adds what several have in common, until there is nothing new; says whether some of that cannot be written. */
    private static boolean meet(Set<AccessRequest> regions) {
        List<AccessRequest> all = new ArrayList<>(regions);
        boolean isMixed = false;
        for (int i = 0; i < all.size() && all.size() <= MOST; i++) {
            for (int j = 0; j < i; j++) {
                AccessRequest one = all.get(i);
                AccessRequest other = all.get(j);
                isMixed |= one.isMixed(other) && !one.isApartFrom(other);
                one.and(other).filter(regions::add).ifPresent(all::add);
            }
        }
        return isMixed;
    }

    private static boolean hasTies(Map<Set<Integer>, List<AccessRequest>> byRules) {
        return byRules.entrySet().stream()
                .anyMatch(few -> byRules.entrySet().stream()
                        .filter(many -> !many.getKey().equals(few.getKey()))
                        .anyMatch(many -> few.getValue().stream()
                                .anyMatch(wide -> many.getValue().stream()
                                        .anyMatch(narrow -> wide.covers(narrow) && wide.tiesWith(narrow)))));
    }

    /** Whether there are more than can be written. */
    boolean isTooMuch() {
        return byRules.values().stream().mapToInt(List::size).sum() > MOST;
    }
}
