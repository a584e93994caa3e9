// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which items of two lists are the same one: those with equal names, when all items of both have names of their own. */
final class ListKeys {

    /** In the order in which they are tried. */
    private static final List<String> NAMES = List.of("name", "key", "id");

    private ListKeys() {}

    /** The key by which the items of these lists are told apart; empty when they are told apart by index. */
    static Optional<String> of(ListValue one, ListValue other) {
        return NAMES.stream()
                .filter(name -> distinct(one, name) && distinct(other, name))
                .filter(name -> one.size() + other.size() > 0)
                .findFirst();
    }

    private static boolean distinct(ListValue list, String name) {
        Set<String> seen = new HashSet<>();
        for (Value item : list) {
            if (!(item instanceof MapValue map)
                    || map.text(name).isEmpty()
                    || !seen.add(map.text(name).get())) {
                return false;
            }
        }
        return true;
    }

    /** The index of each item by its name. */
    static Map<String, Integer> indexes(ListValue list, String name) {
        Map<String, Integer> indexes = new LinkedHashMap<>();
        for (int i = 0; i < list.size(); i++) {
            indexes.put(((MapValue) list.get(i)).text(name).orElseThrow(), i);
        }
        return indexes;
    }
}
