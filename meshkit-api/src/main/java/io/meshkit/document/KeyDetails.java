// SPDX-License-Identifier: Apache-2.0
package io.meshkit.document;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What only some maps keep of their keys.
 *
 * @param index the position of each key, in large maps
 * @param origins for each key the text it was read from where that is another than the map's, in maps that have such keys
 * @param mergeSites for each key the span of the merge that brought it, in maps with merges
 */
record KeyDetails(
        @Nullable Map<String, Integer> index,
        @Nullable Origin @Nullable [] origins,
        int @Nullable [] @Nullable [] mergeSites) {

    /** Walking over fewer keys than this costs no more than a look into an index. */
    static final int INDEXED_FROM = 17;

    /** Nothing when there is nothing to keep. */
    static @Nullable KeyDetails of(
            String[] keys, @Nullable Origin @Nullable [] origins, int @Nullable [] @Nullable [] mergeSites) {
        boolean large = keys.length >= INDEXED_FROM;
        return large || origins != null || mergeSites != null
                ? new KeyDetails(large ? index(keys, keys.length) : null, origins, mergeSites)
                : null;
    }

    static Map<String, Integer> index(String[] keys, int size) {
        Map<String, Integer> index = new HashMap<>(size * 2);
        for (int i = 0; i < size; i++) {
            index.put(keys[i], i);
        }
        return index;
    }

    @Nullable
    Origin origin(int key) {
        return origins == null ? null : origins[key];
    }

    int @Nullable [] mergeSite(int key) {
        return mergeSites == null ? null : mergeSites[key];
    }
}
