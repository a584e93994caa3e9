// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.envoy;

import io.meshkit.MeshKitException;
import io.meshkit.resource.Cluster.ProxyReply;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Requests to administration interfaces over HTTP. Each is over within a time limit, its body included, and an answer has at most 64 MiB.
 * Thread-safe.
 */
public final class AdminRequests implements AutoCloseable {

    private static final int LARGEST = 64 * 1024 * 1024;
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(5);

    private final Duration limit;
    private final HttpClient client;

    /** Makes no connection yet. */
    public AdminRequests(Duration limit) {
        this.limit = limit;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(limit.compareTo(LONGEST_CONNECT) < 0 ? limit : LONGEST_CONNECT)
                .build();
    }

    /** Sends a GET; whatever was answered is given. */
    public ProxyReply get(URI address, String path) {
        HttpRequest request = HttpRequest.newBuilder(address.resolve(path)).build();
        // the client's own limit ends with the headers; a body that trickles would be waited for without end
        CompletableFuture<HttpResponse<byte[]>> reply = client.sendAsync(request, head -> new Bounded());
        try {
            HttpResponse<byte[]> response = reply.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            return new ProxyReply(response.statusCode(), response.headers().map(), response.body());
        } catch (TimeoutException e) {
            throw unreachable(address, path, "no answer within " + limit.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw unreachable(address, path, String.valueOf(e.getCause()), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MeshKitException(
                    EnvoyCodes.INTERRUPTED,
                    "Interrupted while the Envoy at " + address + " was asked for " + path + ".",
                    "Ask again; nothing was changed.",
                    e);
        } finally {
            reply.cancel(true);
        }
    }

    private static MeshKitException unreachable(URI address, String path, String why, @Nullable Throwable cause) {
        return new MeshKitException(
                EnvoyCodes.UNREACHABLE,
                "The administration interface of Envoy at " + address + " does not answer GET " + path + ": " + why,
                "Check that the proxy runs, and that its administration interface listens there.",
                cause);
    }

    /** The bytes of a body, up to a limit. */
    private static final class Bounded implements BodySubscriber<byte[]> {

        private final BodySubscriber<byte[]> bytes = BodySubscribers.ofByteArray();
        private Flow.@Nullable Subscription subscription;
        private long size;

        @Override
        public CompletionStage<byte[]> getBody() {
            return bytes.getBody();
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            bytes.onSubscribe(given);
        }

        @Override
        public void onNext(List<ByteBuffer> part) {
            size += part.stream().mapToLong(ByteBuffer::remaining).sum();
            if (size > LARGEST && subscription != null) {
                subscription.cancel();
                bytes.onError(new IOException("the answer is larger than " + LARGEST + " bytes"));
            } else {
                bytes.onNext(part);
            }
        }

        @Override
        public void onError(Throwable cause) {
            bytes.onError(cause);
        }

        @Override
        public void onComplete() {
            bytes.onComplete();
        }
    }

    /** From Java 21 on the thread and the connections are gone at once; before, they go with a garbage collection. */
    @Override
    public void close() {
        HttpClients.end(client);
    }
}
