// SPDX-License-Identifier: Apache-2.0
package io.meshkit.mesh;

import java.util.Optional;

/**
 * Knows one kind of mesh. Stateless: where to act is given with each call, so one adapter serves all sites of a kit. Thread-safe.
 *
 * <p>What the runtime guarantees: the adapter is made once per kit, before first use, and closed once, after the last. What the adapter
 * guarantees: {@link #describe} and {@link #capability} make no outside call and give the same answer every time.
 *
 * @since 0.1.0
 */
public interface MeshAdapter extends AutoCloseable {

    /**
     * Says which mesh this is.
     *
     * @return the descriptor
     */
    MeshDescriptor describe();

    /**
     * Looks whether the mesh is installed at a site. Missing rights and missing kinds are answers, not failures.
     *
     * @param site where to look
     * @return what was found
     * @throws io.meshkit.resource.StoreException when the site cannot be reached
     */
    Detection detect(Site site);

    /**
     * Gives an ability.
     *
     * @param type the ability wanted
     * @param <C> the ability wanted
     * @return the ability; empty when this adapter does not have it
     */
    <C extends Capability> Optional<C> capability(Class<C> type);

    /** Lets go of what the adapter holds. Does nothing unless overridden. */
    @Override
    default void close() {}
}
