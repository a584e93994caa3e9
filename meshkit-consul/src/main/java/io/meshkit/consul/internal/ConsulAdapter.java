// SPDX-License-Identifier: Apache-2.0
package io.meshkit.consul.internal;

import io.meshkit.mesh.Capability;
import io.meshkit.mesh.Detection;
import io.meshkit.mesh.MeshAdapter;
import io.meshkit.mesh.MeshDescriptor;
import io.meshkit.mesh.MeshId;
import io.meshkit.mesh.Site;
import java.util.List;
import java.util.Optional;

/** Knows Consul. */
public final class ConsulAdapter implements MeshAdapter {

    /** The release of Consul that the facts were read from; the definitions are those of its Kubernetes integration, the config entries those of its agents. */
    private static final List<String> TESTED = List.of("1.21");

    private final List<Capability> capabilities = List.of(new ConsulRendering(), new ConsulProxies());

    @Override
    public MeshDescriptor describe() {
        return new MeshDescriptor(MeshId.CONSUL, "Consul", TESTED);
    }

    @Override
    public Detection detect(Site site) {
        return new ConsulDetection(site).detect();
    }

    @Override
    public <C extends Capability> Optional<C> capability(Class<C> type) {
        return capabilities.stream().filter(type::isInstance).map(type::cast).findFirst();
    }
}
