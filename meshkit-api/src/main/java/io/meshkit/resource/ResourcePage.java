// SPDX-License-Identifier: Apache-2.0
package io.meshkit.resource;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * A page of a list.
 *
 * @param items the resources, in the order of the store
 * @param version the store's mark of the whole list; a watch goes on from here
 * @param continueToken gives the next page; empty on the last
 * @since 0.1.0
 */
public record ResourcePage(List<LiveResource> items, ResourceVersion version, Optional<String> continueToken) {

    /** Copies the items. */
    public ResourcePage {
        items = List.copyOf(items);
        requireNonNull(version, "version");
        requireNonNull(continueToken, "continueToken");
    }
}
