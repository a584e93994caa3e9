// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.kit;

import io.meshkit.mesh.Site;
import io.meshkit.resource.Cluster;
import io.meshkit.resource.ResourceStore;
import io.meshkit.resource.StoreId;
import java.util.Optional;

/** A site that has nothing but a name, and knows whether it was closed. */
final class NamedSite implements Site {

    private final StoreId id;
    private boolean closed;

    NamedSite(String name) {
        id = new StoreId(name);
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public StoreId id() {
        return id;
    }

    @Override
    public ResourceStore store() {
        throw new UnsupportedOperationException(id + " has no store");
    }

    @Override
    public Optional<Cluster> cluster() {
        return Optional.empty();
    }

    @Override
    public void close() {
        closed = true;
    }
}
