// SPDX-License-Identifier: Apache-2.0
package io.meshkit.analysis;

import io.meshkit.finding.Code;
import io.meshkit.resource.ResourceKey;
import java.util.Comparator;

/**
 * Something that a rule could not judge, because what it would have to look at was not loaded. It is no finding: nothing is known to be
 * wrong.
 *
 * @param rule the code of the rule
 * @param subject the resource it looked at
 * @param what what it could not see, such as "the namespace shop"
 * @since 0.1.0
 */
public record Unjudged(Code rule, ResourceKey subject, String what) implements Comparable<Unjudged> {

    private static final Comparator<Unjudged> ORDER = Comparator.comparing(Unjudged::rule)
            .thenComparing(Unjudged::subject)
            .thenComparing(Unjudged::what);

    @Override
    public int compareTo(Unjudged other) {
        return ORDER.compare(this, other);
    }
}
