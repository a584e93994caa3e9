// SPDX-License-Identifier: Apache-2.0
package io.meshkit.linkerd.internal;

import io.meshkit.mesh.Capability;
import io.meshkit.mesh.Detection;
import io.meshkit.mesh.MeshAdapter;
import io.meshkit.mesh.MeshDescriptor;
import io.meshkit.mesh.MeshId;
import io.meshkit.mesh.Site;
import java.util.List;
import java.util.Optional;

/** Knows Linkerd. */
public final class LinkerdAdapter implements MeshAdapter {

    /** The edge release whose definitions the renderings are checked against. */
    private static final List<String> TESTED = List.of("2.20");

    private final List<Capability> capabilities = List.of(new LinkerdRendering(), new LinkerdProxies());

    @Override
    public MeshDescriptor describe() {
        return new MeshDescriptor(MeshId.LINKERD, "Linkerd", TESTED);
    }

    @Override
    public Detection detect(Site site) {
        return new LinkerdDetection(site).detect();
    }

    @Override
    public <C extends Capability> Optional<C> capability(Class<C> type) {
        return capabilities.stream().filter(type::isInstance).map(type::cast).findFirst();
    }
}
