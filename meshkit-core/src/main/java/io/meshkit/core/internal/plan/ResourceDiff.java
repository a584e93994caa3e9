// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import io.meshkit.document.JsonPointer;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import io.meshkit.plan.FieldChange;
import io.meshkit.plan.SecretFields;
import io.meshkit.resource.ResourceKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The fields in which two states of a resource differ. Items of lists are compared by name where they have names; the way to an item is
 * that of the earlier state, and of the later one for new items. Status, bookkeeping and
 * foreign fields are left out; secrets are replaced by references.
 */
final class ResourceDiff {

    private final ForeignFields foreign;

    ResourceDiff(ForeignFields foreign) {
        this.foreign = foreign;
    }

    private record Pair(
            JsonPointer field,
            @Nullable Value before,
            @Nullable Value after) {}

    List<FieldChange> between(ResourceKey key, MapValue before, MapValue after) {
        List<FieldChange> changes = new ArrayList<>();
        Deque<Pair> open = new ArrayDeque<>();
        open.push(new Pair(JsonPointer.ROOT, ServerFields.comparable(before), ServerFields.comparable(after)));
        while (!open.isEmpty()) {
            Pair pair = open.pop();
            if (foreign.covers(key.groupKind(), pair.field) || equal(pair)) {
                continue;
            }
            List<Pair> inside = inside(pair);
            if (inside.isEmpty()) {
                changes.add(change(key, pair));
            }
            for (int i = inside.size() - 1; i >= 0; i--) {
                open.push(inside.get(i));
            }
        }
        return changes;
    }

    private static boolean equal(Pair pair) {
        return pair.before != null && pair.before.equals(pair.after);
    }

    /** The pairs inside two maps or two lists; none when the values are to be shown as they are. */
    private static List<Pair> inside(Pair pair) {
        if (pair.before instanceof MapValue before && pair.after instanceof MapValue after) {
            return maps(pair.field, before, after);
        }
        if (pair.before instanceof ListValue before && pair.after instanceof ListValue after) {
            Optional<String> name = ListKeys.of(before, after);
            return name.isPresent() ? named(pair.field, before, after, name.get()) : indexed(pair.field, before, after);
        }
        return List.of();
    }

    private static List<Pair> maps(JsonPointer field, MapValue before, MapValue after) {
        List<Pair> pairs = new ArrayList<>();
        for (MapValue.Entry entry : before) {
            pairs.add(new Pair(
                    field.child(entry.key()),
                    entry.value(),
                    after.get(entry.key()).orElse(null)));
        }
        for (MapValue.Entry entry : after) {
            if (!before.has(entry.key())) {
                pairs.add(new Pair(field.child(entry.key()), null, entry.value()));
            }
        }
        return pairs;
    }

    private static List<Pair> named(JsonPointer field, ListValue before, ListValue after, String name) {
        List<Pair> pairs = new ArrayList<>();
        Map<String, Integer> were = ListKeys.indexes(before, name);
        Map<String, Integer> are = ListKeys.indexes(after, name);
        were.forEach((item, index) -> {
            Integer now = are.get(item);
            pairs.add(new Pair(field.child(index), before.get(index), now == null ? null : after.get(now)));
        });
        are.forEach((item, index) -> {
            if (!were.containsKey(item)) {
                pairs.add(new Pair(field.child(index), null, after.get(index)));
            }
        });
        return pairs;
    }

    private static List<Pair> indexed(JsonPointer field, ListValue before, ListValue after) {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
            pairs.add(new Pair(
                    field.child(i), i < before.size() ? before.get(i) : null, i < after.size() ? after.get(i) : null));
        }
        return pairs;
    }

    private static FieldChange change(ResourceKey key, Pair pair) {
        return new FieldChange(
                pair.field,
                Optional.ofNullable(pair.before).map(value -> SecretFields.mask(key, pair.field, value)),
                Optional.ofNullable(pair.after).map(value -> SecretFields.mask(key, pair.field, value)));
    }
}
