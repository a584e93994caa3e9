// SPDX-License-Identifier: Apache-2.0
package io.meshkit.document;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A map from texts to values, in the order in which it was written. It knows the place of every key as well.
 *
 * <p>Looking a key up takes time proportional to the number of keys up to 16 of them; larger maps keep an index.
 *
 * @since 0.1.0
 */
public final class MapValue extends Located implements Value, Iterable<MapValue.Entry> {

    /** The empty map, made by code. */
    public static final MapValue EMPTY = new MapValue(new String[0], new Value[0], null, null, null, 0, 0);

    private static final int INDEXED_FROM = 17;

    private final String[] keys;
    private final Value[] values;
    /** Start and end of each key; null when code made the map. */
    private final int @Nullable [] keySpans;
    /** What only some maps have: origins of single keys, merge sites, an index of the keys. */
    private final @Nullable Extra extra;

    private MapValue(
            String[] keys,
            Value[] values,
            int @Nullable [] keySpans,
            @Nullable Extra extra,
            @Nullable Origin origin,
            int start,
            int end) {
        super(origin, start, end);
        this.keys = keys;
        this.values = values;
        this.keySpans = keySpans;
        this.extra = extra == null && keys.length >= INDEXED_FROM ? Extra.index(keys) : extra;
    }

    /**
     * A key and its value.
     *
     * @param key the key
     * @param value the value
     */
    public record Entry(String key, Value value) {}

    /**
     * Starts a map.
     *
     * @return an empty builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * A map of one entry, made by code.
     *
     * @param key the key
     * @param value the value
     * @return the map, without a place
     */
    public static MapValue of(String key, Value value) {
        return builder().put(key, value).build();
    }

    /**
     * A map of texts, made by code.
     *
     * @param texts the entries, in the order of the map
     * @return the map, without a place
     */
    public static MapValue ofTexts(Map<String, String> texts) {
        Builder builder = builder();
        texts.forEach((key, text) -> builder.put(key, TextValue.of(text)));
        return builder.build();
    }

    /**
     * How many keys there are.
     *
     * @return the number of keys
     */
    public int size() {
        return keys.length;
    }

    /**
     * Whether there is no key.
     *
     * @return true for an empty map
     */
    public boolean isEmpty() {
        return keys.length == 0;
    }

    /**
     * The keys.
     *
     * @return the keys in order, unmodifiable
     */
    public List<String> keys() {
        return Collections.unmodifiableList(Arrays.asList(keys));
    }

    /**
     * The entries.
     *
     * @return the entries in order, unmodifiable
     */
    public List<Entry> entries() {
        List<Entry> entries = new ArrayList<>(keys.length);
        for (int i = 0; i < keys.length; i++) {
            entries.add(new Entry(keys[i], values[i]));
        }
        return Collections.unmodifiableList(entries);
    }

    /**
     * Whether a key is present, be it with null.
     *
     * @param key the key
     * @return true when it is present
     */
    public boolean has(String key) {
        return indexOf(key) >= 0;
    }

    /**
     * The value of a key.
     *
     * @param key the key
     * @return the value; empty when the key is absent
     */
    public Optional<Value> get(String key) {
        int index = indexOf(key);
        return index < 0 ? Optional.empty() : Optional.of(values[index]);
    }

    /**
     * The map under a key.
     *
     * @param key the key
     * @return the map; empty when the key is absent or holds something else
     */
    public Optional<MapValue> map(String key) {
        return get(key).filter(MapValue.class::isInstance).map(MapValue.class::cast);
    }

    /**
     * The list under a key.
     *
     * @param key the key
     * @return the list; empty when the key is absent or holds something else
     */
    public Optional<ListValue> list(String key) {
        return get(key).filter(ListValue.class::isInstance).map(ListValue.class::cast);
    }

    /**
     * The text under a key.
     *
     * @param key the key
     * @return the characters; empty when the key is absent or holds something else
     */
    public Optional<String> text(String key) {
        return get(key).filter(TextValue.class::isInstance).map(value -> ((TextValue) value).text());
    }

    /**
     * Where a key was written. For a key that a merge ({@code <<}) brought, this is its place in the merged map.
     *
     * @param key the key
     * @return its place; empty when the key is absent or code made it
     */
    public Optional<Place> keyPlace(String key) {
        int index = indexOf(key);
        if (index < 0) {
            return Optional.empty();
        }
        Origin from = extra != null && extra.origins[index] != null ? extra.origins[index] : origin;
        if (from == null || keySpans == null || keySpans[2 * index] < 0) {
            return Optional.empty();
        }
        return Optional.of(from.place(keySpans[2 * index], keySpans[2 * index + 1]));
    }

    /**
     * Where a merge ({@code <<: *name}) brought a key into this map.
     *
     * @param key the key
     * @return the place of the alias or map behind {@code <<}; empty for keys written in this map itself
     */
    public Optional<Place> mergedAt(String key) {
        int index = indexOf(key);
        if (index < 0 || extra == null || origin == null) {
            return Optional.empty();
        }
        int[] site = extra.mergeSites[index];
        return site == null ? Optional.empty() : Optional.of(origin.place(site[0], site[1]));
    }

    /**
     * A copy with one entry other. The key keeps its position and its place when it is present already, else it comes last.
     *
     * @param key the key
     * @param value the value
     * @return the changed copy
     */
    public MapValue with(String key, Value value) {
        return toBuilder().put(key, value).build();
    }

    /**
     * A copy without a key.
     *
     * @param key the key
     * @return the changed copy, or this map when the key is absent
     */
    public MapValue without(String key) {
        return has(key) ? toBuilder().remove(key).build() : this;
    }

    /**
     * Starts a changed copy.
     *
     * @return a builder that holds all entries, their places, and the place of this map
     */
    public Builder toBuilder() {
        Builder builder = new Builder(keys.length + 1);
        builder.origin = origin;
        builder.start = start;
        builder.end = end;
        for (int i = 0; i < keys.length; i++) {
            int slot = builder.slot(keys[i], values[i]);
            if (keySpans != null && keySpans[2 * i] >= 0) {
                Origin from = extra != null && extra.origins[i] != null ? extra.origins[i] : origin;
                builder.place(slot, from, keySpans[2 * i], keySpans[2 * i + 1]);
            }
            if (extra != null && extra.mergeSites[i] != null) {
                builder.mergeSite(slot, extra.mergeSites[i]);
            }
        }
        return builder;
    }

    private int indexOf(String key) {
        if (extra != null && extra.index != null) {
            return extra.index.getOrDefault(key, -1);
        }
        for (int i = 0; i < keys.length; i++) {
            if (keys[i].equals(key)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public Iterator<Entry> iterator() {
        return entries().iterator();
    }

    @Override
    public MapValue at(Value other) {
        Located place = Located.of(other);
        if (keySpans == null) {
            return new MapValue(keys, values, null, extra, place.origin, place.start, place.end);
        }
        Builder builder = toBuilder();
        builder.origin = place.origin;
        builder.start = place.start;
        builder.end = place.end;
        return builder.build();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof MapValue map) || map.keys.length != keys.length) {
            return false;
        }
        for (int i = 0; i < keys.length; i++) {
            int index = map.indexOf(keys[i]);
            if (index < 0 || !map.values[index].equals(values[i])) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int hash = 0;
        for (int i = 0; i < keys.length; i++) {
            hash += keys[i].hashCode() * 31 ^ values[i].hashCode();
        }
        return hash;
    }

    /** Gives the entries in braces, for debugging. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < keys.length; i++) {
            text.append(i == 0 ? "" : ", ").append(keys[i]).append(": ").append(values[i]);
        }
        return text.append('}').toString();
    }

    private static final class Extra {
        final @Nullable Map<String, Integer> index;
        final @Nullable Origin[] origins;
        final int[] @Nullable [] mergeSites;

        Extra(@Nullable Map<String, Integer> index, @Nullable Origin[] origins, int[] @Nullable [] mergeSites) {
            this.index = index;
            this.origins = origins;
            this.mergeSites = mergeSites;
        }

        static Extra index(String[] keys) {
            return new Extra(indexOf(keys), new Origin[keys.length], new int[keys.length][]);
        }

        static @Nullable Map<String, Integer> indexOf(String[] keys) {
            if (keys.length < INDEXED_FROM) {
                return null;
            }
            Map<String, Integer> index = new HashMap<>(keys.length * 2);
            for (int i = 0; i < keys.length; i++) {
                index.put(keys[i], i);
            }
            return index;
        }
    }

    /** Collects entries. A key put twice keeps its first position and its last value. Not thread-safe; may be used once. */
    public static final class Builder {

        private String[] keys;
        private Value[] values;
        private int size;
        /** Start and end of each key; made with the first key that has a place. */
        private int @Nullable [] spans;
        /** Origins of the keys, made when one differs from {@link #keyOrigin}. */
        private @Nullable Origin @Nullable [] origins;
        /** The origin of all keys that have a place, as long as they share one. */
        private @Nullable Origin keyOrigin;

        private int @Nullable [] @Nullable [] mergeSites;
        /** Made when there are too many keys to walk over them. */
        private @Nullable Map<String, Integer> index;

        private @Nullable Origin origin;
        private int start;
        private int end;

        private Builder() {
            this(8);
        }

        private Builder(int capacity) {
            keys = new String[capacity];
            values = new Value[capacity];
        }

        /**
         * Puts an entry whose key code made. A key that is present already keeps its place.
         *
         * @param key the key
         * @param value the value
         * @return this builder
         */
        public Builder put(String key, Value value) {
            requireNonNull(value, "value");
            int slot = find(requireNonNull(key, "key"));
            if (slot < 0) {
                slot(key, value);
            } else {
                values[slot] = value;
            }
            return this;
        }

        /**
         * Puts a text.
         *
         * @param key the key
         * @param text the characters
         * @return this builder
         */
        public Builder put(String key, String text) {
            return put(key, TextValue.of(text));
        }

        /**
         * Puts a whole number.
         *
         * @param key the key
         * @param number the number
         * @return this builder
         */
        public Builder put(String key, long number) {
            return put(key, NumberValue.of(number));
        }

        /**
         * Puts a boolean.
         *
         * @param key the key
         * @param value true or false
         * @return this builder
         */
        public Builder put(String key, boolean value) {
            return put(key, BooleanValue.of(value));
        }

        /**
         * Puts an entry that was read.
         *
         * @param key the key
         * @param keyOrigin the text that the key was read from
         * @param keyStart offset of the key's first character, quotes included
         * @param keyEnd offset after its last character
         * @param value the value
         * @return this builder
         */
        public Builder put(String key, Origin keyOrigin, int keyStart, int keyEnd, Value value) {
            requireNonNull(keyOrigin, "keyOrigin");
            put(key, value);
            int slot = index == null && keys[size - 1] == key ? size - 1 : find(key);
            place(slot, keyOrigin, keyStart, keyEnd);
            if (mergeSites != null) {
                mergeSites[slot] = null;
            }
            return this;
        }

        /**
         * Takes over the entries of another map that are not present yet, as a merge key does; each keeps the place of its key there.
         *
         * @param merged the map to take from
         * @param siteStart offset, in the text of this map, of the alias or map behind {@code <<}
         * @param siteEnd offset after it
         * @return this builder
         */
        public Builder merge(MapValue merged, int siteStart, int siteEnd) {
            Builder from = merged.toBuilder();
            for (int i = 0; i < from.size; i++) {
                if (has(from.keys[i])) {
                    continue;
                }
                int slot = slot(from.keys[i], from.values[i]);
                if (from.spans != null && from.spans[2 * i] >= 0) {
                    place(slot, from.originOf(i), from.spans[2 * i], from.spans[2 * i + 1]);
                }
                mergeSite(slot, new int[] {siteStart, siteEnd});
            }
            return this;
        }

        /**
         * Takes an entry out.
         *
         * @param key the key
         * @return this builder
         */
        public Builder remove(String key) {
            int slot = find(key);
            if (slot < 0) {
                return this;
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
            return this;
        }

        /**
         * Whether a key was put.
         *
         * @param key the key
         * @return true when it is present
         */
        public boolean has(String key) {
            return find(key) >= 0;
        }

        /**
         * Where a key that was put was written.
         *
         * @param key the key
         * @return its place; empty when the key is absent or code made it
         */
        public Optional<Place> keyPlace(String key) {
            int slot = find(key);
            Origin from = slot < 0 ? null : originOf(slot);
            if (from == null || spans == null || spans[2 * slot] < 0) {
                return Optional.empty();
            }
            return Optional.of(from.place(spans[2 * slot], spans[2 * slot + 1]));
        }

        /**
         * Says where the map was read.
         *
         * @param from the text
         * @param startOffset offset of its first character
         * @param endOffset offset after the end of its last value, or after the brace in flow style
         * @return this builder
         */
        public Builder at(Origin from, int startOffset, int endOffset) {
            origin = requireNonNull(from, "from");
            start = startOffset;
            end = endOffset;
            return this;
        }

        /**
         * Gives the map.
         *
         * @return the map
         */
        public MapValue build() {
            return build(Arrays.copyOf(keys, size));
        }

        /**
         * Gives the map with a key array that other maps of the same keys may share, which saves memory when many alike are read.
         *
         * @param shared gives an equal array that is kept, or keeps this one
         * @return the map
         */
        public MapValue build(KeyPool shared) {
            return build(shared.share(Arrays.copyOf(keys, size)));
        }

        private MapValue build(String[] mapKeys) {
            return new MapValue(
                    mapKeys,
                    Arrays.copyOf(values, size),
                    spans == null ? null : Arrays.copyOf(spans, 2 * size),
                    extra(mapKeys),
                    origin,
                    start,
                    end);
        }

        private @Nullable Extra extra(String[] mapKeys) {
            boolean foreign = origins != null || keyOrigin != origin;
            if ((spans == null || !foreign) && mergeSites == null) {
                return null;
            }
            @Nullable Origin[] own = new Origin[size];
            for (int i = 0; spans != null && foreign && i < size; i++) {
                own[i] = spans[2 * i] < 0 || originOf(i) == origin ? null : originOf(i);
            }
            int[][] sites = mergeSites == null ? new int[size][] : Arrays.copyOf(mergeSites, size);
            return new Extra(Extra.indexOf(mapKeys), own, sites);
        }

        private int slot(String key, Value value) {
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

        private void place(int slot, @Nullable Origin from, int keyStart, int keyEnd) {
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
        }

        private void mergeSite(int slot, int @Nullable [] site) {
            if (mergeSites == null) {
                mergeSites = new int[keys.length][];
            }
            mergeSites[slot] = site;
        }

        private @Nullable Origin originOf(int slot) {
            return origins == null ? keyOrigin : origins[slot];
        }

        private int find(String key) {
            if (size >= INDEXED_FROM) {
                if (index == null) {
                    index = new HashMap<>(size * 4);
                    for (int i = 0; i < size; i++) {
                        index.put(keys[i], i);
                    }
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
    }
}
