// SPDX-License-Identifier: Apache-2.0
package io.meshkit.document;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What all values keep of their place: two offsets and the origin they share. */
abstract class Located {

    final @Nullable Origin origin;
    final int start;
    final int end;

    Located(@Nullable Origin origin, int start, int end) {
        this.origin = origin;
        this.start = start;
        this.end = end;
    }

    static Located of(Value value) {
        return (Located) value;
    }

    /** Where this stands, or empty when code made it. */
    public Optional<Place> place() {
        return origin == null ? Optional.empty() : Optional.of(origin.place(start, end));
    }

    /** Where the anchored node stands that an alias brought here. */
    public Optional<Place> anchor() {
        return origin == null ? Optional.empty() : origin.anchor();
    }
}
