// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.traits;

import io.meshkit.document.MapValue;
import io.meshkit.pattern.Support;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Regular expressions as Istio reads them, in the syntax of RE2 (istio/istio:pkg/config/validation/validation.go,
 * validateStringMatchRegexp); istiod's webhook refuses the whole VirtualService for one that it cannot read.
 */
final class RegularExpression {

    /** What expressions of other languages have and RE2 lacks (google/re2:doc/syntax.txt). */
    private static final Pattern BEYOND_RE2 = Pattern.compile("\\(\\?(=|!|<=|<!|>)|\\\\[1-9]|\\\\k<");

    private RegularExpression() {}

    /** A verdict on the expression of a comparison, when there is one that Istio cannot read. */
    static Optional<Support> support(MapValue comparison, String field) {
        return comparison
                .text("regex")
                .filter(regex -> BEYOND_RE2.matcher(regex).find())
                .map(regex -> Support.none(
                        field + "/regex",
                        "Istio's regular expressions (RE2) have no look-around and no references back",
                        "write it without, or as several rules in order"));
    }

    /** Verdicts on the expressions of several comparisons. */
    static List<Support> support(List<MapValue> comparisons, String field) {
        return IntStream.range(0, comparisons.size())
                .mapToObj(i -> support(comparisons.get(i), field + "/" + i))
                .flatMap(Optional::stream)
                .toList();
    }
}
