// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.mesh.reference;

import io.meshkit.testkit.mesh.reference.ServiceRules.Limits;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The connections of one caller to one service, within the limits of that service. Thread-safe. */
final class ConnectionPool implements AutoCloseable {

    private static final int MOST_IDLE = 64;

    private final Limits limits;
    private final ProxyLimits proxy;
    private final Deque<UpstreamConnection> idle = new ArrayDeque<>();
    private final Set<UpstreamConnection> used = new HashSet<>();
    private int opening;
    private int waiting;
    private long opened;
    private boolean retired;
    private boolean closed;

    ConnectionPool(Limits limits, ProxyLimits proxy) {
        this.limits = limits;
        this.proxy = proxy;
    }

    /** What {@link #take} gives when there are too many. */
    static final class FullException extends Exception {

        private static final long serialVersionUID = 1L;

        FullException() {
            super("too many connections and too many requests that wait for one");
        }
    }

    /** A connection to an instance, once there may be one more. */
    UpstreamConnection take(Instance instance, long connectDeadline, long deadline) throws IOException, FullException {
        Optional<UpstreamConnection> kept = reserve(instance, deadline);
        if (kept.isPresent()) {
            return kept.get();
        }
        try {
            int millis = (int) Math.min(Integer.MAX_VALUE, (connectDeadline - System.nanoTime()) / 1_000_000);
            UpstreamConnection made = UpstreamConnection.open(instance, millis, proxy);
            return keep(made);
        } finally {
            synchronized (this) {
                opening--;
                notifyAll();
            }
        }
    }

    private synchronized UpstreamConnection keep(UpstreamConnection made) throws IOException {
        if (closed) {
            made.close();
            throw new IOException("the mesh is closed");
        }
        opened++;
        used.add(made);
        return made;
    }

    /** An idle connection, or empty when the caller may open one. */
    private synchronized Optional<UpstreamConnection> reserve(Instance instance, long deadline)
            throws IOException, FullException {
        while (true) {
            if (closed) {
                throw new IOException("the mesh is closed");
            }
            Optional<UpstreamConnection> kept = idleTo(instance);
            if (kept.isPresent()) {
                used.add(kept.get());
                return kept;
            }
            if (used.size() + opening < limits.connections()) {
                if (used.size() + opening + idle.size() >= limits.connections()) {
                    idle.removeFirst().close();
                }
                opening++;
                return Optional.empty();
            }
            await(deadline);
        }
    }

    private void await(long deadline) throws IOException, FullException {
        if (waiting >= limits.pending()) {
            throw new FullException();
        }
        long left = deadline - System.nanoTime();
        if (left <= 0) {
            throw new java.net.SocketTimeoutException("no connection was free in time");
        }
        waiting++;
        try {
            TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, 1_000_000));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new java.io.InterruptedIOException("interrupted while waiting for a connection");
        } finally {
            waiting--;
        }
    }

    private Optional<UpstreamConnection> idleTo(Instance instance) {
        for (Iterator<UpstreamConnection> each = idle.iterator(); each.hasNext(); ) {
            UpstreamConnection connection = each.next();
            if (connection.instance().equals(instance)) {
                each.remove();
                if (connection.isFresh()) {
                    return Optional.of(connection);
                }
                connection.close();
            }
        }
        return Optional.empty();
    }

    /** Takes a connection back; it is closed unless it can be used again. */
    synchronized void give(UpstreamConnection connection, boolean usable) {
        used.remove(connection);
        if (usable && !retired && idle.size() < MOST_IDLE && connection.requests() < limits.requestsPerConnection()) {
            idle.addLast(connection);
        } else {
            connection.close();
        }
        notifyAll();
    }

    /** How many connections have been made. */
    synchronized long opened() {
        return opened;
    }

    synchronized int waiting() {
        return waiting;
    }

    /** Closes those that are idle, and the others as they come back. */
    synchronized void retire() {
        retired = true;
        idle.forEach(UpstreamConnection::close);
        idle.clear();
        notifyAll();
    }

    /** Closes all of them, also under somebody who uses one. */
    @Override
    public synchronized void close() {
        closed = true;
        retire();
        used.forEach(UpstreamConnection::close);
    }
}
