// SPDX-License-Identifier: Apache-2.0
package io.meshkit.linkerd.internal.traits;

import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.pattern.Draft;
import io.meshkit.pattern.DurationText;
import io.meshkit.pattern.Support;
import io.meshkit.pattern.Trait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Settings as annotation values, which are texts; Linkerd drops a value that it cannot read without a word to the user. */
final class Annotations {

    private Annotations() {}

    /** Annotates with a setting as text, when the setting is there. */
    static void text(Trait trait, String setting, Draft draft, String annotation) {
        trait.map()
                .get(setting)
                .ifPresent(value -> LinkerdTargets.annotate(
                        draft, annotation, TextValue.of(value.toString()).at(value)));
    }

    /** Annotates with a setting that is a duration, when the setting is there and not zero. */
    static void duration(Trait trait, String setting, Draft draft, String annotation) {
        trait.map()
                .get(setting)
                .filter(written -> !isZero(written))
                .ifPresent(written -> LinkerdTargets.annotate(draft, annotation, oneUnit(written)));
    }

    /**
     * Verdicts on durations of zero, which Linkerd takes as not set
     * (linkerd/linkerd2:policy-controller/k8s/index/src/outbound/index/http.rs, parse_http_retry and parse_timeouts).
     */
    static List<Support> zeroDurations(Trait trait, String... settings) {
        List<Support> support = new ArrayList<>();
        for (String setting : settings) {
            if (trait.map().get(setting).filter(Annotations::isZero).isPresent()) {
                support.add(Support.none(
                        "/" + setting,
                        "Linkerd takes a duration of zero as no limit",
                        "leave " + setting + " out, or write 1ms or more"));
            }
        }
        return support;
    }

    private static boolean isZero(Value written) {
        Optional<Duration> duration = DurationText.parse(written.toString());
        return duration.isPresent() && duration.get().isZero();
    }

    // One whole number with one unit: linkerd/linkerd2:policy-controller/k8s/index/src/outbound/index.rs,
    // parse_duration
    private static Value oneUnit(Value written) {
        return DurationText.parse(written.toString())
                .map(duration -> (Value) TextValue.of(print(duration)).at(written))
                .orElse(written);
    }

    private static String print(Duration duration) {
        return duration.toMillisPart() == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }
}
