// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.mesh.reference;

import com.google.re2j.Pattern;
import java.util.Optional;

/**
 * A condition on a header or a query parameter: all that is given has to hold; without any, it has to be there.
 *
 * @param name the name
 * @param exact the whole value
 * @param prefix the beginning of the value
 * @param regex what the whole value matches, in the syntax of RE2 as Envoy has it
 * @param present whether there is one
 * @param invert whether the opposite is asked for
 */
record TextCondition(
        String name,
        Optional<String> exact,
        Optional<String> prefix,
        Optional<Pattern> regex,
        Optional<Boolean> present,
        boolean invert) {

    boolean holds(Optional<String> value) {
        boolean holds = present.map(wanted -> value.isPresent() == wanted).orElse(true)
                && exact.map(text -> value.filter(text::equals).isPresent()).orElse(true)
                && prefix.map(text -> value.filter(is -> is.startsWith(text)).isPresent())
                        .orElse(true)
                && regex.map(form -> value.filter(form::matches).isPresent()).orElse(true)
                && (present.isPresent() || value.isPresent());
        return holds != invert;
    }
}
