// SPDX-License-Identifier: Apache-2.0
package io.meshkit.document;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The entries of a map that is being built, by column; each has a slot, counted from 0. Not thread-safe. */
final class MapEntries {

    private String[] keys;
    private Value[] values;
    private int size;
    /** Start and end of each key, in turns, -1 where it has none; made with the first key that has a place. */
    private int @Nullable [] spans;
    /** The origin of all keys that have a place, as long as they share one. */
    private @Nullable Origin keyOrigin;
    /** Origins of the keys, made when one differs from {@link #keyOrigin}. */
    private @Nullable Origin @Nullable [] origins;

    private int @Nullable [] @Nullable [] mergeSites;
    /** Made when there are too many keys to walk over them. */
    private @Nullable Map<String, Integer> index;

    private @Nullable Origin origin;
    private int start;
    private int end;

    MapEntries() {
        keys = new String[4];
        values = new Value[4];
    }

    MapEntries(MapValue map) {
        keys = new String[map.size() + 1];
        values = new Value[map.size() + 1];
        at(map.origin, map.start, map.end);
        for (int i = 0; i < map.size(); i++) {
            take(map, i, map.mergeSite(i));
        }
    }

    void at(@Nullable Origin from, int startOffset, int endOffset) {
        origin = from;
        start = startOffset;
        end = endOffset;
    }

    /** Puts an entry; a key that is there already keeps its slot and its place. */
    int put(String key, Value value) {
        int slot = find(key);
        if (slot < 0) {
            return add(key, value);
        }
        values[slot] = value;
        return slot;
    }

    /** Says where a key was read; a key that is written here was brought by no merge. */
    void place(int slot, @Nullable Origin from, int keyStart, int keyEnd) {
        if (spans == null) {
            spans = new int[2 * keys.length];
            Arrays.fill(spans, -1);
            keyOrigin = from;
        }
        spans[2 * slot] = keyStart;
        spans[2 * slot + 1] = keyEnd;
        if (origins == null && from != keyOrigin) {
            origins = new Origin[keys.length];
            Arrays.fill(origins, keyOrigin);
        }
        if (origins != null) {
            origins[slot] = from;
        }
        if (mergeSites != null) {
            mergeSites[slot] = null;
        }
    }

    void merge(MapValue merged, int siteStart, int siteEnd) {
        for (int i = 0; i < merged.size(); i++) {
            if (find(merged.key(i)) < 0) {
                take(merged, i, new int[] {siteStart, siteEnd});
            }
        }
    }

    private void take(MapValue map, int i, int @Nullable [] mergeSite) {
        int slot = add(map.key(i), map.value(i));
        if (map.keyStart(i) >= 0) {
            place(slot, map.keyOrigin(i), map.keyStart(i), map.keyEnd(i));
        }
        if (mergeSite != null) {
            mergeSites = mergeSites == null ? new int[keys.length][] : mergeSites;
            mergeSites[slot] = mergeSite;
        }
    }

    void remove(String key) {
        int slot = find(key);
        if (slot < 0) {
            return;
        }
        int after = size - slot - 1;
        System.arraycopy(keys, slot + 1, keys, slot, after);
        System.arraycopy(values, slot + 1, values, slot, after);
        if (spans != null) {
            System.arraycopy(spans, 2 * slot + 2, spans, 2 * slot, 2 * after);
            spans[2 * size - 2] = -1;
        }
        if (origins != null) {
            System.arraycopy(origins, slot + 1, origins, slot, after);
        }
        if (mergeSites != null) {
            System.arraycopy(mergeSites, slot + 1, mergeSites, slot, after);
            mergeSites[size - 1] = null;
        }
        size--;
        index = null;
    }

    /** The slot of a key; -1 when it is not there. */
    int find(String key) {
        if (size >= KeyDetails.INDEXED_FROM) {
            if (index == null) {
                index = KeyDetails.index(keys, size);
            }
            return index.getOrDefault(key, -1);
        }
        for (int i = 0; i < size; i++) {
            if (keys[i].equals(key)) {
                return i;
            }
        }
        return -1;
    }

    Optional<Place> keyPlace(String key) {
        int slot = find(key);
        Origin from = slot < 0 ? null : originOf(slot);
        if (from == null || spans == null || spans[2 * slot] < 0) {
            return Optional.empty();
        }
        return Optional.of(from.place(spans[2 * slot], spans[2 * slot + 1]));
    }

    String[] keys() {
        return Arrays.copyOf(keys, size);
    }

    /** The map; {@code mapKeys} are {@link #keys()} or an equal array that it shares. */
    MapValue toMap(String[] mapKeys) {
        long near = spans == null ? NearKeys.NONE : NearKeys.pack(mapKeys, spans, start);
        int[] keySpans = spans == null || near != NearKeys.NONE ? null : columns(spans);
        int[][] sites = mergeSites == null ? null : Arrays.copyOf(mergeSites, size);
        KeyDetails details = KeyDetails.of(mapKeys, foreignOrigins(), sites);
        return new MapValue(mapKeys, Arrays.copyOf(values, size), near, keySpans, details, origin, start, end);
    }

    private int[] columns(int[] turns) {
        int[] columns = new int[2 * size];
        for (int i = 0; i < size; i++) {
            columns[i] = turns[2 * i];
            columns[size + i] = turns[2 * i + 1];
        }
        return columns;
    }

    private @Nullable Origin @Nullable [] foreignOrigins() {
        if (spans == null || (origins == null && keyOrigin == origin)) {
            return null;
        }
        @Nullable Origin[] foreign = new Origin[size];
        for (int i = 0; i < size; i++) {
            foreign[i] = spans[2 * i] < 0 || originOf(i) == origin ? null : originOf(i);
        }
        return foreign;
    }

    private int add(String key, Value value) {
        if (size == keys.length) {
            grow();
        }
        keys[size] = key;
        values[size] = value;
        if (index != null) {
            index.put(key, size);
        }
        size++;
        return size - 1;
    }

    private void grow() {
        int capacity = Math.max(8, keys.length * 2);
        keys = Arrays.copyOf(keys, capacity);
        values = Arrays.copyOf(values, capacity);
        if (spans != null) {
            spans = Arrays.copyOf(spans, 2 * capacity);
            Arrays.fill(spans, 2 * size, 2 * capacity, -1);
        }
        if (origins != null) {
            origins = Arrays.copyOf(origins, capacity);
        }
        if (mergeSites != null) {
            mergeSites = Arrays.copyOf(mergeSites, capacity);
        }
    }

    private @Nullable Origin originOf(int slot) {
        return origins == null ? keyOrigin : origins[slot];
    }
}
