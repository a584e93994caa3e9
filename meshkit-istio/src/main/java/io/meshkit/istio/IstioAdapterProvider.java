// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio;

import io.meshkit.istio.internal.IstioAdapter;
import io.meshkit.mesh.MeshAdapter;
import io.meshkit.spi.MeshAdapterProvider;
import io.meshkit.spi.ProviderContext;
import io.meshkit.spi.ProviderInfo;
import io.meshkit.spi.SpiVersion;

/**
 * Provides the adapter of Istio.
 *
 * @since 0.1.0
 */
public final class IstioAdapterProvider implements MeshAdapterProvider {

    /** Does nothing, as all providers' constructors. */
    public IstioAdapterProvider() {}

    @Override
    public String id() {
        return "istio";
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
        return new ProviderInfo("Istio adapter", "MeshKit", "0.1.0");
    }

    @Override
    public MeshAdapter create(ProviderContext context) {
        return new IstioAdapter();
    }
}
