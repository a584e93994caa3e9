// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;

/** Finds how long the longest key of a value is. */
final class LongestKey implements ValueSink {

    private int length;

    private LongestKey() {}

    static int of(Value value) {
        LongestKey longest = new LongestKey();
        ValueWalk.walk(value, longest);
        return longest.length;
    }

    @Override
    public void key(String key) {
        length = Math.max(length, key.length());
    }

    @Override
    public void startMap(MapValue map) {
        // only keys count
    }

    @Override
    public void endMap() {
        // only keys count
    }

    @Override
    public void startList(ListValue list) {
        // only keys count
    }

    @Override
    public void endList() {
        // only keys count
    }

    @Override
    public void scalar(Value value) {
        // only keys count
    }
}
