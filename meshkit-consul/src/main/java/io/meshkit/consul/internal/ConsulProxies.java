// SPDX-License-Identifier: Apache-2.0
package io.meshkit.consul.internal;

import io.meshkit.mesh.MeshedPods;
import io.meshkit.mesh.ProxySearch;
import io.meshkit.mesh.Site;
import io.meshkit.plan.MeshProxy;
import io.meshkit.resource.Cluster;
import java.util.List;

/**
 * Consul's Envoys. On plain hosts they are those that the site's address names. On Kubernetes their administration interface listens on the
 * pod's loopback address (hashicorp/consul-dataplane:cmd/consul-dataplane/config.go, {@code envoy-admin-bind-address}), where the API
 * server does not get to.
 */
final class ConsulProxies implements ProxySearch {

    private static final String CONTAINER = "consul-dataplane";

    @Override
    public List<MeshProxy> find(Site site, String namespace) {
        return site.cluster().map(cluster -> inPods(cluster, namespace)).orElseGet(site::proxies);
    }

    private static List<MeshProxy> inPods(Cluster cluster, String namespace) {
        int count = MeshedPods.running(cluster, namespace, CONTAINER).size();
        return count == 0
                ? List.of()
                : List.of(new MeshProxy.Opaque(
                        "Consul in " + count + (count == 1 ? " pod" : " pods") + " of " + namespace,
                        "the administration interfaces of its Envoys listen inside their pods alone"));
    }
}
