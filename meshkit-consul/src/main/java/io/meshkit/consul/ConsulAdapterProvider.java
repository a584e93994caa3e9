// SPDX-License-Identifier: Apache-2.0
package io.meshkit.consul;

import io.meshkit.consul.internal.ConsulAdapter;
import io.meshkit.mesh.MeshAdapter;
import io.meshkit.spi.MeshAdapterProvider;
import io.meshkit.spi.ProviderContext;
import io.meshkit.spi.ProviderInfo;
import io.meshkit.spi.SpiVersion;

/**
 * Provides the adapter of Consul.
 *
 * @since 0.1.0
 */
public final class ConsulAdapterProvider implements MeshAdapterProvider {

    /** Does nothing, as all providers' constructors. */
    public ConsulAdapterProvider() {}

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
        return new ProviderInfo("Consul adapter", "MeshKit", "0.1.0");
    }

    @Override
    public MeshAdapter create(ProviderContext context) {
        return new ConsulAdapter();
    }
}
