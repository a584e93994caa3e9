// SPDX-License-Identifier: Apache-2.0
package io.meshkit.resource;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which resources belong to a set, as the store remembers it. Before a resource is created it is in the inventory, and it is taken out
 * only after it is gone, so the inventory may name too much after a crash, never too little.
 *
 * @param set whose resources
 * @param members their keys, sorted
 * @param revision the revision last applied in full; 0 for none
 * @param version the store's mark of this record; empty for one that was never written
 * @since 0.1.0
 */
public record Inventory(SetId set, Set<ResourceKey> members, int revision, Optional<ResourceVersion> version) {

    /** Copies and sorts the members. */
    public Inventory {
        requireNonNull(set, "set");
        SortedSet<ResourceKey> sorted = new TreeSet<>(members);
        members = Collections.unmodifiableSortedSet(sorted);
        requireNonNull(version, "version");
    }

    /**
     * The inventory of a set that was never applied.
     *
     * @param set the set
     * @return no members, revision 0
     */
    public static Inventory empty(SetId set) {
        return new Inventory(set, Set.of(), 0, Optional.empty());
    }

    /**
     * With other members.
     *
     * @param keys the members
     * @return the changed record, to be written over this one
     */
    public Inventory withMembers(Set<ResourceKey> keys) {
        return new Inventory(set, keys, revision, version);
    }

    /**
     * With another revision.
     *
     * @param number the revision last applied in full
     * @return the changed record, to be written over this one
     */
    public Inventory withRevision(int number) {
        return new Inventory(set, members, number, version);
    }
}
