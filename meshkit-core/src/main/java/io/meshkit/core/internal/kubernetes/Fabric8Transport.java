// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.kubernetes;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.meshkit.core.internal.json.JsonReader;
import io.meshkit.core.internal.kubernetes.TransportFault.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Sends through fabric8's HTTP client, which adds the credentials. Measured on 8.0.0: any method and content type passes, and an answer
 * other than 2xx comes back as an answer. The client must have its own retry switched off.
 */
final class Fabric8Transport implements KubernetesTransport {

    private final HttpClient client;
    private final String server;
    private final TimeLimits limits;
    private final Runnable onClose;
    private final Set<CompletableFuture<?>> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * A transport.
     *
     * @param client the client, its own retry switched off
     * @param server URL of the API server
     * @param limits how long to wait
     * @param onClose closes what this transport owns
     */
    Fabric8Transport(HttpClient client, String server, TimeLimits limits, Runnable onClose) {
        this.client = client;
        this.server = server.endsWith("/") ? server.substring(0, server.length() - 1) : server;
        this.limits = limits;
        this.onClose = onClose;
    }

    @Override
    public Reply send(Request request) {
        Deadline deadline = Deadline.in(limits.request());
        WholeBody body = new WholeBody();
        HttpResponse<AsyncBody> response = await(request, deadline, start(request, body, false));
        try {
            response.body().consume();
            await(request, deadline, response.body().done());
            return new Reply(response.code(), headers(response), body.bytes(), 1);
        } finally {
            response.body().cancel();
        }
    }

    @Override
    public Stream open(Request request) {
        Deadline deadline = Deadline.in(limits.request());
        LineStream lines = new LineStream(request, limits.silence());
        CompletableFuture<HttpResponse<AsyncBody>> answer = start(request, lines, true);
        HttpResponse<AsyncBody> response = awaitOrCancel(request, deadline, answer);
        lines.begin(response.code(), headers(response), response.body());
        if (!lines.head().isSuccess()) {
            lines.readHeadBody(deadline);
        }
        return lines;
    }

    @Override
    public void close() {
        closed = true;
        onClose.run();
        waiting.forEach(answer -> answer.cancel(true));
    }

    private CompletableFuture<HttpResponse<AsyncBody>> start(
            Request request, AsyncBody.Consumer<List<ByteBuffer>> consumer, boolean streaming) {
        if (closed) {
            throw closedFault(request);
        }
        if (Thread.currentThread().isInterrupted()) {
            // an answer that is quick enough would be taken without a look at the flag
            throw new TransportFault(Kind.INTERRUPTED, "interrupted before sending " + request, null);
        }
        try {
            HttpRequest.Builder builder = client.newHttpRequestBuilder().uri(server + request.path());
            builder.setHeader("Accept", request.accept());
            if (!request.contentType().isEmpty()) {
                builder.method(
                        request.method(),
                        request.contentType(),
                        new ByteArrayInputStream(request.body()),
                        request.body().length);
            } else {
                builder.method(request.method(), "application/json", "");
            }
            if (streaming) {
                builder.forStreaming();
            } else {
                builder.timeout(limits.request().toMillis(), TimeUnit.MILLISECONDS);
            }
            return client.consumeBytes(builder.build(), consumer);
        } catch (RuntimeException e) {
            throw closed
                    ? closedFault(request)
                    : new TransportFault(Kind.NOT_SENT, "could not prepare " + request + ": " + e.getMessage(), e);
        }
    }

    /** An answer that comes when nobody waits for it any more is ended, so that its connection does not stay open. */
    private HttpResponse<AsyncBody> awaitOrCancel(
            Request request, Deadline deadline, CompletableFuture<HttpResponse<AsyncBody>> answer) {
        try {
            return await(request, deadline, answer.thenApply(response -> response));
        } catch (TransportFault fault) {
            answer.thenAccept(late -> late.body().cancel());
            throw fault;
        }
    }

    private <T> T await(Request request, Deadline deadline, CompletableFuture<T> answer) {
        waiting.add(answer);
        try {
            if (closed) {
                throw closedFault(request);
            }
            return answer.get(deadline.leftMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new TransportFault(Kind.INTERRUPTED, "interrupted while waiting for the answer to " + request, e);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new TransportFault(
                    Kind.TIMEOUT,
                    "no whole answer to " + request + " within "
                            + limits.request().toMillis() + " ms",
                    e);
        } catch (CancellationException e) {
            throw closedFault(request);
        } catch (ExecutionException e) {
            throw closed ? closedFault(request) : fault(request, limits, e.getCause());
        } finally {
            waiting.remove(answer);
        }
    }

    private static TransportFault closedFault(Request request) {
        return new TransportFault(Kind.CLOSED, request + ": the client of this cluster is closed", null);
    }

    /** Tells faults apart by what the JDK's HTTP client throws. */
    static TransportFault fault(Request request, TimeLimits limits, @Nullable Throwable thrown) {
        Throwable cause = thrown == null ? new IOException("the connection broke") : thrown;
        for (Throwable at = cause; at != null && at.getCause() != at; at = at.getCause()) {
            if (at instanceof TransportFault fault) {
                return fault;
            }
            if (at instanceof HttpConnectTimeoutException) {
                return new TransportFault(
                        Kind.NOT_CONNECTED,
                        "no connection within " + limits.connect().toMillis() + " ms",
                        cause);
            }
            if (at instanceof ConnectException) {
                return new TransportFault(Kind.NOT_CONNECTED, words(at), cause);
            }
            if (at instanceof HttpTimeoutException) {
                return new TransportFault(
                        Kind.TIMEOUT, "no answer within " + limits.request().toMillis() + " ms", cause);
            }
            if (at instanceof SSLException) {
                return new TransportFault(Kind.NOT_TRUSTED, words(at), cause);
            }
        }
        if (cause instanceof IOException) {
            return new TransportFault(Kind.BROKEN, words(cause), cause);
        }
        return new TransportFault(Kind.NOT_SENT, "could not send " + request + ": " + words(cause), cause);
    }

    /** The JDK's client leaves many messages empty; the innermost one that says something is the best there is. */
    private static String words(Throwable thrown) {
        String words = "";
        for (Throwable at = thrown; at != null && at.getCause() != at; at = at.getCause()) {
            words = at.getMessage() == null || at.getMessage().isBlank() ? words : at.getMessage();
        }
        return words.isEmpty() ? thrown.getClass().getSimpleName() : words;
    }

    private static Map<String, List<String>> headers(HttpResponse<?> response) {
        Map<String, List<String>> headers = new HashMap<>();
        response.headers().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        return headers;
    }

    /** A point in time by which an answer must be there. */
    record Deadline(long nanos) {

        static Deadline in(Duration limit) {
            return new Deadline(System.nanoTime() + limit.toNanos());
        }

        long leftMillis() {
            return Math.max(0, TimeUnit.NANOSECONDS.toMillis(nanos - System.nanoTime()));
        }
    }

    /** Collects a body, up to the limit. */
    private static final class WholeBody implements AsyncBody.Consumer<List<ByteBuffer>> {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public void consume(List<ByteBuffer> buffers, AsyncBody body) {
            synchronized (bytes) {
                for (ByteBuffer buffer : buffers) {
                    if (bytes.size() + buffer.remaining() > JsonReader.LARGEST_TEXT) {
                        throw new TransportFault(
                                Kind.TOO_LARGE,
                                "the answer is larger than " + JsonReader.LARGEST_TEXT + " bytes",
                                null);
                    }
                    byte[] chunk = new byte[buffer.remaining()];
                    buffer.get(chunk);
                    bytes.write(chunk, 0, chunk.length);
                }
            }
            body.consume();
        }

        byte[] bytes() {
            synchronized (bytes) {
                return bytes.toByteArray();
            }
        }
    }
}
