// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.kubernetes;

import static java.util.Objects.requireNonNull;

import io.meshkit.mesh.Site;
import io.meshkit.resource.Cluster;
import io.meshkit.resource.ResourceStore;
import io.meshkit.resource.StoreId;
import java.util.Optional;

/** A cluster as a place where a mesh runs. Owns its store. */
public final class KubernetesSite implements Site {

    private final KubernetesStore store;

    /**
     * A site.
     *
     * @param store the cluster, closed with this site
     */
    public KubernetesSite(KubernetesStore store) {
        this.store = requireNonNull(store, "store");
    }

    @Override
    public StoreId id() {
        return store.id();
    }

    @Override
    public ResourceStore store() {
        return store;
    }

    @Override
    public Optional<Cluster> cluster() {
        return Optional.of(store);
    }

    @Override
    public void close() {
        store.close();
    }
}
