// SPDX-License-Identifier: Apache-2.0
package io.meshkit.examples;

import io.meshkit.MeshKit;
import io.meshkit.core.document.ManifestReader;
import io.meshkit.mesh.Site;
import io.meshkit.resource.ApplyOptions;
import io.meshkit.resource.Resource;
import io.meshkit.testkit.kubernetes.FakeKubernetes;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** A cluster inside this process: an API server that runs no workloads, but says that they are ready. */
final class EmbeddedCluster implements AutoCloseable {

    private final FakeKubernetes kubernetes = FakeKubernetes.start();
    private final TemporaryFile kubeconfig = TemporaryFile.of("kubeconfig", kubernetes.kubeconfig());
    private final MeshKit kit = MeshKit.builder().site(address()).build();
    private final Site site = kit.sites().get(0);
    // a site of its own, whose discovery begins after the definitions are there
    private final StandInControlPlanes controlPlanes =
            new StandInControlPlanes(kubernetes, kit.open(address()), kit.writer());

    FakeKubernetes kubernetes() {
        return kubernetes;
    }

    URI address() {
        return Kubeconfig.address(kubeconfig.path());
    }

    /**
     * Makes the kinds of all meshes known, and puts what a file has there, in no set, so that patterns may take it over. Then lets stand-ins
     * for the control planes of meshes accept what is configured.
     */
    void prepare(Path file) {
        put(StandInDefinitions.of(kit));
        put(new ManifestReader().read(file).resources());
        controlPlanes.start();
    }

    private void put(List<Resource> resources) {
        resources.forEach(resource -> site.store().apply(resource.in(site.id()), ApplyOptions.DEFAULT));
    }

    @Override
    public void close() {
        controlPlanes.close();
        kit.close();
        kubeconfig.close();
        kubernetes.close();
    }
}
