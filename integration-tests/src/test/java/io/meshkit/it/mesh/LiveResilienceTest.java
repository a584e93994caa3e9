// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.meshkit.testkit.mesh.EchoBehaviour;
import io.meshkit.testkit.mesh.EchoReply;
import io.meshkit.testkit.mesh.EchoService;
import io.meshkit.testkit.mesh.LocalMesh;
import io.meshkit.testkit.mesh.LocalMeshTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A caller keeps away from instances that fail, and asks no more at once than a neutral pattern file allows. */
@Tag("real")
@LocalMeshTest(services = {"web", "stock", "api/v1", "api/v2"})
class LiveResilienceTest {

    private LiveMesh live;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @BeforeEach
    void connect(LocalMesh mesh) {
        live = new LiveMesh(mesh);
    }

    @AfterEach
    void leave(LocalMesh mesh) {
        mesh.echo("api-v2").behave(EchoBehaviour.GOOD);
        mesh.echo("stock").behave(EchoBehaviour.GOOD);
        threads.shutdownNow();
        live.remove();
        live.close();
    }

    @Test
    void an_instance_that_fails_is_left_out_for_a_while_and_comes_back(LocalMesh mesh) {
        live.apply("""
            web: {type: Service, settings: {protocol: http}}
            api:
              type: Service
              settings: {protocol: http}
              traits:
                circuitBreaker: {consecutiveErrors: 2, interval: 1s, baseEjection: 2s, maxEjectionPercent: 99, from: [web]}
            """);
        live.awaitConfiguration("web", "max_ejection_percent: 99");

        mesh.echo("api-v2").behave(EchoBehaviour.GOOD.withStatus(500));
        await().atMost(LiveMesh.TAKEN_UP)
                .untilAsserted(() -> assertThat(live.versions("web", "api", 20)).containsOnlyKeys("v1"));
        assertThat(ejections(mesh)).isPositive();

        mesh.echo("api-v2").behave(EchoBehaviour.GOOD);
        await().atMost(LiveMesh.TAKEN_UP)
                .untilAsserted(() -> assertThat(live.versions("web", "api", 20)).containsOnlyKeys("v1", "v2"));

        live.remove();
        live.awaitNoConfiguration("web", "max_ejection_percent");
    }

    private static long ejections(LocalMesh mesh) {
        return mesh
                .proxy("web")
                .statistics("^cluster\\.api.*outlier_detection\\.ejections_enforced_total$")
                .values()
                .values()
                .stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    @Test
    void more_at_once_than_allowed_is_refused_by_the_caller_s_own_proxy(LocalMesh mesh) {
        live.apply("""
            stock:
              type: Service
              settings: {protocol: http}
              traits: {limits: {maxConnections: 1, maxPending: 1, maxConcurrent: 77, from: [web]}}
            """);
        live.awaitConfiguration("web", "max_requests: 77");
        mesh.echo("stock").behave(EchoBehaviour.GOOD.hanging());

        String run = UUID.randomUUID().toString();
        List<CompletableFuture<EchoReply>> calls = callsAtOnce(mesh, 1, run);
        await().atMost(LiveMesh.TAKEN_UP)
                .untilAsserted(() -> assertThat(mesh.echo("stock").count(run)).isEqualTo(1));
        calls.addAll(callsAtOnce(mesh, 5, run));
        await().atMost(LiveMesh.TAKEN_UP)
                .untilAsserted(() ->
                        assertThat(calls).filteredOn(CompletableFuture::isDone).hasSize(4));
        mesh.echo("stock").behave(EchoBehaviour.GOOD);

        List<EchoReply> replies = calls.stream().map(CompletableFuture::join).toList();
        assertThat(replies).filteredOn(reply -> reply.status() == 200).hasSize(2);
        assertThat(replies)
                .filteredOn(reply -> reply.status() == 503)
                .hasSize(4)
                .allSatisfy(reply -> {
                    assertThat(reply.isFromService()).isFalse();
                    assertThat(reply.body()).contains("overflow");
                });
    }

    @Test
    void limits_can_be_changed_and_taken_away(LocalMesh mesh) {
        apply(1);
        live.awaitConfiguration("web", "max_pending_requests: 1");
        apply(50);
        await().atMost(LiveMesh.TAKEN_UP)
                .untilAsserted(() -> assertThat(answered(mesh, 6)).isEqualTo(6));

        live.remove();

        live.awaitNoConfiguration("web", "max_pending_requests");
        assertThat(answered(mesh, 6)).isEqualTo(6);
    }

    private void apply(int pending) {
        live.apply("""
            stock:
              type: Service
              settings: {protocol: http}
              traits: {limits: {maxConnections: 1, maxPending: %d, from: [web]}}
            """.formatted(pending));
    }

    private long answered(LocalMesh mesh, int requests) {
        return callsAtOnce(mesh, requests, "").stream()
                .map(CompletableFuture::join)
                .filter(reply -> reply.status() == 200)
                .count();
    }

    private List<CompletableFuture<EchoReply>> callsAtOnce(LocalMesh mesh, int requests, String run) {
        List<CompletableFuture<EchoReply>> calls = new ArrayList<>();
        IntStream.range(0, requests)
                .forEach(i -> calls.add(CompletableFuture.supplyAsync(
                        () -> mesh.caller("web").get("stock", "/", Map.of(EchoService.RUN, run)), threads)));
        return calls;
    }

    @Test
    void requests_with_the_same_header_reach_the_same_instance(LocalMesh mesh) {
        live.apply("""
            api:
              type: Service
              settings: {protocol: http}
              traits: {loadBalancer: {hash: {header: x-user}}}
            """);
        live.awaitConfiguration("web", "lb_policy: RING_HASH", "x-user");
        List<String> instances = IntStream.range(0, 30)
                .mapToObj(user -> only(instances(mesh, "user-" + user, 10)))
                .distinct()
                .sorted()
                .toList();
        assertThat(instances).containsExactly("api-v1", "api-v2");

        live.apply("""
            api:
              type: Service
              settings: {protocol: http}
              traits: {loadBalancer: {algorithm: random}}
            """);
        await().atMost(LiveMesh.TAKEN_UP)
                .untilAsserted(() -> assertThat(instances(mesh, "user-1", 30)).hasSize(2));
        live.awaitConfiguration("web", "lb_policy: RANDOM");

        live.remove();
        live.awaitNoConfiguration("web", "lb_policy: RANDOM");
    }

    private static List<String> instances(LocalMesh mesh, String user, int requests) {
        return IntStream.range(0, requests)
                .mapToObj(i -> mesh.caller("web")
                        .get("api", "/", Map.of("x-user", user))
                        .instance())
                .distinct()
                .toList();
    }

    private static String only(List<String> instances) {
        assertThat(instances).hasSize(1);
        return instances.get(0);
    }
}
