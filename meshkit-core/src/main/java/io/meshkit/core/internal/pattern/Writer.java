// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Origin;
import io.meshkit.document.Place;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who writes into drafts: a component, or one of its traits. Values that come without a place get that of the writer, so that everything
 * that is rendered can be traced to the file.
 *
 * @param order the position of the component in the pattern
 * @param component the key of the component
 * @param trait the trait; empty for the component itself
 * @param site where the trait or component is written; empty when code made it
 */
record Writer(int order, String component, String trait, Optional<Place> site) implements Comparable<Writer> {

    /** The value, with the place of the writer wherever it has none itself. */
    Value located(Value value) {
        if (site.isEmpty()) {
            return value;
        }
        return located(value, TextValue.of("").at(marker()));
    }

    private Value marker() {
        return TextValue.of("", Origin.at(site.orElseThrow()), 0, 0);
    }

    private static Value located(Value value, Value marker) {
        Value inner = value;
        if (value instanceof ListValue list) {
            List<Value> items = new ArrayList<>(list.size());
            boolean same = true;
            for (Value item : list) {
                Value placed = located(item, marker);
                same &= placed == item;
                items.add(placed);
            }
            inner = same ? list : ListValue.of(items).at(list);
        } else if (value instanceof MapValue map) {
            inner = located(map, marker);
        }
        return inner.place().isPresent() ? inner : inner.at(marker);
    }

    /** A key that nobody wrote stands where its value does. */
    private static MapValue located(MapValue map, Value marker) {
        MapValue.@Nullable Builder changed = null;
        for (MapValue.Entry entry : map) {
            Value placed = located(entry.value(), marker);
            Optional<Place> key = map.keyPlace(entry.key());
            if (placed == entry.value() && key.isPresent()) {
                continue;
            }
            changed = changed == null ? map.toBuilder() : changed;
            if (key.isPresent()) {
                changed.put(entry.key(), placed);
            } else {
                changed.put(entry.key(), Origin.at(placed.place().orElseThrow()), 0, 0, placed);
            }
        }
        return changed == null ? map : changed.build().at(map);
    }

    /** The writer as messages name it. */
    String name() {
        return trait.isEmpty() ? component : component + "." + trait;
    }

    @Override
    public int compareTo(Writer other) {
        int byOrder = Integer.compare(order, other.order);
        return byOrder != 0 ? byOrder : trait.compareTo(other.trait);
    }
}
