// SPDX-License-Identifier: Apache-2.0
package io.meshkit.resource;

import java.util.Set;

/**
 * Hears what happens to resources. Called on one thread at a time, in the order of the store; what it throws ends the
 * watch, and {@link #failed} is told of it.
 *
 * @since 0.1.0
 */
public interface ResourceListener {

    /**
     * A resource is there that was not.
     *
     * @param resource the resource
     */
    default void added(LiveResource resource) {}

    /**
     * A resource changed.
     *
     * @param resource its new state
     */
    default void changed(LiveResource resource) {}

    /**
     * A resource is gone.
     *
     * @param resource its last state
     */
    default void deleted(LiveResource resource) {}

    /**
     * History was lost and everything was listed anew: what is not among these keys is gone. Calls of {@code added} for each follow.
     *
     * @param present all keys that are there now
     */
    default void resynced(Set<ResourceKey> present) {}

    /**
     * The watch ended for good, other than by {@link Watch#close()}. Called once, last; with {@link StoreException.Reason#LISTENER} when it
     * was this listener that threw.
     *
     * @param failure why
     */
    default void failed(StoreException failure) {}
}
