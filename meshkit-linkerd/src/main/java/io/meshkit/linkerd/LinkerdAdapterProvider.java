// SPDX-License-Identifier: Apache-2.0
package io.meshkit.linkerd;

import io.meshkit.linkerd.internal.LinkerdAdapter;
import io.meshkit.mesh.MeshAdapter;
import io.meshkit.spi.MeshAdapterProvider;
import io.meshkit.spi.ProviderContext;
import io.meshkit.spi.ProviderInfo;
import io.meshkit.spi.SpiVersion;

/**
 * Provides the adapter of Linkerd.
 *
 * @since 0.1.0
 */
public final class LinkerdAdapterProvider implements MeshAdapterProvider {

    /** Does nothing, as all providers' constructors. */
    public LinkerdAdapterProvider() {}

    @Override
    public String id() {
        return "linkerd";
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
        return new ProviderInfo("Linkerd adapter", "MeshKit", "0.1.0");
    }

    @Override
    public MeshAdapter create(ProviderContext context) {
        return new LinkerdAdapter();
    }
}
