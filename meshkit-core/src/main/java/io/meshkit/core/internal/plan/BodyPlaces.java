// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import io.meshkit.document.JsonPointer;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Place;
import io.meshkit.document.Value;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Where in the user's file a field of a rendered body comes from. */
public final class BodyPlaces {

    private BodyPlaces() {}

    static Optional<Place> nearest(MapValue body, String pointer) {
        return nearest(body, JsonPointer.parse(pointer));
    }

    /**
     * The place of the value that a pointer leads to or, when there is none, of what is nearest around it. A value made by code stands
     * for what was put into it, so the first placed value inside counts before what is around.
     *
     * @param body the body
     * @param pointer the way to the value
     * @return the place; empty when nothing of the body was written anywhere
     */
    public static Optional<Place> nearest(MapValue body, JsonPointer pointer) {
        JsonPointer way = pointer;
        while (true) {
            Optional<Place> place = body.find(way).flatMap(BodyPlaces::firstInside);
            if (place.isPresent() || way.isRoot()) {
                return place;
            }
            way = way.parent();
        }
    }

    private static Optional<Place> firstInside(Value value) {
        Deque<Value> open = new ArrayDeque<>();
        open.push(value);
        while (!open.isEmpty()) {
            Value next = open.pop();
            if (next.place().isPresent()) {
                return next.place();
            }
            if (next instanceof MapValue map) {
                for (int i = map.size() - 1; i >= 0; i--) {
                    open.push(map.get(map.keys().get(i)).orElseThrow());
                }
            } else if (next instanceof ListValue list) {
                for (int i = list.size() - 1; i >= 0; i--) {
                    open.push(list.get(i));
                }
            }
        }
        return Optional.empty();
    }
}
