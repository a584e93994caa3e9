// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.meshkit.testkit.mesh.EchoReply;
import io.meshkit.testkit.mesh.EchoService;
import io.meshkit.testkit.mesh.LocalMesh;
import io.meshkit.testkit.mesh.LocalMeshTest;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a neutral pattern file says is what happens to requests in a running mesh, and no longer happens when it is taken away. */
@Tag("real")
@LocalMeshTest(services = {"web", "api/v1", "api/v2"})
class LiveTrafficTest {

    private static final int REQUESTS = 1000;

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

    @Test
    void traffic_is_split_by_weight_and_the_split_can_be_changed_and_taken_away() {
        live.apply("""
            api:
              type: Service
              settings: {protocol: http, versions: {v1: {}, v2: {}}}
              traits: {trafficSplit: {weights: {v1: 75, v2: 25}}}
            """);
        live.awaitConfiguration("web", "weighted_clusters", "7500", "2500");
        Map<String, Integer> split = live.versions("web", "api", REQUESTS);
        assertThat(split)
                .hasEntrySatisfying(
                        "v2",
                        count -> assertThat(Share.fits(count, REQUESTS, 0.25))
                                .as("%s", split)
                                .isTrue());

        live.apply("""
            api:
              type: Service
              settings: {protocol: http, versions: {v1: {}, v2: {}}}
              traits: {trafficSplit: {weights: {v1: 0, v2: 100}}}
            """);
        await().atMost(LiveMesh.TAKEN_UP)
                .untilAsserted(() -> assertThat(live.versions("web", "api", 20)).containsOnlyKeys("v2"));

        live.remove();
        await().atMost(LiveMesh.TAKEN_UP)
                .untilAsserted(() -> assertThat(live.versions("web", "api", 20)).containsOnlyKeys("v1", "v2"));
    }

    @Test
    void failed_requests_are_tried_again_as_often_as_the_file_says(LocalMesh mesh) {
        live.apply("""
            api:
              type: Service
              settings: {protocol: http}
              traits: {retry: {attempts: 2, on: [503]}}
            """);
        live.awaitConfiguration("web", "num_retries");
        String run = UUID.randomUUID().toString();

        EchoReply reply = mesh.caller("web").get("api", "/", Map.of(EchoService.RUN, run, EchoService.STATUS, "503"));

        assertThat(reply.status()).isEqualTo(503);
        assertThat(mesh.echo("api-v1").count(run) + mesh.echo("api-v2").count(run))
                .isEqualTo(3);
    }

    @Test
    void a_request_that_takes_too_long_is_ended(LocalMesh mesh) {
        live.apply("""
            api:
              type: Service
              settings: {protocol: http}
              traits: {timeout: {request: 300ms}}
            """);
        live.awaitConfiguration("web", "0.300s");

        assertThat(mesh.caller("web")
                        .get("api", "/", Map.of(EchoService.DELAY, "5000"))
                        .status())
                .isEqualTo(504);
        assertThat(mesh.caller("web").get("api", "/").status()).isEqualTo(200);
    }
}
