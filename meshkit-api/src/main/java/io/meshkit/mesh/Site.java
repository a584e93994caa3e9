// SPDX-License-Identifier: Apache-2.0
package io.meshkit.mesh;

import io.meshkit.plan.MeshProxy;
import io.meshkit.resource.Cluster;
import io.meshkit.resource.ResourceStore;
import io.meshkit.resource.StoreId;
import java.util.List;
import java.util.Optional;

/**
 * A place where a mesh may run: a Kubernetes cluster, or a Consul agent. Opening a site does not connect; the first call does.
 * Thread-safe. Who opened a site closes it; closing twice is allowed, using it afterwards is an {@link IllegalStateException}.
 *
 * @since 0.1.0
 */
public interface Site extends AutoCloseable {

    /**
     * The name of the site's store.
     *
     * @return the name
     */
    StoreId id();

    /**
     * Where the mesh's resources live.
     *
     * @return the store
     */
    ResourceStore store();

    /**
     * The cluster, when the site is one.
     *
     * @return the cluster; empty for sites off Kubernetes
     */
    Optional<Cluster> cluster();

    /**
     * The proxies that this site was told of. An operation asks them whether they take up what it applied. Makes no outside call.
     *
     * @return the proxies; none unless overridden
     */
    default List<MeshProxy> proxies() {
        return List.of();
    }

    @Override
    void close();
}
