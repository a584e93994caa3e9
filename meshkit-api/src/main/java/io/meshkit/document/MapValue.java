// SPDX-License-Identifier: Apache-2.0
package io.meshkit.document;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
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
    public static final MapValue EMPTY =
            new MapValue(new String[0], new Value[0], NearKeys.NONE, null, null, null, 0, 0);

    private final String[] keys;
    private final Value[] values;
    /** Where the keys stand, when there are few and they stand near; else {@link NearKeys#NONE}. */
    private final long nearKeys;
    /** Start of each key, -1 for those that code made, then their ends; null when they stand near, or when code made them all. */
    private final int @Nullable [] keySpans;
    /** What only some maps have. */
    private final @Nullable KeyDetails details;

    MapValue(
            String[] keys,
            Value[] values,
            long nearKeys,
            int @Nullable [] keySpans,
            @Nullable KeyDetails details,
            @Nullable Origin origin,
            int start,
            int end) {
        super(origin, start, end);
        this.keys = keys;
        this.values = values;
        this.nearKeys = nearKeys;
        this.keySpans = keySpans;
        this.details = details;
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
        return new Builder(new MapEntries());
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
        Origin from = index < 0 ? null : keyOrigin(index);
        int keyStart = from == null ? -1 : keyStart(index);
        return from == null || keyStart < 0 ? Optional.empty() : Optional.of(from.place(keyStart, keyEnd(index)));
    }

    /**
     * Where a merge ({@code <<: *name}) brought a key into this map.
     *
     * @param key the key
     * @return the place of the alias or map behind {@code <<}; empty for keys written in this map itself
     */
    public Optional<Place> mergedAt(String key) {
        int index = indexOf(key);
        int[] site = index < 0 ? null : mergeSite(index);
        return site == null || origin == null ? Optional.empty() : Optional.of(origin.place(site[0], site[1]));
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
        return new Builder(new MapEntries(this));
    }

    private int indexOf(String key) {
        if (details != null && details.index() != null) {
            return details.index().getOrDefault(key, -1);
        }
        for (int i = 0; i < keys.length; i++) {
            if (keys[i].equals(key)) {
                return i;
            }
        }
        return -1;
    }

    String key(int index) {
        return keys[index];
    }

    Value value(int index) {
        return values[index];
    }

    /** Offset of a key's first character; -1 when code made it. */
    int keyStart(int index) {
        if (nearKeys != NearKeys.NONE) {
            return NearKeys.start(nearKeys, index, start);
        }
        return keySpans == null ? -1 : keySpans[index];
    }

    int keyEnd(int index) {
        return keySpans == null ? keyStart(index) + NearKeys.length(keys[index]) : keySpans[keys.length + index];
    }

    /** The text that a key was read from, which for keys that a merge brought may be another than the map's. */
    @Nullable
    Origin keyOrigin(int index) {
        Origin other = details == null ? null : details.origin(index);
        return other == null ? origin : other;
    }

    int @Nullable [] mergeSite(int index) {
        return details == null ? null : details.mergeSite(index);
    }

    @Override
    public Iterator<Entry> iterator() {
        return entries().iterator();
    }

    @Override
    public MapValue at(Value other) {
        Located place = Located.of(other);
        MapEntries entries = new MapEntries(this);
        entries.at(place.origin, place.start, place.end);
        return entries.toMap(keys);
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

    /** Collects entries. A key put twice keeps its first position and its last value. Not thread-safe; may be used once. */
    public static final class Builder {

        private final MapEntries entries;

        private Builder(MapEntries entries) {
            this.entries = entries;
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
            entries.put(requireNonNull(key, "key"), value);
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
            requireNonNull(value, "value");
            int slot = entries.put(requireNonNull(key, "key"), value);
            entries.place(slot, keyOrigin, keyStart, keyEnd);
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
            entries.merge(merged, siteStart, siteEnd);
            return this;
        }

        /**
         * Takes an entry out.
         *
         * @param key the key
         * @return this builder
         */
        public Builder remove(String key) {
            entries.remove(key);
            return this;
        }

        /**
         * Whether a key was put.
         *
         * @param key the key
         * @return true when it is present
         */
        public boolean has(String key) {
            return entries.find(key) >= 0;
        }

        /**
         * Where a key that was put was written.
         *
         * @param key the key
         * @return its place; empty when the key is absent or code made it
         */
        public Optional<Place> keyPlace(String key) {
            return entries.keyPlace(key);
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
            entries.at(requireNonNull(from, "from"), startOffset, endOffset);
            return this;
        }

        /**
         * Gives the map.
         *
         * @return the map
         */
        public MapValue build() {
            return entries.toMap(entries.keys());
        }

        /**
         * Gives the map with a key array that other maps of the same keys may share, which saves memory when many alike are read.
         *
         * @param shared gives an equal array that is kept, or keeps this one
         * @return the map
         */
        public MapValue build(KeyPool shared) {
            return entries.toMap(shared.share(entries.keys()));
        }
    }
}
