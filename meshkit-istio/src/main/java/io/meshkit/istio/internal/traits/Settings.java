// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.traits;

import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.pattern.DraftNode;
import io.meshkit.pattern.DurationText;
import io.meshkit.pattern.Trait;
import java.util.function.BiConsumer;

/** Carries settings of a trait over to fields of an object, places included. */
final class Settings {

    private Settings() {}

    /** Sets a field to a setting as it is, when the setting is there. */
    static void copy(Trait trait, String setting, DraftNode into, String field) {
        present(trait, setting, (value, text) -> into.set(field, value));
    }

    /** Sets a field to a setting that is a duration, when the setting is there. */
    static void duration(Trait trait, String setting, DraftNode into, String field) {
        present(trait, setting, (value, text) -> into.set(field, duration(value, text)));
    }

    private static void present(Trait trait, String setting, BiConsumer<Value, String> then) {
        trait.map().get(setting).ifPresent(value -> then.accept(value, value.toString()));
    }

    /** Durations are written {@code 1h}, {@code 1m}, {@code 1s}, {@code 1ms} (istio/api:networking/v1alpha3/virtual_service.proto). */
    private static Value duration(Value written, String text) {
        return DurationText.parse(text)
                .map(duration ->
                        (Value) TextValue.of(DurationText.print(duration)).at(written))
                .orElse(written);
    }
}
