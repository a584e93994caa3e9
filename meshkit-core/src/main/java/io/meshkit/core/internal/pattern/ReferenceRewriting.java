// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.document.TextValue;
import io.meshkit.pattern.Pattern;
import java.util.List;
import java.util.function.UnaryOperator;

/** Changes where the references of a pattern lead, by their parsed paths; texts that merely look alike stay as they are. */
final class ReferenceRewriting {

    private ReferenceRewriting() {}

    /** The pattern with changed paths in all its services and variables; every text keeps its place. */
    static Pattern rewrite(Pattern pattern, UnaryOperator<List<String>> change) {
        ReferenceView view = new ReferenceView(pattern, pattern.vars());
        boolean changed = false;
        for (Referrer referrer : Referrers.in(view).values()) {
            String text = referrer.parsed.withPaths(change);
            if (!text.equals(referrer.text.text())) {
                view.replace(referrer.pointer, TextValue.of(text).at(referrer.text));
                changed = true;
            }
        }
        return changed
                ? pattern.toBuilder()
                        .components(view.components())
                        .vars(view.vars())
                        .build()
                : pattern;
    }
}
