// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.traits;

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

/** Carries settings of a trait over to fields of an object, places included. */
final class Settings {

    private Settings() {}

    /** Sets a field to a setting as it is, when the setting is there. */
    static void copy(Trait trait, String setting, DraftNode into, String field) {
        trait.map().get(setting).ifPresent(value -> into.set(field, value));
    }

    /** Sets a field to a setting that is a duration, when the setting is there and not zero. */
    static void duration(Trait trait, String setting, DraftNode into, String field) {
        trait.map()
                .get(setting)
                .filter(written -> !isZero(written))
                .ifPresent(written -> into.set(field, duration(written)));
    }

    /** Verdicts on durations of zero, which Istio refuses (istio/istio:pkg/config/validation/agent/validation.go, ValidateDuration). */
    static List<Support> zeroDurations(Trait trait, String... settings) {
        List<Support> support = new ArrayList<>();
        for (String setting : settings) {
            if (trait.map().get(setting).filter(Settings::isZero).isPresent()) {
                support.add(Support.none(
                        "/" + setting,
                        "Istio takes durations of a millisecond and more",
                        "leave " + setting + " out for Istio's default, or write 1ms or more"));
            }
        }
        return support;
    }

    /**
     * The verdict on {@code from}: without a workload selector a DestinationRule holds for the proxies of all callers, and with one a second
     * rule for the host would be needed (istio/api:networking/v1alpha3/destination_rule.proto, workload_selector).
     */
    static List<Support> noCallers(Trait trait) {
        return trait.map().has("from")
                ? List.of(Support.none(
                        "/from",
                        "the DestinationRule of a service holds for all its callers",
                        "leave from out, or write a DestinationRule with spec.workloadSelector into the namespace of"
                                + " the callers"))
                : List.of();
    }

    static boolean isZero(Value written) {
        Optional<Duration> duration = DurationText.parse(written.toString());
        return duration.isPresent() && duration.get().isZero();
    }

    /** Durations are written {@code 1h}, {@code 1m}, {@code 1s}, {@code 1ms} (istio/api:networking/v1alpha3/virtual_service.proto). */
    static Value duration(Value written) {
        return DurationText.parse(written.toString())
                .map(duration ->
                        (Value) TextValue.of(DurationText.print(duration)).at(written))
                .orElse(written);
    }
}
