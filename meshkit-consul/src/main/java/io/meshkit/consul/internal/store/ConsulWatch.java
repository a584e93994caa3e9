// SPDX-License-Identifier: Apache-2.0
package io.meshkit.consul.internal.store;

import io.meshkit.consul.internal.store.ConsulApi.Request;
import io.meshkit.consul.internal.store.ConsulStore.Listing;
import io.meshkit.resource.LiveResource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.ResourceListener;
import io.meshkit.resource.ResourcePage;
import io.meshkit.resource.ResourceQuery;
import io.meshkit.resource.StoreException;
import io.meshkit.resource.Watch;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Follows a kind of config entries by blocking queries. An answer is the whole list, so what happened is the difference to the one before;
 * changes between two answers are told as one. An index that goes back means that the servers lost their history
 * (https://developer.hashicorp.com/consul/api-docs/features/blocking).
 */
final class ConsulWatch implements Watch {

    private static final Duration WAIT = Duration.ofSeconds(55);
    /** Consul adds up to a sixteenth of the wait. */
    private static final Duration LIMIT = WAIT.plus(WAIT.dividedBy(16)).plusSeconds(10);

    /** A question that waits is answered later than this, unless there is news. */
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(10);
    private static final long SHORTEST_PAUSE_MILLIS = 250;
    private static final long LONGEST_PAUSE_MILLIS = 30_000;

    private final ConsulStore store;
    private final ResourceQuery query;
    private final ResourceListener listener;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private Map<ResourceKey, LiveResource> known = new TreeMap<>();
    private long index;
    private boolean broken;

    private ConsulWatch(ConsulStore store, ResourceQuery query, ResourceListener listener) {
        this.store = store;
        this.query = query;
        this.listener = listener;
        this.thread = new Thread(
                this::follow, "meshkit-consul-watch-" + query.groupKind().kind());
        thread.setDaemon(true);
    }

    static ConsulWatch start(ConsulStore store, ResourceQuery query, ResourceListener listener) {
        ConsulWatch watch = new ConsulWatch(store, query, listener);
        ResourcePage first = store.list(query);
        watch.index = Math.max(1, Long.parseLong(first.version().value()));
        watch.tell(byKey(first.items()));
        watch.thread.start();
        return watch;
    }

    private static Map<ResourceKey, LiveResource> byKey(List<LiveResource> items) {
        Map<ResourceKey, LiveResource> byKey = new TreeMap<>();
        items.forEach(live -> byKey.put(live.key(), live));
        return byKey;
    }

    /** Ends for good with a failure that does not pass, and with whatever a listener throws. */
    private void follow() {
        try {
            followOpen();
        } catch (ListenerBrokeException e) {
            end(new StoreException(
                    StoreException.Reason.LISTENER,
                    null,
                    thread.getName() + " ended: its listener threw " + e.getCause() + ".",
                    "Let the listener catch what it can go on after, and watch again.",
                    null,
                    e.getCause()));
        } finally {
            closed.countDown();
        }
    }

    private void end(StoreException failure) {
        if (isOpen()) {
            closed.countDown();
            listener.failed(failure);
        }
    }

    private void followOpen() {
        long pause = SHORTEST_PAUSE_MILLIS;
        while (isOpen()) {
            try {
                if (step()) {
                    pause = SHORTEST_PAUSE_MILLIS;
                } else {
                    // no blocking query: what stands between answers by itself
                    awaitClose(pause);
                    pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
                }
            } catch (StoreException e) {
                if (!isOpen()) {
                    return;
                }
                if (!e.reason().isTransient()) {
                    end(e);
                    return;
                }
                broken = true;
                awaitClose(pause);
                pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
            }
        }
    }

    /** False when an answer without news came at once, so that the next question has to wait. */
    private boolean step() {
        long asked = System.nanoTime();
        Listing listing = store.list(query.groupKind(), broken ? atOnce() : whenLater());
        broken = false;
        if (listing.index() <= 0) {
            throw new StoreException(
                    StoreException.Reason.SERVER,
                    null,
                    "cannot watch " + query.groupKind() + ": the answer has no X-Consul-Index.",
                    "Ask the agent itself; what stands between may take the header away.",
                    null,
                    null);
        }
        if (!isOpen() || listing.index() == index) {
            return System.nanoTime() - asked >= AT_ONCE.toNanos();
        }
        boolean lost = listing.index() < index;
        index = Math.max(1, listing.index());
        Map<ResourceKey, LiveResource> now = byKey(ConsulStore.matching(listing.items(), query));
        try {
            if (lost) {
                Set<ResourceKey> present = new TreeSet<>(now.keySet());
                known = new TreeMap<>();
                listener.resynced(present);
            }
            tell(now);
        } catch (RuntimeException | AssertionError e) {
            throw new ListenerBrokeException(e);
        }
        return true;
    }

    /** What a listener threw. */
    private static final class ListenerBrokeException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        ListenerBrokeException(Throwable cause) {
            super(cause);
        }
    }

    /** Servers that lost their history would let a question for an index ahead of them wait to its end. */
    private Request atOnce() {
        return Request.get(List.of("config", query.groupKind().kind()));
    }

    private Request whenLater() {
        return Request.get(
                        List.of("config", query.groupKind().kind()), "index=" + index, "wait=" + WAIT.toSeconds() + "s")
                .within(LIMIT);
    }

    private void tell(Map<ResourceKey, LiveResource> now) {
        Map<ResourceKey, LiveResource> before = known;
        known = now;
        before.forEach((key, last) -> {
            if (!now.containsKey(key)) {
                listener.deleted(last);
            }
        });
        now.forEach((key, live) -> {
            LiveResource last = before.get(key);
            if (last == null) {
                listener.added(live);
            } else if (!last.version().equals(live.version())) {
                listener.changed(live);
            }
        });
    }

    private boolean isOpen() {
        return closed.getCount() > 0;
    }

    private void awaitClose(long millis) {
        try {
            closed.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            closed.countDown();
        }
    }

    @Override
    public boolean isRunning() {
        return isOpen();
    }

    /** Ends the watch. Waits at most 10 s for a call of the listener that is under way; none begins afterwards. */
    @Override
    public void close() {
        closed.countDown();
        thread.interrupt();
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            thread.join(LONGEST_CLOSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
