// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal;

import io.meshkit.mesh.Capability;
import io.meshkit.mesh.Detection;
import io.meshkit.mesh.MeshAdapter;
import io.meshkit.mesh.MeshDescriptor;
import io.meshkit.mesh.MeshId;
import io.meshkit.mesh.Site;
import java.util.List;
import java.util.Optional;

/** Knows Istio. */
public final class IstioAdapter implements MeshAdapter {

    /** The release whose definitions the renderings are checked against. */
    private static final List<String> TESTED = List.of("1.31");

    private final List<Capability> capabilities = List.of(new IstioRendering(), new IstioProxies());

    @Override
    public MeshDescriptor describe() {
        return new MeshDescriptor(MeshId.ISTIO, "Istio", TESTED);
    }

    @Override
    public Detection detect(Site site) {
        return new IstioDetection(site).detect();
    }

    @Override
    public <C extends Capability> Optional<C> capability(Class<C> type) {
        return capabilities.stream().filter(type::isInstance).map(type::cast).findFirst();
    }
}
