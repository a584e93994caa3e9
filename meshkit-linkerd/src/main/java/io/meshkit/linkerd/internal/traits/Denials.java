// SPDX-License-Identifier: Apache-2.0
package io.meshkit.linkerd.internal.traits;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Takes those whom rules deny out of the rules that allow, since Linkerd has rules that allow only
 * (linkerd/linkerd2:policy-controller/k8s/index/src/inbound/index.rs, client_authzs). That works where the callers are named, and where a
 * rule denies all requests or none of those that another one allows.
 *
 * @param allowed the rules that allow, without those who are denied; rules that let in nobody are left out
 * @param changed the positions of allowing rules that let in fewer than they say
 * @param refused the positions of denying rules that cannot be kept
 */
record Denials(List<AccessRule> allowed, Set<Integer> changed, Set<Integer> refused) {

    /** Works the rules of a trait out. */
    static Denials of(List<AccessRule> rules) {
        Set<Integer> changed = new TreeSet<>();
        Set<Integer> refused = new TreeSet<>();
        List<AccessRule> allowed = new ArrayList<>();
        List<AccessRule> denying = rules.stream().filter(AccessRule::isDeny).toList();
        for (AccessRule rule : rules) {
            if (!rule.isDeny()) {
                AccessRule left = rule;
                for (AccessRule denial : denying) {
                    left = left.with(withoutThose(denial, left, refused));
                }
                if (!left.equals(rule)) {
                    changed.add(rule.index());
                }
                if (!left.callers().isNobody()) {
                    allowed.add(left);
                }
            }
        }
        return new Denials(List.copyOf(allowed), changed, refused);
    }

    private static AccessCallers withoutThose(AccessRule denial, AccessRule rule, Set<Integer> refused) {
        if (denial.isApartFrom(rule)) {
            return rule.callers();
        }
        Optional<AccessCallers> left = rule.callers().without(denial.callers());
        boolean isKept = left.isPresent() && (denial.covers(rule) || left.get().equals(rule.callers()));
        if (!isKept) {
            refused.add(denial.index());
        }
        return isKept ? left.get() : rule.callers();
    }
}
