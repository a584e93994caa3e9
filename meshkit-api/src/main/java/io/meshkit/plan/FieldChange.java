// SPDX-License-Identifier: Apache-2.0
package io.meshkit.plan;

import static java.util.Objects.requireNonNull;

import io.meshkit.document.JsonPointer;
import io.meshkit.document.Value;
import java.util.Optional;

/**
 * One field that becomes other. Secret values never stand here; a {@linkplain SecretRef reference with a digest} stands for them.
 *
 * @param field the way from the root of the resource; an item of a list has the index it had before the change, a new one the index after it
 * @param before what is there; empty when the field is added
 * @param after what will be there; empty when the field goes away
 * @since 0.1.0
 */
public record FieldChange(JsonPointer field, Optional<Value> before, Optional<Value> after) {

    /**
     * Checks that something changes.
     *
     * @throws IllegalArgumentException when neither side has a value
     */
    public FieldChange {
        requireNonNull(field, "field");
        requireNonNull(before, "before");
        requireNonNull(after, "after");
        if (before.isEmpty() && after.isEmpty()) {
            throw new IllegalArgumentException("a change has a value before or after; \"" + field + "\" has none");
        }
    }
}
