// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.mesh.reference;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One alternative of a rule of {@code route}: all that is given has to hold.
 *
 * @param exact the whole path
 * @param prefix the beginning of the path
 * @param regex what the whole path matches
 * @param headers conditions on headers
 * @param query conditions on query parameters
 * @param methods the methods; empty for all
 */
record RequestMatch(
        Optional<String> exact,
        Optional<String> prefix,
        Optional<Pattern> regex,
        List<TextCondition> headers,
        List<TextCondition> query,
        Set<String> methods) {

    boolean holds(ProxyRequest request, boolean exactAsPrefix) {
        String path = request.path();
        return exact.map(text -> exactAsPrefix ? path.startsWith(text) : path.equals(text))
                        .orElse(true)
                && prefix.map(path::startsWith).orElse(true)
                && regex.map(form -> form.matches(path)).orElse(true)
                && (methods.isEmpty() || methods.contains(request.method()))
                && headers.stream().allMatch(each -> each.holds(request.fields().joined(each.name())))
                && query.stream().allMatch(each -> each.holds(request.parameter(each.name())));
    }
}
