// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes.internal.fields;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NullValue;
import io.meshkit.document.Value;
import io.meshkit.testkit.kubernetes.internal.fields.Atom.ListType;
import io.meshkit.testkit.kubernetes.internal.fields.Atom.MapType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lays a value over another by their type: maps by key, keyed lists and sets by item, all else as one. Items that only the lower list has
 * keep their place before the next item that both have (kubernetes-sigs/structured-merge-diff:typed/merge.go).
 */
final class Merge {

    private Merge() {}

    static Value merge(@Nullable Value below, Value above, @Nullable TypeRef type) {
        Atom atom = (type == null ? Atom.DEDUCED : type).atom().narrow(above);
        if (below == null || below instanceof NullValue || above instanceof NullValue) {
            return above;
        }
        if (atom.map() != null
                && !atom.map().atomic()
                && below instanceof MapValue low
                && above instanceof MapValue high) {
            return mergeMap(low, high, atom.map());
        }
        if (atom.map() == null
                && atom.scalar() == null
                && atom.list() != null
                && !atom.list().atomic()
                && below instanceof ListValue low
                && above instanceof ListValue high) {
            return mergeList(low, high, atom.list());
        }
        return above;
    }

    private static Value mergeMap(MapValue low, MapValue high, MapType type) {
        Map<String, Value> merged = new LinkedHashMap<>();
        low.forEach(entry -> merged.put(entry.key(), entry.value()));
        high.forEach(entry -> merged.put(
                entry.key(), merge(low.get(entry.key()).orElse(null), entry.value(), type.typeOf(entry.key()))));
        MapValue.Builder builder = MapValue.builder();
        merged.forEach(builder::put);
        return builder.build();
    }

    private static Value mergeList(ListValue low, ListValue high, ListType type) {
        Map<PathElement, Value> left = ItemKeys.index(type, low);
        Map<PathElement, Value> right = ItemKeys.index(type, high);
        List<Value> merged = new ArrayList<>();
        for (PathElement element : order(List.copyOf(left.keySet()), List.copyOf(right.keySet()))) {
            Value above = right.get(element);
            Value below = left.get(element);
            if (above != null) {
                merged.add(merge(below, above, type.element()));
            } else if (below != null) {
                merged.add(below);
            }
        }
        return ListValue.of(merged);
    }

    /** Items of both lists in the order of the upper one; items of the lower one alone come before those of the upper one alone. */
    private static Set<PathElement> order(List<PathElement> left, List<PathElement> right) {
        Set<PathElement> order = new LinkedHashSet<>();
        List<PathElement> shared = right.stream().filter(left::contains).toList();
        int l = 0;
        int r = 0;
        int s = 0;
        while (l < left.size() || r < right.size()) {
            if (l < left.size() && (!right.contains(left.get(l)) || order.contains(left.get(l)))) {
                order.add(left.get(l++));
            } else if (l < left.size() && r < right.size() && left.get(l).equals(right.get(r))) {
                order.add(left.get(l++));
                r++;
                s++;
            } else if (l < left.size() && s < shared.size() && !shared.get(s).equals(left.get(l))) {
                // Both have it, but the upper list wants another one first.
                l++;
            } else if (r < right.size()) {
                s += s < shared.size() && shared.get(s).equals(right.get(r)) ? 1 : 0;
                order.add(right.get(r++));
            } else {
                l++;
            }
        }
        return order;
    }
}
