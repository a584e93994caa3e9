// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes.internal.patch;

import io.meshkit.document.MapValue;
import io.meshkit.document.NullValue;
import io.meshkit.document.Value;

/** JSON merge patch (RFC 7396). */
public final class MergePatch {

    private MergePatch() {}

    /**
     * Lays a patch over a value.
     *
     * @param value the value
     * @param patch the patch; null removes a key
     * @return the changed value
     */
    public static Value apply(Value value, Value patch) {
        if (!(patch instanceof MapValue changes)) {
            return patch;
        }
        MapValue.Builder result = (value instanceof MapValue map ? map : MapValue.EMPTY).toBuilder();
        MapValue before = value instanceof MapValue map ? map : MapValue.EMPTY;
        for (MapValue.Entry change : changes) {
            if (change.value() instanceof NullValue) {
                result.remove(change.key());
            } else {
                result.put(change.key(), apply(before.get(change.key()).orElse(NullValue.NULL), change.value()));
            }
        }
        return result.build();
    }
}
