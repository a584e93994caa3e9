// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Fabric8's client for users who know it: made when first asked for, closed with the cluster unless it was the user's. */
final class ClientOnDemand implements AutoCloseable {

    private final Supplier<KubernetesClient> maker;
    private final boolean owned;
    private @Nullable KubernetesClient client;
    private boolean closed;

    ClientOnDemand(Supplier<KubernetesClient> maker, boolean owned) {
        this.maker = maker;
        this.owned = owned;
    }

    synchronized <T> Optional<T> as(Class<T> type) {
        if (!type.isAssignableFrom(KubernetesClient.class)) {
            return Optional.empty();
        }
        if (closed) {
            throw new IllegalStateException("the cluster is closed");
        }
        if (client == null) {
            client = maker.get();
        }
        return Optional.of(type.cast(client));
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (owned && client != null) {
            client.close();
        }
    }
}
