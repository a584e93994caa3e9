// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.LiveResource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.ResourceListener;
import io.meshkit.resource.ResourceQuery;
import io.meshkit.resource.StoreException;
import io.meshkit.resource.StoreException.Reason;
import io.meshkit.resource.Watch;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class KubernetesWatchTest {

    private static final ResourceQuery CONFIG_MAPS = ResourceQuery.of(new GroupKind("", "ConfigMap"));

    private static final String DISCOVERY = """
        {"kind":"APIGroupDiscoveryList","items":[{"metadata":{"name":""},"versions":[{"version":"v1","resources":[
         {"resource":"configmaps","responseKind":{"kind":"ConfigMap"},"scope":"Namespaced","verbs":["watch"]}]}]}]}\
        """;

    private final List<AutoCloseable> open = new ArrayList<>();
    private final Told told = new Told();
    /** Released when a test ends, so that a stream can stay open till then. */
    private final CountDownLatch end = new CountDownLatch(1);

    private final AtomicInteger lists = new AtomicInteger();
    private final AtomicInteger watches = new AtomicInteger();
    private final List<String> versions = new ArrayList<>();

    /** Writes the answer to the watch request of that number. */
    private interface Events {
        boolean write(int number, OutputStream out) throws Exception;
    }

    /** Keeps what a listener is told, as words. */
    private static final class Told implements ResourceListener {
        private final BlockingQueue<String> words = new LinkedBlockingQueue<>();

        @Override
        public void added(LiveResource resource) {
            words.add("added " + resource.key().name());
        }

        @Override
        public void changed(LiveResource resource) {
            words.add("changed " + resource.key().name());
        }

        @Override
        public void deleted(LiveResource resource) {
            words.add("deleted " + resource.key().name());
        }

        @Override
        public void resynced(Set<ResourceKey> present) {
            words.add("resynced " + present.stream().map(ResourceKey::name).toList());
        }

        @Override
        public void failed(StoreException failure) {
            words.add("failed " + failure.reason());
        }

        List<String> next(int count) throws InterruptedException {
            List<String> next = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                String word = words.poll(10, TimeUnit.SECONDS);
                next.add(word == null ? "nothing" : word);
            }
            return next;
        }
    }

    private final List<Duration> waited = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() throws Exception {
        end.countDown();
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    private KubernetesStore store(Events events) throws Exception {
        StubServer server = new StubServer((asked, number, out) -> {
            if (asked.path().startsWith("/api/v1/configmaps?watch=true")) {
                synchronized (versions) {
                    versions.add(asked.path().replaceAll(".*resourceVersion=([^&]*).*", "$1"));
                }
                return events.write(watches.incrementAndGet(), out);
            }
            if (asked.path().startsWith("/api/v1/configmaps")) {
                int list = lists.incrementAndGet();
                return StubServer.json(
                        out,
                        200,
                        "{\"kind\":\"ConfigMapList\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\"" + list
                                + "00\"},\"items\":[{\"metadata\":{\"name\":\"first" + list
                                + "\",\"namespace\":\"shop\",\"resourceVersion\":\"1\"}}]}");
            }
            return StubServer.json(out, 200, DISCOVERY);
        });
        open.add(server);
        Config config =
                new ConfigBuilder(Config.empty()).withMasterUrl(server.url()).build();
        RetryPauses pauses = new RetryPauses(RetryRule.DEFAULT, new Random(1), waited::add);
        KubernetesStore store = Clusters.of(config, TimeLimits.DEFAULT, pauses, Clock.systemUTC());
        open.add(store);
        return store;
    }

    private boolean stay() throws InterruptedException {
        return !end.await(20, TimeUnit.SECONDS);
    }

    private static void event(OutputStream out, String type, String name, String version) throws Exception {
        StubServer.chunk(
                out,
                "{\"type\":\"" + type
                        + "\",\"object\":{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"" + name
                        + "\",\"namespace\":\"shop\",\"resourceVersion\":\"" + version + "\"}}}\n");
    }

    @Test
    void what_is_there_is_told_first_then_what_happens() throws Exception {
        KubernetesStore store = store((number, out) -> {
            StubServer.startStream(out);
            event(out, "ADDED", "b", "101");
            event(out, "MODIFIED", "b", "102");
            event(out, "DELETED", "b", "103");
            return stay();
        });

        Watch watch = store.watch(CONFIG_MAPS, told);

        assertThat(told.next(4)).containsExactly("added first1", "added b", "changed b", "deleted b");
        assertThat(versions).containsExactly("100");
        assertThat(watch.isRunning()).isTrue();
    }

    @Test
    void a_broken_stream_goes_on_after_the_last_event_or_bookmark() throws Exception {
        KubernetesStore store = store((number, out) -> {
            StubServer.startStream(out);
            switch (number) {
                case 1 -> event(out, "ADDED", "b", "101");
                case 2 ->
                    StubServer.chunk(
                            out,
                            "{\"type\":\"BOOKMARK\",\"object\":{\"kind\":\"ConfigMap\",\"metadata\":{\"resourceVersion\":\"150\"}}}\n");
                default -> {
                    event(out, "DELETED", "b", "151");
                    return stay();
                }
            }
            return false;
        });

        store.watch(CONFIG_MAPS, told);

        assertThat(told.next(3)).containsExactly("added first1", "added b", "deleted b");
        assertThat(versions).containsExactly("100", "101", "150");
        assertThat(lists).hasValue(1);
    }

    @Test
    void a_stream_that_ends_in_time_is_opened_again() throws Exception {
        KubernetesStore store = store((number, out) -> {
            StubServer.startStream(out);
            if (number == 1) {
                event(out, "ADDED", "b", "101");
                return StubServer.endStream(out);
            }
            event(out, "MODIFIED", "b", "102");
            return stay();
        });

        store.watch(CONFIG_MAPS, told);

        assertThat(told.next(3)).containsExactly("added first1", "added b", "changed b");
    }

    @Test
    void a_forgotten_version_lists_anew_when_it_comes_as_an_event() throws Exception {
        KubernetesStore store = store((number, out) -> {
            StubServer.startStream(out);
            if (number == 1) {
                StubServer.chunk(
                        out,
                        "{\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\",\"reason\":\"Expired\",\"code\":410,\"message\":\"too"
                                + " old resource version: 1 (238)\"}}\n");
                return StubServer.endStream(out);
            }
            return stay();
        });

        store.watch(CONFIG_MAPS, told);

        assertThat(told.next(3)).containsExactly("added first1", "resynced [first2]", "added first2");
        await(() -> watches.get() == 2);
        assertThat(versions).containsExactly("100", "200");
    }

    @Test
    void a_forgotten_version_lists_anew_when_it_comes_as_a_status() throws Exception {
        KubernetesStore store = store((number, out) -> {
            if (number == 1) {
                return StubServer.json(out, 410, "{\"kind\":\"Status\",\"reason\":\"Gone\",\"code\":410}");
            }
            StubServer.startStream(out);
            return stay();
        });

        store.watch(CONFIG_MAPS, told);

        assertThat(told.next(3)).containsExactly("added first1", "resynced [first2]", "added first2");
    }

    @Test
    void a_server_that_is_away_for_a_while_is_waited_for() throws Exception {
        KubernetesStore store = store((number, out) -> {
            if (number <= 10) {
                return number % 2 == 0 && StubServer.write(out, 503, "", "starting");
            }
            StubServer.startStream(out);
            event(out, "ADDED", "b", "101");
            return stay();
        });

        store.watch(CONFIG_MAPS, told);

        assertThat(told.next(2)).containsExactly("added first1", "added b");
    }

    @Test
    void a_line_that_is_no_event_opens_the_stream_anew() throws Exception {
        KubernetesStore store = store((number, out) -> {
            StubServer.startStream(out);
            if (number == 1) {
                StubServer.chunk(out, "<html>\n");
            } else {
                event(out, "ADDED", "b", "101");
            }
            return stay();
        });

        store.watch(CONFIG_MAPS, told);

        assertThat(told.next(2)).containsExactly("added first1", "added b");
    }

    @Test
    void a_permission_that_is_taken_away_ends_the_watch_and_is_told() throws Exception {
        KubernetesStore store = store((number, out) ->
                StubServer.json(out, 403, "{\"kind\":\"Status\",\"reason\":\"Forbidden\",\"code\":403}"));

        Watch watch = store.watch(CONFIG_MAPS, told);

        assertThat(told.next(2)).containsExactly("added first1", "failed FORBIDDEN");
        await(() -> !watch.isRunning());
    }

    @Test
    void a_first_list_that_fails_is_thrown() throws Exception {
        KubernetesStore store = store((number, out) -> false);

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.watch(ResourceQuery.of(new GroupKind("x", "Nope")), told))
                .matches(e -> e.reason() == Reason.UNKNOWN_KIND);
    }

    @Test
    void a_listener_that_throws_ends_the_watch_and_is_told_so() throws Exception {
        KubernetesStore store = store((number, out) -> stay());
        CompletableFuture<StoreException> failure = new CompletableFuture<>();
        Watch watch = store.watch(CONFIG_MAPS, new ResourceListener() {
            @Override
            public void added(LiveResource resource) {
                throw new AssertionError("full");
            }

            @Override
            public void failed(StoreException why) {
                failure.complete(why);
            }
        });

        assertThat(failure.get(30, TimeUnit.SECONDS).reason()).isEqualTo(Reason.LISTENER);
        assertThat(failure.get()).hasMessageContaining("full");
        await(() -> !watch.isRunning());
    }

    @Test
    void close_is_prompt_and_nothing_is_told_afterwards() throws Exception {
        CountDownLatch more = new CountDownLatch(1);
        KubernetesStore store = store((number, out) -> {
            StubServer.startStream(out);
            more.await();
            event(out, "ADDED", "late", "101");
            return stay();
        });
        Watch watch = store.watch(CONFIG_MAPS, told);
        assertThat(told.next(1)).containsExactly("added first1");
        await(() -> watches.get() == 1);

        long before = System.nanoTime();
        watch.close();
        watch.close();
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before)).isLessThan(2_000);
        more.countDown();

        await(() -> threads("meshkit-watch-configmaps") == 0);
        assertThat(told.words).isEmpty();
        assertThat(watch.isRunning()).isFalse();
    }

    @Test
    void closing_waits_for_the_call_that_has_begun() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicInteger done = new AtomicInteger();
        KubernetesStore store = store((number, out) -> stay());
        Watch watch = store.watch(CONFIG_MAPS, new ResourceListener() {
            @Override
            public void added(LiveResource resource) {
                begun.countDown();
                long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(200);
                while (System.nanoTime() < until) {
                    Thread.onSpinWait();
                }
                done.incrementAndGet();
            }
        });
        begun.await();

        watch.close();

        assertThat(done).hasValue(1);
    }

    @Test
    void a_listener_that_never_returns_holds_close_up_for_a_limited_time() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        KubernetesStore store = store((number, out) -> stay());
        Watch watch = store.watch(CONFIG_MAPS, new ResourceListener() {
            @Override
            public void added(LiveResource resource) {
                begun.countDown();
                while (end.getCount() > 0) {
                    Thread.onSpinWait();
                }
            }
        });
        begun.await();

        long before = System.nanoTime();
        watch.close();

        assertThat(Duration.ofNanos(System.nanoTime() - before))
                .isBetween(KubernetesWatch.LONGEST_CALL.minusMillis(500), KubernetesWatch.LONGEST_CALL.plusSeconds(10));
        assertThat(watch.isRunning()).isFalse();
        end.countDown();
    }

    @Test
    void an_interrupt_ends_the_wait_of_close_and_stays_set() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        KubernetesStore store = store((number, out) -> stay());
        Watch watch = store.watch(CONFIG_MAPS, new ResourceListener() {
            @Override
            public void added(LiveResource resource) {
                begun.countDown();
                while (end.getCount() > 0) {
                    Thread.onSpinWait();
                }
            }
        });
        begun.await();

        Thread.currentThread().interrupt();
        long before = System.nanoTime();
        watch.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(KubernetesWatch.LONGEST_CALL);
        end.countDown();
    }

    @Test
    void a_server_that_forgets_what_it_has_just_listed_is_given_pauses() throws Exception {
        KubernetesStore store = store((number, out) -> {
            if (number <= 5) {
                return StubServer.json(out, 410, "{\"kind\":\"Status\",\"reason\":\"Gone\",\"code\":410}");
            }
            StubServer.startStream(out);
            return stay();
        });

        store.watch(CONFIG_MAPS, told);

        await(() -> watches.get() == 6);
        assertThat(waited).hasSize(4);
    }

    @Test
    void a_refused_stream_is_opened_again_when_the_server_said_so() throws Exception {
        KubernetesStore store = store((number, out) -> {
            if (number == 1) {
                return StubServer.write(out, 429, "Retry-After: 7\r\n", "busy");
            }
            StubServer.startStream(out);
            return stay();
        });

        store.watch(CONFIG_MAPS, told);

        await(() -> watches.get() == 2);
        assertThat(waited).containsExactly(Duration.ofSeconds(7));
    }

    @Test
    void closing_the_cluster_closes_its_watches() throws Exception {
        KubernetesStore store = store((number, out) -> {
            StubServer.startStream(out);
            return stay();
        });
        Watch watch = store.watch(CONFIG_MAPS, told);
        assertThat(told.next(1)).containsExactly("added first1");

        store.close();

        assertThat(watch.isRunning()).isFalse();
        await(() -> threads("meshkit-watch-configmaps") == 0);
    }

    @Test
    void its_thread_is_a_daemon() throws Exception {
        KubernetesStore store = store((number, out) -> {
            StubServer.startStream(out);
            return stay();
        });
        store.watch(CONFIG_MAPS, told);

        await(() -> threads("meshkit-watch-configmaps") == 1);
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().startsWith("meshkit-watch"))
                .allMatch(Thread::isDaemon);
    }

    private static long threads(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(name))
                .count();
    }

    private static void await(BooleanSupplier condition) {
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(condition::getAsBoolean);
    }
}
