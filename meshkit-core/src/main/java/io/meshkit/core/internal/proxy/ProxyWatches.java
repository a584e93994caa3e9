// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.proxy;

import io.meshkit.core.envoy.EnvoyAdmin;
import io.meshkit.core.internal.envoy.AdminRequests;
import io.meshkit.plan.MeshProxy;
import io.meshkit.plan.MeshProxy.Opaque;
import io.meshkit.resource.Cluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The proxies that are watched together, and the connections to them. */
public final class ProxyWatches implements AutoCloseable {

    /** A proxy answers in milliseconds; one that takes longer than this is as good as silent. */
    public static final Duration PATIENCE = Duration.ofSeconds(5);

    private final List<ProxyWatch> watches = new ArrayList<>();
    private final List<Opaque> opaque = new ArrayList<>();
    private final Duration patience;
    private @Nullable AdminRequests requests;

    private ProxyWatches(Duration patience) {
        this.patience = patience;
    }

    /**
     * Watches proxies; asks none yet.
     *
     * @param proxies the proxies; one that is named twice is watched once
     * @param cluster the cluster by which pods are reached; empty off Kubernetes
     * @param patience how long each may take to answer
     */
    public static ProxyWatches of(
            Collection<? extends MeshProxy> proxies, Optional<Cluster> cluster, Duration patience) {
        ProxyWatches all = new ProxyWatches(patience);
        new LinkedHashSet<MeshProxy>(proxies).forEach(proxy -> all.add(proxy, cluster));
        return all;
    }

    private void add(MeshProxy proxy, Optional<Cluster> cluster) {
        if (proxy instanceof MeshProxy.Admin admin) {
            AdminRequests http = requests == null ? new AdminRequests(patience) : requests;
            requests = http;
            EnvoyAdmin envoy =
                    EnvoyAdmin.through("the Envoy at " + admin.address(), path -> http.get(admin.address(), path));
            watches.add(new ProxyWatch(proxy.label(), new EnvoyReader(envoy)));
        } else if (proxy instanceof MeshProxy.Statistics statistics) {
            if (cluster.isPresent()) {
                watches.add(new ProxyWatch(proxy.label(), new StatisticsReader(cluster.get(), statistics)));
            } else {
                opaque.add(new Opaque(proxy.label(), "it is in a pod, and the site is no cluster"));
            }
        } else {
            opaque.add((Opaque) proxy);
        }
    }

    /** Proxies that can be asked, in the order given. */
    public List<ProxyWatch> watches() {
        return watches;
    }

    /** Proxies that cannot be asked, with the reason. */
    public List<Opaque> opaque() {
        return opaque;
    }

    @Override
    public void close() {
        if (requests != null) {
            requests.close();
        }
    }
}
