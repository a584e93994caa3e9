// SPDX-License-Identifier: Apache-2.0
package io.meshkit.document;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Key sets and texts that recur while many similar documents are read, each kept once. One pool serves one reading; it is not
 * thread-safe and is dropped when the reading is done.
 *
 * @since 0.1.0
 */
public final class KeyPool {

    private static final int LONGEST_TEXT = 64;
    private static final int MOST = 100_000;
    private static final int LARGEST_RECENT_SET = 32;

    /**
     * Keys that texts read one after another share. It forgets: a key takes the slot of another with the same hash. Two threads may both
     * miss, which costs a copy and nothing else. Values are never kept here, they may be secrets.
     */
    private static final @Nullable String[] RECENT_KEYS = new @Nullable String[4096];

    private static final RecentTexts RECENT_TEXTS = new RecentTexts();

    private static final String[] @Nullable [] RECENT_KEY_SETS = new String[1024][];

    private final Map<Keys, String[]> keySets = new HashMap<>();

    /** An empty pool. */
    public KeyPool() {}

    /**
     * The kept copy of a text, shared with texts that were read before as long as their documents are in use.
     *
     * @param text the text
     * @return an equal text, for most calls the same object; texts over 64 characters are returned as they are
     */
    public String text(String text) {
        return text.length() > LONGEST_TEXT ? text : RECENT_TEXTS.share(text);
    }

    /**
     * The kept copy of a key, shared with texts that were read before.
     *
     * @param key the key
     * @return an equal text, for most calls the same object; keys over 64 characters are returned as they are
     */
    public String key(String key) {
        if (key.length() > LONGEST_TEXT) {
            return key;
        }
        int hash = key.hashCode();
        int slot = (hash ^ (hash >>> 12)) & (RECENT_KEYS.length - 1);
        String recent = RECENT_KEYS[slot];
        if (recent != null && recent.equals(key)) {
            return recent;
        }
        RECENT_KEYS[slot] = key;
        return key;
    }

    String[] share(String[] keys) {
        int hash = Arrays.hashCode(keys);
        int slot = (hash ^ (hash >>> 10) ^ (hash >>> 20)) & (RECENT_KEY_SETS.length - 1);
        String[] recent = RECENT_KEY_SETS[slot];
        if (recent != null && Arrays.equals(recent, keys)) {
            return recent;
        }
        String[] kept = keySets.size() >= MOST ? keys : keySets.computeIfAbsent(new Keys(keys), Keys::keys);
        if (kept.length <= LARGEST_RECENT_SET) {
            RECENT_KEY_SETS[slot] = kept;
        }
        return kept;
    }

    private record Keys(String[] keys) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Keys that && Arrays.equals(that.keys, keys);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(keys);
        }
    }
}
