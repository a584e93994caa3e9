// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Place;
import io.meshkit.document.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** The entries of a map that stand in its own text, in the order of the text. */
final class Entries {

    private record Entry(String key, Place keyPlace, Place lastPlace, Place valuePlace) {}

    private final List<Entry> entries;

    private Entries(List<Entry> entries) {
        this.entries = entries;
    }

    /** Empty when an entry stands nowhere, or when a merge key is in the map, whose own place nobody kept. */
    static Optional<Entries> of(MapValue map, BiFunction<MapValue, String, Optional<Place>> ownKey) {
        List<Entry> entries = new ArrayList<>();
        for (MapValue.Entry entry : map) {
            Optional<Place> key = ownKey.apply(map, entry.key());
            Optional<Place> value = entry.value().place();
            if (key.isEmpty() || value.isEmpty()) {
                return Optional.empty();
            }
            entries.add(new Entry(entry.key(), key.get(), lastScalar(entry.value()), value.get()));
        }
        entries.sort(Comparator.comparing(Entry::keyPlace));
        return Optional.of(new Entries(entries));
    }

    /** The place of the scalar that a value ends with, or of the value when that has none of its own. */
    static Place lastScalar(Value value) {
        Value last = value;
        Place place = value.place().orElseThrow();
        while (last.anchor().isEmpty()) {
            if (last instanceof MapValue map && !map.isEmpty()) {
                last = map.entries().get(map.size() - 1).value();
            } else if (last instanceof ListValue list && list.size() > 0) {
                last = list.get(list.size() - 1);
            } else {
                break;
            }
            place = last.place().orElse(place);
        }
        return place;
    }

    boolean has(String key) {
        return position(key) >= 0;
    }

    int position(String key) {
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).key().equals(key)) {
                return i;
            }
        }
        return -1;
    }

    /** For each entry the indexes of its key's start, the start of its last scalar and its value's end. */
    int[][] indexes(Lines lines) {
        return entries.stream()
                .map(entry -> new int[] {
                    lines.start(entry.keyPlace().span()),
                    lines.start(entry.lastPlace().span()),
                    lines.end(entry.valuePlace().span())
                })
                .toArray(int[][]::new);
    }
}
