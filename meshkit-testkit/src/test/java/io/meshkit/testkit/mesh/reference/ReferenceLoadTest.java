// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.mesh.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.testkit.mesh.EchoBehaviour;
import io.meshkit.testkit.mesh.EchoReply;
import io.meshkit.testkit.mesh.EchoService;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many callers at once, limits, and the end. */
class ReferenceLoadTest {

    private final ExecutorService callers = Executors.newFixedThreadPool(32);
    private Shop shop = new Shop();

    @AfterEach
    void close() {
        callers.shutdownNow();
        shop.close();
    }

    private List<CompletableFuture<EchoReply>> send(int count, String... headers) {
        List<CompletableFuture<EchoReply>> replies = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            replies.add(CompletableFuture.supplyAsync(() -> shop.get("/", headers), callers));
        }
        return replies;
    }

    private static List<Integer> statuses(List<CompletableFuture<EchoReply>> replies) {
        return replies.stream().map(reply -> reply.join().status()).sorted().toList();
    }

    /** Waits for the service to have so many requests; the JVM's other threads may run meanwhile. */
    private void awaitArrived(String run, int count) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (shop.arrived(run) < count) {
            assertThat(System.nanoTime()).as("requests of " + run).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    @Test
    void many_callers_are_answered_while_the_pattern_changes() {
        List<CompletableFuture<EchoReply>> replies = send(600);
        for (int i = 0; i < 5; i++) {
            shop.api("{trafficSplit: {weights: {v1: " + i * 20 + ", v2: " + (100 - i * 20) + "}}}");
        }

        assertThat(statuses(replies)).containsOnly(200).hasSize(600);
    }

    @Test
    void connections_to_services_are_used_again() {
        shop.versions(40);

        assertThat(shop.mesh.connectionsOpened("web", "api")).isEqualTo(2);

        shop.api("{limits: {maxRequestsPerConnection: 5}}").versions(40);
        assertThat(shop.mesh.connectionsOpened("web", "api")).isEqualTo(8);
    }

    @Test
    void no_more_requests_are_under_way_than_the_pattern_says() {
        shop.api("{limits: {maxConcurrent: 3}}");
        shop.mesh.echo("api-v1").behave(EchoBehaviour.GOOD.hanging());
        shop.mesh.echo("api-v2").behave(EchoBehaviour.GOOD.hanging());
        List<CompletableFuture<EchoReply>> first = send(3, EchoService.RUN, "first");
        // the service counts a request when it has begun to answer, so it is the proxy that is asked
        while (shop.mesh.underWay("web", "api") < 3) {
            Thread.onSpinWait();
        }

        assertThat(shop.get("/").status()).isEqualTo(503);

        shop.mesh.echo("api-v1").behave(EchoBehaviour.GOOD);
        shop.mesh.echo("api-v2").behave(EchoBehaviour.GOOD);
        assertThat(statuses(first)).containsExactly(200, 200, 200);
        awaitArrived("first", 3);
        assertThat(shop.get("/").status()).isEqualTo(200);
    }

    @Test
    void requests_wait_for_a_connection_up_to_the_number_that_may() {
        shop.api("{limits: {maxConnections: 1, maxPending: 2}, trafficSplit: {weights: {v1: 100}}}");
        shop.mesh.echo("api-v1").behave(EchoBehaviour.GOOD.hanging());
        List<CompletableFuture<EchoReply>> first = send(3);
        while (shop.mesh.underWay("web", "api") < 3 || shop.mesh.waiting("web", "api") < 2) {
            Thread.onSpinWait();
        }

        assertThat(shop.get("/").status()).isEqualTo(503);

        shop.mesh.echo("api-v1").behave(EchoBehaviour.GOOD);
        assertThat(statuses(first)).containsExactly(200, 200, 200);
        assertThat(shop.mesh.connectionsOpened("web", "api")).isEqualTo(1);
    }

    @Test
    void the_end_breaks_what_is_under_way_and_leaves_no_thread() {
        shop.mesh.echo("api-v1").behave(EchoBehaviour.GOOD.hanging());
        shop.mesh.echo("api-v2").behave(EchoBehaviour.GOOD.hanging());
        List<CompletableFuture<EchoReply>> replies = send(16);
        while (shop.mesh.underWay("web", "api") < 16) {
            Thread.onSpinWait();
        }

        shop.mesh.close();
        shop.mesh.close();

        for (CompletableFuture<EchoReply> reply : replies) {
            assertThat(reply.handle((answer, failure) ->
                                    failure instanceof CompletionException || answer.status() == 503)
                            .join())
                    .isTrue();
        }
        Set<String> left = Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("meshkit-reference"))
                .collect(Collectors.toSet());
        assertThat(left).isEmpty();
    }

    @Test
    void a_mesh_can_be_started_again_and_several_stand_side_by_side() {
        try (Shop other = new Shop()) {
            assertThat(other.get("/").status()).isEqualTo(200);
            shop.close();
            assertThat(other.get("/").status()).isEqualTo(200);
        }
        shop = new Shop();
        assertThat(shop.get("/").status()).isEqualTo(200);
    }
}
