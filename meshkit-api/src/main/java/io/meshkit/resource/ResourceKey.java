// SPDX-License-Identifier: Apache-2.0
package io.meshkit.resource;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;

/**
 * What makes a resource one and the same over time. The API version is not part of it; it stands in the body.
 *
 * @param store where it lives
 * @param groupKind its kind
 * @param namespace its namespace; empty when the kind has none
 * @param name its name
 * @since 0.1.0
 */
public record ResourceKey(StoreId store, GroupKind groupKind, String namespace, String name)
        implements Comparable<ResourceKey> {

    private static final Comparator<ResourceKey> ORDER = Comparator.comparing(ResourceKey::store)
            .thenComparing(ResourceKey::groupKind)
            .thenComparing(ResourceKey::namespace)
            .thenComparing(ResourceKey::name);

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException when the name is blank
     */
    public ResourceKey {
        requireNonNull(store, "store");
        requireNonNull(groupKind, "groupKind");
        requireNonNull(namespace, "namespace");
        requireNonNull(name, "name");
        if (name.isBlank()) {
            throw new IllegalArgumentException("a resource has a name; got a blank one of kind " + groupKind);
        }
    }

    /**
     * The same resource in a store.
     *
     * @param where the store
     * @return the key there
     */
    public ResourceKey in(StoreId where) {
        return store.equals(where) ? this : new ResourceKey(where, groupKind, namespace, name);
    }

    @Override
    public int compareTo(ResourceKey other) {
        return ORDER.compare(this, other);
    }

    /** Gives {@code Kind.group namespace/name}; the store is left out. */
    @Override
    public String toString() {
        return groupKind + " " + (namespace.isEmpty() ? name : namespace + "/" + name);
    }
}
