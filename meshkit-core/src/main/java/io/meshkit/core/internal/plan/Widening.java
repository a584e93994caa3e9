// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import io.meshkit.document.JsonPointer;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import io.meshkit.plan.FieldChange;
import io.meshkit.resource.Resource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A body that has both what will be needed and what is still used: the desired one, and all that the change would take away. */
final class Widening {

    private Widening() {}

    static Resource of(Resource desired, MapValue live, List<FieldChange> diff) {
        Value body = desired.body();
        for (FieldChange change : diff) {
            Optional<Value> kept = live.find(change.field());
            if (change.after().isEmpty() && kept.isPresent()) {
                Optional<JsonPointer> around =
                        translate(live, body, change.field().parent());
                if (around.isPresent()) {
                    body = putBack(body, around.get(), change.field().last(), kept.get());
                }
            }
        }
        return desired.withBody((MapValue) body);
    }

    private static Value putBack(Value body, JsonPointer around, String last, Value kept) {
        Value container = body.find(around).orElse(MapValue.EMPTY);
        return container instanceof ListValue
                ? body.with(around.child("-"), kept)
                : body.with(around.child(last), kept);
    }

    /** The same way in another body: items of lists are found again by name. Empty when the way is not there. */
    static Optional<JsonPointer> translate(Value from, Value to, JsonPointer way) {
        JsonPointer translated = JsonPointer.ROOT;
        Value here = from;
        Value there = to;
        for (String segment : way.segments()) {
            String step = segment;
            if (here instanceof ListValue one && there instanceof ListValue other) {
                Optional<String> found = sameItem(one, other, segment);
                if (found.isEmpty()) {
                    return Optional.empty();
                }
                step = found.get();
            }
            Optional<Value> nextHere = here.find(JsonPointer.of(segment));
            Optional<Value> nextThere = there.find(JsonPointer.of(step));
            if (nextHere.isEmpty() || nextThere.isEmpty()) {
                return Optional.empty();
            }
            here = nextHere.get();
            there = nextThere.get();
            translated = translated.child(step);
        }
        return Optional.of(translated);
    }

    private static Optional<String> sameItem(ListValue one, ListValue other, String index) {
        Optional<String> name = ListKeys.of(one, other);
        if (name.isEmpty()) {
            return Optional.of(index);
        }
        Map<String, Integer> others = ListKeys.indexes(other, name.get());
        return one.find(JsonPointer.of(index, name.get()))
                .map(item -> others.get(item.toString()))
                .map(Object::toString);
    }
}
