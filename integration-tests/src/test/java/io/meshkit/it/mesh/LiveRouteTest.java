// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.testkit.mesh.LocalMesh;
import io.meshkit.testkit.mesh.LocalMeshTest;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@link RouteBehaviour} on Consul and Envoy. */
@Tag("real")
@LocalMeshTest(services = {"web", "stock", "api/v1", "api/v2"})
class LiveRouteTest extends RouteBehaviour {

    LiveRouteTest(LocalMesh mesh) {
        super(new LiveMesh(mesh));
    }

    /** The verdict on {@code invert} says so; elsewhere a header that is not there is otherwise too. */
    @Test
    void that_a_header_is_otherwise_means_on_consul_that_it_is_there() {
        applyRules("""
            - match: [{headers: [{name: x-user, exact: ada, invert: true}]}]
              to: [{version: v2}]
            - to: [{version: v1}]
            """);
        awaitVersions("/", Map.of("x-user", "bob"), "v2");

        assertThat(version("GET", "/", Map.of())).isEqualTo("v1");
        assertThat(version("GET", "/", Map.of("x-user", "ada"))).isEqualTo("v1");
    }
}
