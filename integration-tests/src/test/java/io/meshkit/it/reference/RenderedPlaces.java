// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.reference;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Place;
import io.meshkit.document.Value;
import io.meshkit.pattern.RenderedPattern;
import io.meshkit.pattern.Trait;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Where the values of rendered objects were written. */
final class RenderedPlaces {

    private RenderedPlaces() {}

    /** The places of a trait's settings, and of its name, that values of objects have. */
    static Set<Place> ofTrait(Trait trait, RenderedPattern rendered) {
        Set<Place> written = new HashSet<>();
        collect(trait.settings(), written);
        trait.keyPlace().ifPresent(written::add);
        Set<Place> places = new HashSet<>();
        rendered.desired()
                .resources()
                .forEach(desired -> collect(desired.resource().body(), places));
        places.retainAll(written);
        return places;
    }

    private static void collect(Value root, Set<Place> places) {
        Deque<Value> open = new ArrayDeque<>(List.of(root));
        while (!open.isEmpty()) {
            Value value = open.pop();
            value.place().ifPresent(places::add);
            if (value instanceof MapValue map) {
                map.forEach(entry -> {
                    map.keyPlace(entry.key()).ifPresent(places::add);
                    open.push(entry.value());
                });
            } else if (value instanceof ListValue list) {
                list.forEach(open::push);
            }
        }
    }
}
