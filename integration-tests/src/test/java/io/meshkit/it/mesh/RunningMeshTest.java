// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshkit.core.envoy.EnvoyAdmin;
import io.meshkit.testkit.mesh.EchoBehaviour;
import io.meshkit.testkit.mesh.EchoReply;
import io.meshkit.testkit.mesh.EchoRequest;
import io.meshkit.testkit.mesh.EchoService;
import io.meshkit.testkit.mesh.LocalMesh;
import io.meshkit.testkit.mesh.LocalMeshTest;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A mesh as it is before anything is said of it: every service reaches every other one, with identities. */
@Tag("real")
@LocalMeshTest(
        services = {"web", "api/v1", "api/v2"},
        ingress = "web")
class RunningMeshTest {

    @Test
    void a_call_through_two_side_cars_shows_who_called(LocalMesh mesh) {
        EchoReply reply = mesh.caller("web").get("api", "/items?page=2");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.service()).isEqualTo("api");
        assertThat(reply.path()).isEqualTo("/items?page=2");
        assertThat(reply.peer()).matches("spiffe://[0-9a-f-]+\\.consul/ns/default/dc/dc1/svc/web");
    }

    @Test
    void both_versions_get_requests(LocalMesh mesh) {
        Set<String> versions = new TreeSet<>();
        for (int i = 0; i < 50; i++) {
            versions.add(mesh.caller("web").get("api", "/").version());
        }

        assertThat(versions).containsExactly("v1", "v2");
    }

    @Test
    void somebody_outside_comes_in_through_the_ingress(LocalMesh mesh) {
        EchoReply reply = mesh.ingress().get("web", "/");

        assertThat(reply.instance()).isEqualTo("web");
        assertThat(reply.peer()).endsWith("/svc/ingress");
        assertThatThrownBy(() -> mesh.ingress().get("api", "/")).hasMessageContaining("it can call web");
    }

    @Test
    void an_application_that_fails_is_seen_by_the_caller_and_in_its_log(LocalMesh mesh) {
        mesh.echo("web").behave(EchoBehaviour.GOOD.withStatus(503));

        EchoReply reply = mesh.caller("api").get("web", "/fails", Map.of(EchoService.RUN, "failing"));
        mesh.echo("web").behave(EchoBehaviour.GOOD);

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.isFromService()).isTrue();
        assertThat(mesh.echo("web").requests("failing"))
                .containsExactly(new EchoRequest("failing", "GET", "/fails", reply.peer(), 503));
    }

    @Test
    void each_proxy_tells_its_state_configuration_and_counts(LocalMesh mesh) {
        mesh.caller("web").get("api", "/");
        EnvoyAdmin envoy = mesh.proxy("web");

        assertThat(envoy.state()).isEqualTo(EnvoyAdmin.State.LIVE);
        assertThat(envoy.clusters())
                .filteredOn(cluster -> cluster.name().startsWith("api.default."))
                .singleElement()
                .satisfies(cluster -> assertThat(cluster.healthyHosts()).isEqualTo(2));
        assertThat(envoy.rejectedUpdates()).isEmpty();
        assertThat(envoy.statistics("^cluster\\.api.*upstream_rq_completed$").values())
                .isNotEmpty()
                .allSatisfy((name, count) -> assertThat(count).isPositive());
        assertThat(envoy.configuration().toString()).contains("public_listener");
    }
}
