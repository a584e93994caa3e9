// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.meshkit.testkit.mesh.LocalMesh;
import io.meshkit.testkit.mesh.LocalMeshTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Consul takes what a proxy then refuses; the proxy goes on with what it had, and tells of it in its statistics alone. */
@Tag("real")
@LocalMeshTest(services = {"web", "api"})
class RejectedConfigurationTest {

    private LiveMesh live;

    @BeforeEach
    void connect(LocalMesh mesh) {
        live = new LiveMesh(mesh);
    }

    @AfterEach
    void leave() {
        live.remove();
        live.close();
    }

    private void apply(String script) {
        live.apply("""
            api:
              type: ServiceDefaults.Consul
              settings:
                spec:
                  protocol: http
                  envoyExtensions:
                    - name: builtin/lua
                      arguments: {ProxyType: connect-proxy, Listener: inbound, Script: "%s"}
            """.formatted(script));
    }

    @Test
    void a_script_that_the_proxy_cannot_read_is_seen_there_and_traffic_goes_on(LocalMesh mesh) {
        assertThat(mesh.proxy("api").rejectedUpdates()).isEmpty();

        apply("function envoy_on_request(handle) this is no Lua");

        await().atMost(LiveMesh.TAKEN_UP)
                .untilAsserted(
                        () -> assertThat(mesh.proxy("api").rejectedUpdates()).containsExactly("listener_manager.lds"));
        assertThat(mesh.proxy("web").rejectedUpdates()).isEmpty();
        assertThat(mesh.caller("web").get("api", "/").status()).isEqualTo(200);

        apply("function envoy_on_response(handle) handle:headers():add('x-script', 'ran') end");
        await().atMost(LiveMesh.TAKEN_UP)
                .untilAsserted(() ->
                        assertThat(mesh.caller("web").get("api", "/").headers()).containsEntry("x-script", "ran"));
    }
}
