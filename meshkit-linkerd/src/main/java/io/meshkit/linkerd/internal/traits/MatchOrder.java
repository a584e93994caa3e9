// SPDX-License-Identifier: Apache-2.0
package io.meshkit.linkerd.internal.traits;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Keeps the order of the file. Linkerd takes the rule with the match that says most of a request, and the first one only where two say as
 * much. So a rule gets, beside each of its matches, one that asks for all that a later rule asks for besides: for requests that both take,
 * the earlier rule then says no less.
 */
final class MatchOrder {

    private static final int MOST_OF_A_RULE = 64;

    private MatchOrder() {}

    /**
     * The matches of rules, with those that keep the order; a rule without matches takes all requests.
     *
     * @return as many lists, in the same order; a list of more than 64 ends there
     */
    static List<List<RequestMatch>> kept(List<List<RequestMatch>> rules) {
        List<List<RequestMatch>> kept = new ArrayList<>(rules);
        for (int i = rules.size() - 1; i >= 0; i--) {
            Set<RequestMatch> matches = new LinkedHashSet<>(rules.get(i));
            for (RequestMatch match : rules.get(i)) {
                kept.subList(i + 1, kept.size()).forEach(later -> add(match, later, matches));
            }
            kept.set(i, List.copyOf(matches));
        }
        return kept;
    }

    private static void add(RequestMatch match, List<RequestMatch> later, Set<RequestMatch> matches) {
        for (RequestMatch other : later) {
            if (matches.size() <= MOST_OF_A_RULE && !match.differsInMethod(other) && match.mayYieldTo(other)) {
                matches.add(match.with(other));
            }
        }
    }
}
