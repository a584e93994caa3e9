// SPDX-License-Identifier: Apache-2.0
package io.meshkit.resource;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A resource as the store has it.
 *
 * @param resource the whole object, with all that the store added
 * @param version the store's mark of this state
 * @since 0.1.0
 */
public record LiveResource(Resource resource, ResourceVersion version) {

    /** Checks that nothing is null. */
    public LiveResource {
        requireNonNull(resource, "resource");
        requireNonNull(version, "version");
    }

    /**
     * The key of the resource.
     *
     * @return the key
     */
    public ResourceKey key() {
        return resource.key();
    }

    /**
     * What tells this object from an earlier one of the same name.
     *
     * @return {@code metadata.uid}; empty in stores that have none
     */
    public Optional<String> uid() {
        return resource.body().map("metadata").flatMap(metadata -> metadata.text("uid"));
    }
}
