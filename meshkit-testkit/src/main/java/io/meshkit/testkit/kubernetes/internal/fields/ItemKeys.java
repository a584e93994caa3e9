// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes.internal.fields;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NullValue;
import io.meshkit.document.Value;
import io.meshkit.testkit.kubernetes.internal.fields.Atom.Field;
import io.meshkit.testkit.kubernetes.internal.fields.Atom.ListType;
import io.meshkit.testkit.kubernetes.internal.fields.Atom.MapType;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names items of lists that are merged item by item. */
final class ItemKeys {

    private ItemKeys() {}

    /**
     * The path element of an item.
     *
     * @throws IllegalArgumentException when the item has no key or is none that a set can hold
     */
    static PathElement of(ListType list, Value item) {
        return list.keys().isEmpty() ? ofSet(item) : ofMap(list, item);
    }

    /** The items by their path elements, in order; of several with one key the first. Items without a key are left out. */
    static Map<PathElement, Value> index(ListType list, @Nullable ListValue items) {
        Map<PathElement, Value> index = new LinkedHashMap<>();
        if (items != null) {
            for (Value item : items) {
                try {
                    index.putIfAbsent(of(list, item), item);
                } catch (IllegalArgumentException e) {
                    // Stored lists may hold what has no key; nobody can own it, so it takes part in nothing.
                    continue;
                }
            }
        }
        return index;
    }

    private static PathElement ofSet(Value item) {
        if (item instanceof MapValue) {
            throw new IllegalArgumentException("associative list without keys has an element that's a map type");
        }
        if (item instanceof ListValue) {
            throw new IllegalArgumentException("not supported: associative list with lists as elements");
        }
        if (item instanceof NullValue) {
            throw new IllegalArgumentException("associative list without keys has an element that's an explicit null");
        }
        return PathElement.value(item);
    }

    private static PathElement ofMap(ListType list, Value item) {
        if (item instanceof NullValue) {
            throw new IllegalArgumentException("associative list with keys may not have a null element");
        }
        if (!(item instanceof MapValue map)) {
            throw new IllegalArgumentException("associative list with keys may not have non-map elements");
        }
        MapType type = list.element().atom().map();
        MapValue.Builder keys = MapValue.builder();
        for (String key : list.keys()) {
            Field field = type == null ? null : type.fields().get(key);
            if (map.get(key).isPresent()) {
                keys.put(key, map.get(key).get());
            } else if (field != null && field.defaultValue() != null) {
                keys.put(key, field.defaultValue());
            }
        }
        MapValue found = keys.build();
        if (found.isEmpty()) {
            throw new IllegalArgumentException("associative list with keys has an element that omits all key fields [\""
                    + String.join("\" \"", list.keys()) + "\"] (and doesn't have default values for any key fields)");
        }
        return PathElement.key(found);
    }
}
