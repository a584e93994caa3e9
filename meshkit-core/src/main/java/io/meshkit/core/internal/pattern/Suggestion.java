// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.core.schema.Suggestions;
import java.util.Collection;
import java.util.TreeSet;

/** The end of a message about a name that is not there: what was probably meant, or else what there is. */
final class Suggestion {

    private static final int LISTED = 20;

    private Suggestion() {}

    static String sentence(String written, Collection<String> names) {
        if (names.isEmpty()) {
            return "; there are none here";
        }
        return Suggestions.among(names)
                .nearest(written)
                .map(name -> "; did you mean \"" + name + "\"?")
                .orElseGet(() -> (names.size() == 1 ? "; there is only " : "; there are ") + list(names));
    }

    /** The names in alphabetical order, a long list cut short. */
    static String list(Collection<String> names) {
        TreeSet<String> sorted = new TreeSet<>(names);
        String shown = String.join(", ", sorted.stream().limit(LISTED).toList());
        return sorted.size() > LISTED ? shown + " and " + (sorted.size() - LISTED) + " more" : shown;
    }
}
