// SPDX-License-Identifier: Apache-2.0
package io.meshkit.linkerd.internal;

import io.meshkit.mesh.MeshedPods;
import io.meshkit.mesh.ProxySearch;
import io.meshkit.mesh.Site;
import io.meshkit.plan.MeshProxy;
import java.util.List;

/**
 * Linkerd's proxies. They are no Envoys: they are sent policies and routes in Linkerd's own form, and answer nothing to them
 * (linkerd/linkerd2-proxy-api:proto/inbound.proto, a stream in one direction).
 */
final class LinkerdProxies implements ProxySearch {

    private static final String CONTAINER = "linkerd-proxy";

    @Override
    public List<MeshProxy> find(Site site, String namespace) {
        return site.cluster().stream()
                .map(cluster ->
                        MeshedPods.running(cluster, namespace, CONTAINER).size())
                .filter(count -> count > 0)
                .<MeshProxy>map(count -> new MeshProxy.Opaque(
                        "Linkerd in " + count + (count == 1 ? " pod" : " pods") + " of " + namespace,
                        "its proxies tell nobody whether they take what they are sent"))
                .toList();
    }
}
