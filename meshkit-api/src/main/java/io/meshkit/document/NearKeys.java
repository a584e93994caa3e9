// SPDX-License-Identifier: Apache-2.0
package io.meshkit.document;

/**
 * Where the keys of a map stand, in one long: up to four keys without quotes that begin at most 32 767 code points after the map does.
 * Most maps of Kubernetes objects are so; an array of spans for each costs more than the rest of such a map.
 */
final class NearKeys {

    /** What stands for no packed keys. */
    static final long NONE = -1;

    private static final int MOST = 4;
    private static final int BITS = 15;
    private static final int FARTHEST = (1 << BITS) - 1;

    private NearKeys() {}

    /**
     * Packs the starts of keys.
     *
     * @param keys the keys
     * @param spans start and end of each, in turns
     * @param mapStart where the map begins
     * @return the starts, or {@link #NONE} when they do not fit
     */
    static long pack(String[] keys, int[] spans, int mapStart) {
        if (keys.length > MOST) {
            return NONE;
        }
        long packed = 0;
        for (int i = keys.length - 1; i >= 0; i--) {
            int start = spans[2 * i];
            int distance = start - mapStart;
            if (start < 0 || distance < 0 || distance > FARTHEST || spans[2 * i + 1] - start != length(keys[i])) {
                return NONE;
            }
            packed = packed << BITS | distance;
        }
        return packed;
    }

    static int start(long packed, int index, int mapStart) {
        return mapStart + (int) (packed >>> (BITS * index) & FARTHEST);
    }

    /** How long a key is that is written without quotes. */
    static int length(String key) {
        return key.codePointCount(0, key.length());
    }
}
