// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.mesh.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The listeners of all proxies of a mesh: one thread accepts connections, and each connection has a thread. All are daemons and gone after
 * {@link #close()}. Thread-safe.
 */
final class ProxyServer implements AutoCloseable {

    private static final Duration LONGEST_END = Duration.ofSeconds(5);

    private final ProxyLimits limits;
    private final BodyMemory memory;
    private final Selector selector;
    private final Refusals refusals;
    private final ThreadGroup group = new ThreadGroup("meshkit-reference");
    private final Thread acceptor;
    private final ThreadPoolExecutor threads;
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    ProxyServer(ProxyLimits limits) {
        this.limits = limits;
        this.memory = new BodyMemory(limits.bodies());
        AtomicInteger count = new AtomicInteger();
        this.threads = new ThreadPoolExecutor(
                0, limits.connections(), 10, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
                    Thread thread = new Thread(group, work, "meshkit-reference-" + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        try {
            this.selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException("the reference mesh cannot listen", e);
        }
        this.refusals = new Refusals(selector);
        this.acceptor = new Thread(group, this::accept, "meshkit-reference-acceptor");
        acceptor.setDaemon(true);
    }

    void start() {
        acceptor.start();
    }

    /** Opens a listener, before the start. Gives its port. */
    int listen(Outbound proxy) {
        try {
            ServerSocketChannel listener = ServerSocketChannel.open();
            listener.bind(new InetSocketAddress("127.0.0.1", 0), 256);
            listener.configureBlocking(false);
            listener.register(selector, SelectionKey.OP_ACCEPT, proxy);
            return listener.socket().getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("the reference mesh cannot listen", e);
        }
    }

    private void accept() {
        try {
            while (!closed) {
                selector.select(refusals.patience());
                for (SelectionKey key : selector.selectedKeys()) {
                    if (key.channel() instanceof SocketChannel refused) {
                        refusals.read(refused);
                        continue;
                    }
                    SocketChannel channel = ((ServerSocketChannel) key.channel()).accept();
                    if (channel != null) {
                        serve(channel, (Outbound) key.attachment());
                    }
                }
                selector.selectedKeys().clear();
                refusals.closeOld();
            }
        } catch (ClosedSelectorException | ClosedChannelException e) {
            closed = true;
        } catch (IOException e) {
            throw new UncheckedIOException("the reference mesh cannot accept connections", e);
        }
    }

    private void serve(SocketChannel channel, Outbound proxy) throws IOException {
        open.add(channel);
        try {
            threads.execute(() -> converse(channel, proxy));
        } catch (RejectedExecutionException e) {
            open.remove(channel);
            refusals.add(channel);
        }
    }

    private void converse(SocketChannel channel, Outbound proxy) {
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            Socket socket = channel.socket();
            HttpInput input = new HttpInput(socket, limits);
            boolean more = true;
            while (more && !closed) {
                input.within(proxy.idle());
                more = input.hasMore() && answer(input, socket, proxy);
            }
        } catch (IOException e) {
            // the caller has gone, or was silent for too long: there is nobody to tell
            end(channel);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end(channel);
        }
    }

    /** Answers one request. True when another may follow. */
    private boolean answer(HttpInput input, Socket socket, Outbound proxy) throws IOException, InterruptedException {
        try (BodyMemory.Share share = memory.share()) {
            return answer(input, share, socket, proxy);
        }
    }

    private boolean answer(HttpInput input, BodyMemory.Share share, Socket socket, Outbound proxy)
            throws IOException, InterruptedException {
        ProxyRequest request;
        try {
            request = ProxyRequest.read(input, share, socket, limits);
        } catch (MessageException e) {
            refuse(ProxyAnswer.own(e.status(), e.reason()), input, socket);
            return false;
        } catch (SocketTimeoutException e) {
            refuse(ProxyAnswer.own(408, "the request did not arrive in time"), input, socket);
            return false;
        }
        ProxyAnswer answer;
        try {
            answer = proxy.carryOut(request);
        } catch (RuntimeException e) {
            answer = ProxyAnswer.own(500, String.valueOf(e.getMessage()));
        }
        socket.getOutputStream().write(answer.bytes(request.isHead(), request.keepsConnection()));
        return request.keepsConnection();
    }

    /** What the caller still sends, a whole body at most, is read for a moment: a connection closed before would take the answer with it. */
    private void refuse(ProxyAnswer answer, HttpInput input, Socket socket) throws IOException {
        socket.getOutputStream().write(answer.bytes(false, false));
        socket.shutdownOutput();
        input.within(Duration.ofSeconds(1));
        input.skip(limits.body());
    }

    private void end(SocketChannel channel) {
        open.remove(channel);
        closeQuietly(channel);
    }

    private static void closeQuietly(java.nio.channels.Channel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        closed = true;
        selector.keys().forEach(key -> closeQuietly(key.channel()));
        try {
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.shutdownNow();
        open.forEach(ProxyServer::closeQuietly);
        try {
            joinThreads();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The pool calls itself terminated when its threads are about to end, which is too early for one that counts threads. */
    private void joinThreads() throws InterruptedException {
        long deadline = System.nanoTime() + LONGEST_END.toNanos();
        Thread[] running = new Thread[limits.connections() + 1];
        int count = group.enumerate(running);
        for (int i = 0; i < count; i++) {
            running[i].join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
            if (running[i].isAlive()) {
                throw new AssertionError("the thread " + running[i].getName() + " did not end within " + LONGEST_END);
            }
        }
    }
}
