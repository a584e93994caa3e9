// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.mesh;

import static java.util.Objects.requireNonNull;

import io.meshkit.MeshKit;
import io.meshkit.mesh.Site;
import io.meshkit.testkit.mesh.LocalMesh;
import io.meshkit.testkit.mesh.LocalMeshOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A real agent of Consul without services for the tests of a class, and a kit that is connected to it. */
final class ConsulAgents implements BeforeAllCallback, AfterAllCallback {

    private @Nullable LocalMesh mesh;
    private @Nullable MeshKit kit;
    private @Nullable Site site;

    @Override
    public void beforeAll(ExtensionContext context) {
        LocalMesh started = LocalMesh.start(LocalMeshOptions.builder().build());
        mesh = started;
        kit = MeshKit.offline();
        site = kit.open(started.address());
    }

    MeshKit kit() {
        return requireNonNull(kit);
    }

    Site site() {
        return requireNonNull(site);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (kit != null) {
            kit.close();
        }
        if (mesh != null) {
            mesh.close();
        }
    }
}
