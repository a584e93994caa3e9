// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.kubernetes;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.meshkit.core.internal.json.JsonReader;
import io.meshkit.core.internal.kubernetes.KubernetesTransport.Reply;
import io.meshkit.core.internal.kubernetes.KubernetesTransport.Request;
import io.meshkit.core.internal.kubernetes.TransportFault.Kind;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The lines of an answer that goes on. Asks the connection for the next chunk only when the last one is used up, so a slow reader slows
 * the server and memory stays bounded by one line.
 */
final class LineStream implements KubernetesTransport.Stream, AsyncBody.Consumer<List<ByteBuffer>> {

    private final Request request;
    private final Duration silence;
    private final BlockingQueue<Chunk> chunks = new LinkedBlockingQueue<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private byte[] current = {};
    private int position;
    private boolean ended;
    private Reply head = new Reply(0, Map.of(), new byte[0], 1);
    private volatile @Nullable AsyncBody body;

    /** Bytes, or the end: with a fault, or without one when the answer is whole. */
    private record Chunk(
            byte[] bytes, boolean last, @Nullable Throwable fault) {}

    LineStream(Request request, Duration silence) {
        this.request = request;
        this.silence = silence;
    }

    void begin(int status, Map<String, List<String>> headers, AsyncBody answer) {
        head = new Reply(status, headers, new byte[0], 1);
        body = answer;
        answer.done().whenComplete((none, fault) -> chunks.add(new Chunk(new byte[0], true, fault)));
        answer.consume();
    }

    /** Reads what a server says when it refuses to stream, and ends. */
    void readHeadBody(Fabric8Transport.Deadline deadline) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            while (fill(Duration.ofMillis(deadline.leftMillis()))) {
                bytes.write(current, 0, current.length);
                bound(bytes);
            }
            head = new Reply(head.status(), head.headers(), bytes.toByteArray(), 1);
        } finally {
            close();
        }
    }

    @Override
    public Reply head() {
        return head;
    }

    @Override
    public void consume(List<ByteBuffer> buffers, AsyncBody answer) {
        int size = buffers.stream().mapToInt(ByteBuffer::remaining).sum();
        byte[] bytes = new byte[size];
        int at = 0;
        for (ByteBuffer buffer : buffers) {
            int length = buffer.remaining();
            buffer.get(bytes, at, length);
            at += length;
        }
        chunks.add(new Chunk(bytes, false, null));
    }

    @Override
    public Optional<byte[]> nextLine() {
        while (true) {
            for (int i = position; i < current.length; i++) {
                if (current[i] == '\n') {
                    line.write(current, position, i - position);
                    position = i + 1;
                    if (line.size() > 0) {
                        return Optional.of(takeLine());
                    }
                }
            }
            line.write(current, position, current.length - position);
            bound(line);
            if (!fill(silence)) {
                return line.size() > 0 ? Optional.of(takeLine()) : Optional.empty();
            }
        }
    }

    private byte[] takeLine() {
        byte[] bytes = line.toByteArray();
        line.reset();
        return bytes;
    }

    private void bound(ByteArrayOutputStream bytes) {
        if (bytes.size() > JsonReader.LARGEST_TEXT) {
            throw new TransportFault(
                    Kind.TOO_LARGE, "a line of the answer is larger than " + JsonReader.LARGEST_TEXT + " bytes", null);
        }
    }

    /** Waits for the next chunk; false at the end. */
    private boolean fill(Duration limit) {
        current = new byte[0];
        position = 0;
        if (ended) {
            return false;
        }
        Chunk chunk = take(limit);
        if (closed.get()) {
            throw new TransportFault(Kind.CLOSED, request + ": the stream is closed", null);
        }
        if (chunk.last()) {
            ended = true;
            if (chunk.fault() != null) {
                throw new TransportFault(Kind.BROKEN, "the connection broke during " + request, chunk.fault());
            }
            return false;
        }
        current = chunk.bytes();
        AsyncBody answer = body;
        if (answer != null) {
            answer.consume();
        }
        return true;
    }

    private Chunk take(Duration limit) {
        try {
            Chunk chunk = chunks.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (chunk == null) {
                throw new TransportFault(Kind.BROKEN, request + " was silent for " + limit.toMillis() + " ms", null);
            }
            return chunk;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransportFault(Kind.INTERRUPTED, "interrupted while reading " + request, e);
        }
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        chunks.add(new Chunk(new byte[0], true, null));
        AsyncBody answer = body;
        if (answer != null) {
            answer.cancel();
        }
    }
}
