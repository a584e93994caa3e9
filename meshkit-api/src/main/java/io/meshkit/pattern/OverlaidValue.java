// SPDX-License-Identifier: Apache-2.0
package io.meshkit.pattern;

import io.meshkit.document.MapValue;
import io.meshkit.document.NullValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import java.util.Optional;

/**
 * A value with an overlay on it: maps are joined, anything else replaces what it is laid over.
 *
 * @param under what is laid over; null for nothing
 * @param over what is laid over it; an empty map for nothing
 */
record OverlaidValue(Value under, Value over) {

    OverlaidValue child(String key) {
        if (!(over instanceof MapValue overlay)) {
            return new OverlaidValue(NullValue.NULL, MapValue.EMPTY);
        }
        Value below = under instanceof MapValue map ? map.get(key).orElse(NullValue.NULL) : NullValue.NULL;
        return new OverlaidValue(below, overlay.get(key).orElse(MapValue.EMPTY));
    }

    /** The text that holds; empty for an empty one and for any other value. */
    Optional<String> text() {
        Value holds = over instanceof MapValue overlay && overlay.isEmpty() ? under : over;
        return holds instanceof TextValue text && !text.text().isEmpty() ? Optional.of(text.text()) : Optional.empty();
    }

    /** The map of scalars that holds; empty for any other value. */
    MapValue map() {
        if (!(over instanceof MapValue overlay)) {
            return MapValue.EMPTY;
        }
        MapValue.Builder joined = (under instanceof MapValue map ? map : MapValue.EMPTY).toBuilder();
        overlay.forEach(entry -> joined.put(entry.key(), entry.value()));
        return joined.build();
    }
}
