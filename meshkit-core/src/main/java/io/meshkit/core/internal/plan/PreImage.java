// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import io.meshkit.document.JsonPointer;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import io.meshkit.plan.FieldChange;
import io.meshkit.resource.LiveResource;
import io.meshkit.resource.Resource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * A resource as it was before a step, and how to bring it back: all fields that the step wrote or took away get the values they had;
 * fields that it added are left out, so that the store takes them away again.
 */
final class PreImage {

    private final LiveResource before;

    PreImage(LiveResource before) {
        this.before = before;
    }

    LiveResource before() {
        return before;
    }

    /** The body that brings the fields back which applying {@code written} changed. */
    Resource restoring(Resource written, List<FieldChange> diff) {
        MapValue was = before.resource().body();
        Resource touched = Widening.of(written, was, diff);
        Value body = touched.body();
        List<JsonPointer> leaves = leaves(touched.body());
        for (int i = leaves.size() - 1; i >= 0; i--) {
            JsonPointer leaf = leaves.get(i);
            Optional<Value> value =
                    Widening.translate(touched.body(), was, leaf).flatMap(was::find);
            body = value.isPresent() ? body.with(leaf, value.get()) : body.without(leaf);
        }
        return touched.withBody((MapValue) body);
    }

    /** The whole object anew, without what was of the old one alone. */
    Resource recreation() {
        return before.resource()
                .withBody(ServerFields.recreatable(before.resource().body()));
    }

    /** Scalars, empty maps, and lists whose items have no names, in the order of the body. */
    private static List<JsonPointer> leaves(MapValue body) {
        List<JsonPointer> leaves = new ArrayList<>();
        Deque<JsonPointer> open = new ArrayDeque<>();
        open.push(JsonPointer.ROOT);
        while (!open.isEmpty()) {
            JsonPointer way = open.pop();
            Value value = body.find(way).orElseThrow();
            if (value instanceof MapValue map && !map.isEmpty()) {
                for (int i = map.size() - 1; i >= 0; i--) {
                    open.push(way.child(map.keys().get(i)));
                }
            } else if (value instanceof ListValue list
                    && list.size() > 0
                    && ListKeys.of(list, ListValue.EMPTY).isPresent()) {
                for (int i = list.size() - 1; i >= 0; i--) {
                    open.push(way.child(i));
                }
            } else {
                leaves.add(way);
            }
        }
        return leaves;
    }
}
