// SPDX-License-Identifier: Apache-2.0
package io.meshkit.consul;

import io.meshkit.consul.internal.store.ConsulSite;
import io.meshkit.mesh.Site;
import io.meshkit.spi.ProviderContext;
import io.meshkit.spi.ProviderInfo;
import io.meshkit.spi.SiteProvider;
import io.meshkit.spi.SpiVersion;
import java.net.URI;
import java.util.Set;

/**
 * Opens datacentres of Consul without Kubernetes: {@code consul+http://HOST:PORT} and {@code consul+https://HOST:PORT}, the address of an
 * agent. Behind it may stand
 *
 * <ul>
 *   <li>{@code dc=NAME}, a datacentre other than the agent's own;
 *   <li>{@code token-file=PATH} or {@code token-env=VARIABLE}, where the token of access control is; without either,
 *       {@code CONSUL_HTTP_TOKEN_FILE} and {@code CONSUL_HTTP_TOKEN}, as for Consul's own command;
 *   <li>{@code ca-file=PATH}, the certificates to trust;
 *   <li>{@code envoy-admin=HOST:PORT,HOST:PORT}, the administration interfaces of the Envoys that the agent configures: each operation asks
 *       them whether they take up what it applied.
 * </ul>
 *
 * <p>The token is read anew for each request and is never part of a message.
 *
 * @since 0.1.0
 */
public final class ConsulSiteProvider implements SiteProvider {

    /** Does nothing, as all providers' constructors. */
    public ConsulSiteProvider() {}

    @Override
    public String id() {
        return "consul";
    }

    @Override
    public int spiVersion() {
        return SpiVersion.CURRENT;
    }

    @Override
    public int priority() {
        return -1;
    }

    @Override
    public ProviderInfo info() {
        return new ProviderInfo("Consul over HTTP", "MeshKit", "0.1.0");
    }

    @Override
    public Set<String> schemes() {
        return Set.of("consul+http", "consul+https");
    }

    @Override
    public Site open(URI where, ProviderContext context) {
        return ConsulSite.open(where, context, System::getenv);
    }
}
