// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.document.Place;
import io.meshkit.document.Value;
import java.util.Optional;

/**
 * One value that somebody wants at one pointer.
 *
 * @param value the value
 * @param writer who wants it
 */
record Write(Value value, Writer writer) {

    /** Where it comes from. */
    Optional<Place> place() {
        return value.place().or(writer::site);
    }
}
