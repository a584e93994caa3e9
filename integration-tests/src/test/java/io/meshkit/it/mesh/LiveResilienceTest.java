// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.meshkit.testkit.mesh.EchoBehaviour;
import io.meshkit.testkit.mesh.EchoReply;
import io.meshkit.testkit.mesh.EchoService;
import io.meshkit.testkit.mesh.LocalMesh;
import io.meshkit.testkit.mesh.LocalMeshTest;
import io.meshkit.testkit.mesh.MeshCaller;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Supplier;
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

    private void applyBreaker(int errors) {
        live.apply("""
            web: {type: Service, settings: {protocol: http}}
            api:
              type: Service
              settings: {protocol: http}
              traits:
                circuitBreaker: {consecutiveErrors: %d, interval: 1s, baseEjection: 2s, maxEjectionPercent: 99, from: [web]}
            """.formatted(errors));
    }

    private void awaitVersions(String... versions) {
        live.eventually(() -> assertThat(live.versions("web", "api", 20)).containsOnlyKeys(versions));
    }

    @Test
    void an_instance_that_fails_is_left_out_for_a_while_and_comes_back(LocalMesh mesh) {
        applyBreaker(2);
        live.awaitConfiguration("web", "max_ejection_percent: 99", "consecutive_5xx: 2");

        mesh.echo("api-v2").behave(EchoBehaviour.GOOD.withStatus(500));
        awaitVersions("v1");
        assertThat(ejections(mesh)).isPositive();

        mesh.echo("api-v2").behave(EchoBehaviour.GOOD);
        awaitVersions("v1", "v2");
    }

    @Test
    void a_breaker_can_be_changed_and_taken_away(LocalMesh mesh) {
        applyBreaker(2);
        live.awaitConfiguration("web", "consecutive_5xx: 2");
        mesh.echo("api-v2").behave(EchoBehaviour.GOOD.withStatus(500));
        awaitVersions("v1");

        applyBreaker(100_000);
        live.awaitConfiguration("web", "consecutive_5xx: 100000");
        awaitVersions("v1", "v2");
        assertThat(live.versions("web", "api", 40)).as("errors are too few now").containsOnlyKeys("v1", "v2");

        live.remove();
        live.awaitNoConfiguration("web", "max_ejection_percent");
        awaitVersions("v1", "v2");
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
        live.eventually(() -> assertThat(answered(mesh, 6)).isEqualTo(6));
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

    private void applyBalancer(String balancer) {
        live.apply("""
            api:
              type: Service
              settings: {protocol: http}
              traits: {loadBalancer: %s}
            """.formatted(balancer));
    }

    @Test
    void requests_that_agree_in_what_the_file_names_reach_the_same_instance(LocalMesh mesh) {
        MeshCaller web = mesh.caller("web");

        applyBalancer("{hash: {header: x-user}}");
        live.eventually(() -> isSpread(user -> web.get("api", "/", Map.of("x-user", user))));

        applyBalancer("{hash: {cookie: {name: user}}}");
        live.eventually(() -> isSpread(user -> web.get("api", "/", Map.of("cookie", "other=1; user=" + user))));

        applyBalancer("{hash: {query: user}}");
        live.eventually(() -> isSpread(user -> web.get("api", "/?user=" + user)));

        applyBalancer("{hash: {sourceIp: true}}");
        live.eventually(() ->
                assertThat(instances(100, () -> web.get("api", "/"))).hasSize(1));

        applyBalancer("{algorithm: random}");
        live.eventually(() ->
                assertThat(instances(100, () -> web.get("api", "/"))).hasSize(2));
        live.awaitConfiguration("web", "lb_policy: RANDOM");

        live.remove();
        live.awaitNoConfiguration("web", "lb_policy: RANDOM");
        live.eventually(() ->
                assertThat(instances(100, () -> web.get("api", "/"))).hasSize(2));
    }

    @Test
    void a_cookie_with_a_time_is_made_by_the_mesh_and_leads_back_to_the_same_instance(LocalMesh mesh) {
        MeshCaller web = mesh.caller("web");
        applyBalancer("{hash: {cookie: {name: made, ttl: 1h, path: /}}}");
        live.eventually(() -> assertThat(web.get("api", "/").headers())
                .hasEntrySatisfying(
                        "set-cookie",
                        cookie -> assertThat(cookie).startsWith("made=").contains("Max-Age=3600")));

        EchoReply first = web.get("api", "/");
        String cookie = first.headers().get("set-cookie").split(";", 2)[0];

        assertThat(instances(40, () -> web.get("api", "/", Map.of("cookie", cookie))))
                .containsExactly(first.instance());
    }

    /** Each user stays at one instance, and not all of them at the same: of 60 that are spread evenly, once in 10^17 cases. */
    private static void isSpread(Function<String, EchoReply> ask) {
        Set<String> all = new TreeSet<>();
        for (int i = 0; i < 60; i++) {
            String user = "user-" + i;
            Set<String> instances = instances(5, () -> ask.apply(user));
            assertThat(instances).as(user).hasSize(1);
            all.addAll(instances);
        }
        assertThat(all).containsExactly("api-v1", "api-v2");
    }

    private static Set<String> instances(int requests, Supplier<EchoReply> ask) {
        Set<String> instances = new TreeSet<>();
        for (int i = 0; i < requests; i++) {
            instances.add(ask.get().instance());
        }
        return instances;
    }
}
