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

    private final Map<Keys, String[]> keySets = new HashMap<>();
    private final Map<String, String> texts = new HashMap<>();

    /** An empty pool. */
    public KeyPool() {}

    /**
     * The kept copy of a text.
     *
     * @param text the text
     * @return an equal text, the same object for every call; texts over 64 characters are returned as they are
     */
    public String text(String text) {
        if (text.length() > LONGEST_TEXT || texts.size() >= MOST) {
            return text;
        }
        String kept = texts.putIfAbsent(text, text);
        return kept == null ? text : kept;
    }

    String[] share(String[] keys) {
        if (keySets.size() >= MOST) {
            return keys;
        }
        return keySets.computeIfAbsent(new Keys(keys), Keys::keys);
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
