// SPDX-License-Identifier: Apache-2.0
package io.meshkit.resource;

import java.util.List;
import java.util.Optional;

/**
 * Where a store keeps the inventories and revisions of sets, and how it marks members. The planner uses it without knowing about labels,
 * Secrets or key-value paths. Thread-safe.
 *
 * @since 0.1.0
 */
public interface InventoryStore {

    /**
     * The inventory of a set.
     *
     * @param set the set
     * @return the record; empty when the set was never applied
     * @throws StoreException when the store cannot be asked
     */
    Optional<Inventory> read(SetId set);

    /**
     * Writes an inventory over the one it was read from.
     *
     * @param next the record; its version says what it was read from, an empty one that there must be none
     * @return the record as written, with its new version
     * @throws StoreException with reason {@code CHANGED} when somebody wrote in between
     */
    Inventory write(Inventory next);

    /**
     * Forgets a set: its inventory and all its revisions. Its resources stay.
     *
     * @param last the inventory as last read or written
     * @throws StoreException with reason {@code CHANGED} when somebody wrote in between
     */
    void remove(Inventory last);

    /**
     * The sets of which there is an inventory.
     *
     * @return the sets, sorted
     * @throws StoreException when the store cannot be asked
     */
    List<SetId> sets();

    /**
     * The revisions kept of a set.
     *
     * @param set the set
     * @return their numbers, ascending
     * @throws StoreException when the store cannot be asked
     */
    List<Integer> revisions(SetId set);

    /**
     * Reads a revision.
     *
     * @param set the set
     * @param number its number
     * @return what was written; empty when it is not kept
     * @throws StoreException when the store cannot be asked; with {@link StoreException.Reason#DAMAGED} when the revision is not what was
     *     written
     */
    Optional<byte[]> readRevision(SetId set, int number);

    /**
     * Writes a revision. Stores with a limit for one object split it.
     *
     * @param set the set
     * @param number its number, at least 1; one that exists is written over
     * @param content what to keep; holds no secret
     * @throws StoreException when the store cannot take it
     */
    void writeRevision(SetId set, int number, byte[] content);

    /**
     * Forgets a revision.
     *
     * @param set the set
     * @param number its number; one that is not kept is no error
     * @throws StoreException when the store cannot be asked
     */
    void removeRevision(SetId set, int number);

    /**
     * A resource with the mark of a member, as it shall be written.
     *
     * @param resource the resource
     * @param set the set
     * @return the marked resource; the same one in stores or for kinds without a place for marks
     */
    Resource mark(Resource resource, SetId set);

    /**
     * Whether a resource that the store has bears a set's mark.
     *
     * @param live the resource
     * @param set the set
     * @return {@link Membership#MEMBER}, {@link Membership#FOREIGN} for the mark of another set or tool, or
     *     {@link Membership#UNMARKED}
     */
    Membership membership(LiveResource live, SetId set);

    /**
     * Narrows a query to the resources that bear a set's mark.
     *
     * @param query the query
     * @param set the set
     * @return the narrower query; the same one where a query cannot ask for marks
     */
    default ResourceQuery marked(ResourceQuery query, SetId set) {
        return query;
    }

    /**
     * A resource with or without the mark of what was there before its set, as it shall be written.
     *
     * @param resource the resource
     * @param adopted whether it was there before
     * @return the resource with that mark, or without it; the same one in stores or for kinds without a place for marks
     */
    default Resource markAdopted(Resource resource, boolean adopted) {
        return resource;
    }

    /**
     * Whether a resource that the store has bears the mark of what was there before its set.
     *
     * @param live the resource
     * @return true when it does
     */
    default boolean isAdopted(LiveResource live) {
        return false;
    }

    /**
     * A resource without any mark of sets, as it is left to others.
     *
     * @param resource the resource
     * @return the resource without marks; the same one when it has none
     */
    default Resource unmarked(Resource resource) {
        return resource;
    }

    /** Whose a resource is. */
    enum Membership {
        /** It bears the set's mark. */
        MEMBER,
        /** It bears the mark of another set. */
        FOREIGN,
        /** It bears no mark. */
        UNMARKED
    }
}
