// SPDX-License-Identifier: Apache-2.0
package io.meshkit.consul.internal.store;

import io.meshkit.document.Value;
import io.meshkit.mesh.Site;
import io.meshkit.plan.MeshProxy;
import io.meshkit.resource.Cluster;
import io.meshkit.resource.ResourceStore;
import io.meshkit.resource.StoreId;
import io.meshkit.spi.ProviderContext;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A datacentre of Consul, reached through an agent. */
public final class ConsulSite implements Site {

    private final ConsulApi api;
    private final ConsulStore store;
    private final List<MeshProxy> proxies;

    private ConsulSite(ConsulAddress address, ProviderContext context) {
        this.proxies = address.proxies();
        this.api = new ConsulApi(address, context.reader());
        String place =
                address.base() + address.datacenter().map(name -> "/" + name).orElse("");
        this.store = new ConsulStore(
                new StoreId("consul:" + place), api, EntryTypes.read(context.reader()), context.writer());
    }

    /**
     * Does not connect.
     *
     * @param environment gives the value of a variable, or null
     */
    public static ConsulSite open(URI where, ProviderContext context, Function<String, @Nullable String> environment) {
        return new ConsulSite(ConsulAddress.parse(where, environment), context);
    }

    /**
     * Asks the agent for its version.
     *
     * @return such as {@code 1.21.0}; empty when it does not say
     */
    public Optional<String> version() {
        String what = "cannot ask " + id() + " for its version";
        ConsulApi.Reply reply = api.send(ConsulApi.Request.get(List.of("agent", "self")), null, null, what);
        return api.json(reply, null, what).find("/Config/Version").map(Value::toString);
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
        return Optional.empty();
    }

    @Override
    public List<MeshProxy> proxies() {
        return proxies;
    }

    @Override
    public void close() {
        api.close();
    }
}
