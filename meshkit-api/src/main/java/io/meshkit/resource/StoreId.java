// SPDX-License-Identifier: Apache-2.0
package io.meshkit.resource;

import static java.util.Objects.requireNonNull;

/**
 * The name of one store, such as {@code kubernetes:kind-dev} or {@code consul:http://127.0.0.1:8500}.
 *
 * @param value the name, not blank
 * @since 0.1.0
 */
public record StoreId(String value) implements Comparable<StoreId> {

    /** Stands for "the store that the plan will be applied to", in resources rendered before a store is known. */
    public static final StoreId UNBOUND = new StoreId("unbound");

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException when it is blank
     */
    public StoreId {
        requireNonNull(value, "value");
        if (value.isBlank()) {
            throw new IllegalArgumentException("a store has a name; got a blank one");
        }
    }

    @Override
    public int compareTo(StoreId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
