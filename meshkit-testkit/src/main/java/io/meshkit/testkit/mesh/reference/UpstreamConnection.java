// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.mesh.reference;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A connection of a proxy to an instance. Used by one thread at a time. */
final class UpstreamConnection implements AutoCloseable {

    private final Instance instance;
    private final SocketChannel channel;
    private final HttpInput input;
    private int requests;

    private UpstreamConnection(Instance instance, SocketChannel channel, ProxyLimits limits) {
        this.instance = instance;
        this.channel = channel;
        this.input = new HttpInput(channel.socket(), limits);
    }

    static UpstreamConnection open(Instance instance, int millis, ProxyLimits limits) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.socket().connect(new InetSocketAddress("127.0.0.1", instance.port()), Math.max(1, millis));
            return new UpstreamConnection(instance, channel, limits);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    Instance instance() {
        return instance;
    }

    int requests() {
        return requests;
    }

    /** Whether the other side has neither closed it nor said anything since. */
    boolean isFresh() {
        try {
            channel.configureBlocking(false);
            boolean silent = channel.read(ByteBuffer.allocate(1)) == 0;
            channel.configureBlocking(true);
            return silent && input.isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    ProxyAnswer exchange(ProxyRequest request, long deadline) throws IOException, MessageException {
        requests++;
        channel.socket().getOutputStream().write(request.bytes());
        input.until(deadline);
        return ProxyAnswer.read(input, request.isHead());
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
