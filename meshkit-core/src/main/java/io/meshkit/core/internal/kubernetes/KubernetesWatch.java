// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.kubernetes;

import io.meshkit.core.internal.catalog.ForeignFault;
import io.meshkit.core.internal.kubernetes.KubernetesTransport.Stream;
import io.meshkit.core.internal.kubernetes.WatchSource.Event;
import io.meshkit.core.internal.kubernetes.WatchSource.Listing;
import io.meshkit.document.MapValue;
import io.meshkit.resource.LiveResource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.ResourceListener;
import io.meshkit.resource.StoreException;
import io.meshkit.resource.StoreException.Reason;
import io.meshkit.resource.Watch;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lists, then reads events from the version of the list on. A stream that ends or breaks is opened again after the last event or bookmark;
 * when the server has forgotten that version (410, as a status or as an event) everything is listed anew. Faults that pass are waited out
 * for as long as the watch is wanted.
 */
final class KubernetesWatch implements Watch {

    private static final Logger LOG = LoggerFactory.getLogger(KubernetesWatch.class);

    /** So long {@link #close()} waits for a call of the listener that has begun. */
    static final Duration LONGEST_CALL = Duration.ofSeconds(10);

    private final WatchSource source;
    private final ResourceListener listener;
    private final RetryPauses pauses;
    private final Consumer<KubernetesWatch> onEnd;
    /** Held during calls of the listener, so that none begins after {@link #close()} has had it. */
    private final ReentrantLock calling = new ReentrantLock();

    private final Thread thread;
    private volatile boolean closed;
    private volatile boolean running = true;
    private volatile @Nullable Stream stream;
    /** How often in a row nothing came. Used by the watch's thread alone. */
    private int faults;

    /**
     * Lists, and starts to watch.
     *
     * @param onEnd told when the watch has ended, for whatever reason
     * @throws StoreException when the list fails
     */
    static KubernetesWatch start(
            WatchSource source, ResourceListener listener, RetryPauses pauses, Consumer<KubernetesWatch> onEnd) {
        Listing first = source.list();
        KubernetesWatch watch = new KubernetesWatch(source, listener, pauses, onEnd, first);
        watch.thread.start();
        return watch;
    }

    private KubernetesWatch(
            WatchSource source,
            ResourceListener listener,
            RetryPauses pauses,
            Consumer<KubernetesWatch> onEnd,
            Listing first) {
        this.source = source;
        this.listener = listener;
        this.pauses = pauses;
        this.onEnd = onEnd;
        this.thread = new Thread(() -> run(first), "meshkit-watch-" + source.plural());
        this.thread.setDaemon(true);
    }

    /** What to do after one stream: go on after a version, or list anew. */
    private record Next(Optional<String> version) {

        static Next after(String version) {
            return new Next(Optional.of(version));
        }

        static Next anew() {
            return new Next(Optional.empty());
        }
    }

    private void run(Listing first) {
        try {
            first.items().forEach(item -> tell(() -> listener.added(item)));
            Next next = Next.after(first.version());
            while (!closed) {
                next = next.version().isPresent() ? read(next.version().get()) : listAnew();
            }
        } catch (StoreException failure) {
            tellFailure(failure);
        } catch (InterruptedException e) {
            LOG.debug("{} ends: its thread was interrupted", thread.getName());
        } catch (ListenerBrokeException e) {
            tellFailure(new StoreException(
                    Reason.LISTENER,
                    null,
                    thread.getName() + " ended: its listener threw " + e.getCause() + ".",
                    "Let the listener catch what it can go on after, and watch again.",
                    null,
                    e.getCause()));
        } catch (RuntimeException e) {
            if (!closed) {
                tellFailure(new StoreException(
                        Reason.SERVER,
                        null,
                        thread.getName() + " ended: reading broke with " + e + ".",
                        "Watch again; if it happens again, report it with its cause.",
                        null,
                        e));
            }
        } finally {
            running = false;
            onEnd.accept(this);
        }
    }

    private Next listAnew() throws InterruptedException {
        Listing listing;
        try {
            listing = source.list();
        } catch (StoreException failure) {
            waitOut(failure, Duration.ZERO);
            return Next.anew();
        }
        Set<ResourceKey> present =
                listing.items().stream().map(LiveResource::key).collect(Collectors.toCollection(TreeSet::new));
        tell(() -> listener.resynced(present));
        listing.items().forEach(item -> tell(() -> listener.added(item)));
        return Next.after(listing.version());
    }

    private Next read(String from) throws InterruptedException {
        String version = from;
        try (Stream opened = open(from)) {
            if (!opened.head().isSuccess()) {
                Duration retryAfter = RetryRule.retryAfter(opened.head());
                return refused(version, Refusal.of(opened.head(), MapValue.EMPTY), retryAfter);
            }
            while (!closed) {
                Optional<byte[]> line = opened.nextLine();
                if (line.isEmpty()) {
                    return ended(version, from);
                }
                Event event = source.event(line.get());
                if (event.refusal().isPresent()) {
                    return refused(version, event.refusal().get(), Duration.ZERO);
                }
                version = event.version();
                faults = 0;
                event.resource().ifPresent(resource -> tell(event.type(), resource));
            }
            return Next.after(version);
        } catch (TransportFault fault) {
            if (closed) {
                return Next.after(version);
            }
            if (source.failed(fault) instanceof StoreException failure) {
                waitOut(failure, Duration.ZERO);
                return Next.after(version);
            }
            throw fault;
        } finally {
            stream = null;
        }
    }

    private Stream open(String version) {
        Stream opened = source.open(version);
        stream = opened;
        if (closed) {
            opened.close();
        }
        return opened;
    }

    /** A server ends a stream when its time is up; one that ends it at once, again and again, is given pauses. */
    private Next ended(String version, String from) throws InterruptedException {
        if (version.equals(from)) {
            faults++;
            pauses.pause(faults, Duration.ZERO);
        }
        return Next.after(version);
    }

    private Next refused(String version, Refusal refusal, Duration retryAfter) throws InterruptedException {
        if (refusal.reason() == Reason.EXPIRED) {
            // the first time at once; a server that forgets what it has just listed is not asked without pause
            if (faults > 0) {
                pauses.pause(faults, retryAfter);
            }
            faults++;
            return Next.anew();
        }
        waitOut(source.refused(refusal), retryAfter);
        return Next.after(version);
    }

    /** Pauses when the fault may pass; otherwise it ends the watch. */
    private void waitOut(StoreException failure, Duration retryAfter) throws InterruptedException {
        if (!failure.reason().isTransient() && failure.reason() != Reason.SERVER) {
            throw failure;
        }
        faults++;
        LOG.debug("{} goes on after a fault, number {} in a row", thread.getName(), faults, failure);
        pauses.pause(faults, retryAfter);
    }

    private void tell(Event.Type type, LiveResource resource) {
        switch (type) {
            case ADDED -> tell(() -> listener.added(resource));
            case MODIFIED -> tell(() -> listener.changed(resource));
            case DELETED -> tell(() -> listener.deleted(resource));
            default -> {}
        }
    }

    private void tell(Runnable call) {
        calling.lock();
        try {
            if (!closed) {
                call.run();
            }
        } catch (Throwable e) {
            ForeignFault.refuseFatal(e);
            throw new ListenerBrokeException(e);
        } finally {
            calling.unlock();
        }
    }

    private void tellFailure(StoreException failure) {
        try {
            tell(() -> listener.failed(failure));
        } catch (ListenerBrokeException e) {
            LOG.warn("{}: its listener failed when told of {}", thread.getName(), failure.toString(), e.getCause());
        }
    }

    /** What a listener threw. */
    private static final class ListenerBrokeException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        ListenerBrokeException(Throwable cause) {
            super(cause);
        }
    }

    @Override
    public boolean isRunning() {
        return running && !closed;
    }

    @Override
    public void close() {
        closed = true;
        Stream open = stream;
        if (open != null) {
            open.close();
        }
        if (Thread.currentThread() == thread) {
            return;
        }
        thread.interrupt();
        awaitListener();
    }

    /** Waits for a call of the listener that has begun, but not for ever: a listener that hangs must not keep its user from closing. */
    private void awaitListener() {
        try {
            if (calling.tryLock(LONGEST_CALL.toMillis(), TimeUnit.MILLISECONDS)) {
                calling.unlock();
            } else {
                LOG.warn("{} is closed while a call of its listener is still under way", thread.getName());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
