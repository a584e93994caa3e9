// SPDX-License-Identifier: Apache-2.0
package io.meshkit.analysis;

import io.meshkit.resource.GroupKind;
import java.util.Collections;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;

/**
 * A rule that did not run, because something that it needs was not loaded.
 *
 * @param rule the rule
 * @param missing the kinds of which nothing is known, sorted
 * @since 0.1.0
 */
public record SkippedRule(RuleInfo rule, Set<GroupKind> missing) implements Comparable<SkippedRule> {

    private static final Comparator<SkippedRule> ORDER = Comparator.comparing(SkippedRule::rule);

    /** Copies the kinds. */
    public SkippedRule {
        missing = Collections.unmodifiableSet(new TreeSet<>(missing));
    }

    @Override
    public int compareTo(SkippedRule other) {
        return ORDER.compare(this, other);
    }
}
