// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.mesh;

import io.meshkit.MeshKit;
import io.meshkit.mesh.Site;
import io.meshkit.testkit.mesh.LocalMesh;
import io.meshkit.testkit.mesh.LocalMeshOptions;

/** A real agent of Consul without services, and a kit that is connected to it. */
final class ConsulAgents implements AutoCloseable {

    private final LocalMesh mesh = LocalMesh.start(LocalMeshOptions.builder().build());
    private final MeshKit kit = MeshKit.offline();
    private final Site site = kit.open(mesh.address());

    MeshKit kit() {
        return kit;
    }

    Site site() {
        return site;
    }

    LocalMesh mesh() {
        return mesh;
    }

    @Override
    public void close() {
        kit.close();
        mesh.close();
    }
}
