// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal;

import io.meshkit.mesh.MeshedPods;
import io.meshkit.mesh.ProxySearch;
import io.meshkit.mesh.Site;
import io.meshkit.plan.MeshProxy;
import java.util.List;

/**
 * Istio's side-cars and gateways. Their administration interface, port 15000, listens on the pod's loopback address, where the API server
 * does not get to; their statistics, port 15090, on all addresses (istio/istio:tools/packaging/common/envoy_bootstrap.json).
 */
final class IstioProxies implements ProxySearch {

    private static final String CONTAINER = "istio-proxy";
    private static final int STATISTICS = 15090;

    @Override
    public List<MeshProxy> find(Site site, String namespace) {
        return site.cluster().stream()
                .flatMap(cluster -> MeshedPods.running(cluster, namespace, CONTAINER).stream())
                .<MeshProxy>map(pod -> new MeshProxy.Statistics(namespace, pod, STATISTICS))
                .toList();
    }
}
