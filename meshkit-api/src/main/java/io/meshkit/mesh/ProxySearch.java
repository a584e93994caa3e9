// SPDX-License-Identifier: Apache-2.0
package io.meshkit.mesh;

import io.meshkit.plan.MeshProxy;
import java.util.List;

/**
 * Finds the running proxies of a mesh, so that an operation can ask them whether they take up what it applied.
 *
 * <pre>{@code
 * List<MeshProxy> proxies = adapter.capability(ProxySearch.class).orElseThrow().find(site, "shop");
 * kit.apply(plan, OperationOptions.DEFAULT.proxies(proxies));
 * }</pre>
 *
 * @since 0.1.0
 */
public interface ProxySearch extends Capability {

    /**
     * Looks for proxies that run. Some meshes' proxies cannot be asked from outside their pods; they are among the answers, with the reason.
     *
     * @param site where to look
     * @param namespace the namespace of their pods; without meaning off Kubernetes
     * @return the proxies, by the names of their pods
     * @throws io.meshkit.resource.StoreException when the pods cannot be listed
     */
    List<MeshProxy> find(Site site, String namespace);
}
