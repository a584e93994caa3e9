// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.mesh.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Connections that no thread is left for. Each is answered at once and read for a moment: a connection closed while the caller sends would
 * take the answer with it. Used by the thread that accepts connections.
 */
final class Refusals {

    private static final int MOST = 1024;
    private static final Duration MOMENT = Duration.ofSeconds(1);
    private static final byte[] ANSWER = ProxyAnswer.own(503, "the proxies have as many connections as they take")
            .bytes(false, false);

    private final Selector selector;
    private final ByteBuffer unread = ByteBuffer.allocate(8192);
    private final Deque<Refused> refused = new ArrayDeque<>();

    private record Refused(SocketChannel channel, long end) {}

    Refusals(Selector selector) {
        this.selector = selector;
    }

    /** Answers, and gives the connection to the selector; the oldest one of too many is closed. */
    void add(SocketChannel channel) throws IOException {
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        refused.add(new Refused(channel, System.nanoTime() + MOMENT.toNanos()));
        if (refused.size() > MOST) {
            close(refused.remove().channel());
        }
        try {
            // a new connection has room for it
            channel.write(ByteBuffer.wrap(ANSWER));
            channel.shutdownOutput();
            channel.register(selector, SelectionKey.OP_READ);
        } catch (IOException e) {
            // the caller has gone: there is nobody to tell
            close(channel);
        }
    }

    /** How long the selector may wait, in milliseconds; 0 without end. */
    long patience() {
        return refused.isEmpty() ? 0 : 100;
    }

    /** Reads over what has come. */
    void read(SocketChannel channel) {
        try {
            if (channel.read(unread.clear()) < 0) {
                close(channel);
            }
        } catch (IOException e) {
            // the caller has gone
            close(channel);
        }
    }

    /** Closes those whose moment is over. */
    void closeOld() {
        long now = System.nanoTime();
        while (!refused.isEmpty()
                && (!refused.element().channel().isOpen() || refused.element().end() - now <= 0)) {
            close(refused.remove().channel());
        }
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
