// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.testkit.mesh.EchoReply;
import io.meshkit.testkit.mesh.EchoService;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Shares, further tries and limits of time are those of the file. */
abstract class TrafficBehaviour extends MeshBehaviour {

    private static final Map<String, String> FAILS = Map.of(EchoService.STATUS, "503");

    TrafficBehaviour(ConfiguredMesh configured) {
        super(configured);
    }

    @Test
    void traffic_is_split_by_weight_and_the_split_can_be_changed_and_taken_away() {
        applyToApi("trafficSplit: {weights: {v1: 75, v2: 25}}");
        awaitShare("/", EchoReply::version, "v2", 0.25);

        applyToApi("trafficSplit: {weights: {v1: 10, v2: 90}}");
        awaitShare("/", EchoReply::version, "v2", 0.9);

        applyToApi("trafficSplit: {weights: {v1: 0, v2: 100}}");
        awaitVersions("/", "v2");

        remove();
        awaitVersions("/", "v1", "v2");
    }

    @Test
    void failed_requests_are_tried_again_as_often_as_the_file_says() {
        applyToApi("retry: {attempts: 2, on: [503]}");
        configured.eventually(() -> assertThat(tries(FAILS)).isEqualTo(3));
        assertThat(tries(Map.of(EchoService.STATUS, "500"))).isEqualTo(1);
        assertThat(tries(Map.of())).isEqualTo(1);

        applyToApi("retry: {attempts: 1, on: [503]}");
        configured.eventually(() -> assertThat(tries(FAILS)).isEqualTo(2));

        remove();
        configured.eventually(() -> assertThat(tries(FAILS)).isEqualTo(1));
    }

    @Test
    void the_caller_sees_the_try_that_went_well() {
        applyToApi("retry: {attempts: 2, on: [503]}");
        configured.eventually(() -> {
            String run = UUID.randomUUID().toString();
            // the first request of the run fails at each of the two instances, so the third try goes well at the latest
            EchoReply reply = web().get("api", "/", Map.of(EchoService.RUN, run, EchoService.FAIL, "503*1"));
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.isFromService()).isTrue();
        });
    }

    @Test
    void a_request_that_takes_too_long_is_ended() {
        applyToApi("timeout: {request: 400ms}");
        awaitStatusOfSlowRequest(504);
        configured.eventually(() -> assertThat(web().get("api", "/").status()).isEqualTo(200));

        applyToApi("timeout: {request: 20s}");
        awaitStatusOfSlowRequest(200);

        applyToApi("timeout: {request: 500ms}");
        awaitStatusOfSlowRequest(504);

        remove();
        awaitStatusOfSlowRequest(200);
    }

    private void awaitStatusOfSlowRequest(int status) {
        Map<String, String> slow = Map.of(EchoService.DELAY, "1500");
        configured.eventually(
                () -> assertThat(web().get("api", "/", slow).status()).isEqualTo(status));
    }

    @Test
    void the_service_knows_who_calls() {
        String web = web().get("api", "/").peer();
        String stock = configured.mesh().caller("stock").get("api", "/").peer();

        assertThat(web).matches("spiffe://[^/]+/ns/default/.*/web");
        assertThat(stock).isEqualTo(web.replaceAll("web$", "stock"));
    }
}
