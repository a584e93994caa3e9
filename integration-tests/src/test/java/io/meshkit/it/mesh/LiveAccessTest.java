// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.mesh;

import io.meshkit.testkit.mesh.LocalMesh;
import io.meshkit.testkit.mesh.LocalMeshTest;
import org.junit.jupiter.api.Tag;

/** {@link AccessBehaviour} on Consul and Envoy. */
@Tag("real")
@LocalMeshTest(services = {"web", "stock", "api/v1", "api/v2"})
class LiveAccessTest extends AccessBehaviour {

    LiveAccessTest(LocalMesh mesh) {
        super(new LiveMesh(mesh));
    }
}
