// SPDX-License-Identifier: Apache-2.0
package io.meshkit.pattern;

import static java.util.Objects.requireNonNull;

import io.meshkit.document.MapValue;
import io.meshkit.document.Place;
import io.meshkit.document.Value;
import java.util.Optional;

/**
 * What a component shall do, as the file says it: in {@code traits: { retry: { attempts: 2 } }} the name is {@code retry}, the settings are
 * {@code { attempts: 2 }}. Immutable. A {@link TraitRenderer} says how far a mesh can do it.
 *
 * @param name the trait's name
 * @param settings what was written under it, in most cases a map
 * @param keyPlace where its name was written; empty when code made it
 * @since 0.1.0
 */
public record Trait(String name, Value settings, Optional<Place> keyPlace) {

    /** Checks that nothing is null. */
    public Trait {
        requireNonNull(name, "name");
        requireNonNull(settings, "settings");
        requireNonNull(keyPlace, "keyPlace");
    }

    /**
     * The settings as a map.
     *
     * @return the map; the empty map when they are something else, which the trait's schema has refused by then
     */
    public MapValue map() {
        return settings instanceof MapValue map ? map : MapValue.EMPTY;
    }
}
