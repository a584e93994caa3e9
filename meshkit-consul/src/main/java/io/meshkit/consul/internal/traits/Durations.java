// SPDX-License-Identifier: Apache-2.0
package io.meshkit.consul.internal.traits;

import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.pattern.DraftNode;
import io.meshkit.pattern.DurationText;
import io.meshkit.pattern.Trait;

/** Durations of traits as Go durations, which is what the definitions of Consul take. */
final class Durations {

    private Durations() {}

    /** Sets a field to a setting that is a duration, when the setting is there. */
    static void set(Trait trait, String setting, DraftNode into, String field) {
        trait.map().get(setting).ifPresent(value -> into.set(field, go(value)));
    }

    private static Value go(Value written) {
        return DurationText.parse(written.toString())
                .map(duration ->
                        (Value) TextValue.of(DurationText.print(duration)).at(written))
                .orElse(written);
    }
}
