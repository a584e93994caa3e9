// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.kit;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What providers gave, looked at while they are put to work: one that gives null, or things without a name, has failed there. */
final class Made {

    private Made() {}

    static <T> T one(@Nullable T made) {
        if (made == null) {
            throw new IllegalStateException("it gave null");
        }
        return made;
    }

    static <T> List<T> all(@Nullable Collection<? extends @Nullable T> made) {
        return one(made).stream().<T>map(Made::one).toList();
    }

    /** Things by name; two of one name are the provider's own contradiction. */
    static <T> Map<String, T> named(
            @Nullable Collection<? extends @Nullable T> made, Function<T, @Nullable String> name) {
        Map<String, T> named = new LinkedHashMap<>();
        for (T thing : all(made)) {
            String key = one(name.apply(thing));
            if (named.put(key, thing) != null) {
                throw new IllegalStateException("it gave two of the name \"" + key + "\"");
            }
        }
        return named;
    }
}
