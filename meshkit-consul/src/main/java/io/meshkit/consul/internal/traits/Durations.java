// SPDX-License-Identifier: Apache-2.0
package io.meshkit.consul.internal.traits;

import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.pattern.DraftNode;
import io.meshkit.pattern.DurationText;
import io.meshkit.pattern.Support;
import io.meshkit.pattern.Trait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Durations of traits as Go durations, which is what the definitions of Consul take. */
final class Durations {

    private Durations() {}

    /** Sets a field to a setting that is a duration, when the setting is there and not zero. */
    static void set(Trait trait, String setting, DraftNode into, String field) {
        trait.map().get(setting).filter(written -> !isZero(written)).ifPresent(written -> into.set(field, go(written)));
    }

    /** Verdicts on durations of zero, which Consul takes as not set (hashicorp/consul:agent/xds/routes.go). */
    static List<Support> zero(Trait trait, String... settings) {
        List<Support> support = new ArrayList<>();
        for (String setting : settings) {
            if (trait.map().get(setting).filter(Durations::isZero).isPresent()) {
                support.add(Support.none(
                        "/" + setting,
                        "Consul takes a duration of zero as not set, and its default holds",
                        "leave " + setting + " out, or write 1ms or more"));
            }
        }
        return support;
    }

    private static boolean isZero(Value written) {
        Optional<Duration> duration = DurationText.parse(written.toString());
        return duration.isPresent() && duration.get().isZero();
    }

    private static Value go(Value written) {
        return DurationText.parse(written.toString())
                .map(duration ->
                        (Value) TextValue.of(DurationText.print(duration)).at(written))
                .orElse(written);
    }
}
