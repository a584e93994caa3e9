// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The HTTP side: reads requests, knows users by their tokens, lets faults happen, writes answers. Its threads are daemons. */
final class HttpFrontEnd implements AutoCloseable {

    private static final int LARGEST_BODY = 3 * 1024 * 1024;
    private static final int MOST_THREADS = 512;

    static {
        // the JDK's server sends head and body apart; without this the second waits 40 ms for the client's
        // acknowledgement
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
    }

    private final ApiServer api;
    private final RequestLog log;
    private final Faults faults;
    private final Map<String, KubernetesUser> tokens = new ConcurrentHashMap<>();
    private final ExecutorService threads;
    private final HttpServer server;

    HttpFrontEnd(ApiServer api, RequestLog log, Faults faults) {
        this.api = api;
        this.log = log;
        this.faults = faults;
        AtomicInteger count = new AtomicInteger();
        this.threads = new ThreadPoolExecutor(0, MOST_THREADS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
            Thread thread = new Thread(work, "meshkit-fake-kubernetes-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("the fake API server finds no port on the loopback address", e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
    }

    /** Starts to serve. The JDK's dispatcher inherits being a daemon from the thread that starts it. */
    void start() {
        Thread starter = new Thread(server::start, "meshkit-fake-kubernetes-start");
        starter.setDaemon(true);
        starter.start();
        try {
            starter.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    void accept(String token, KubernetesUser user) {
        tokens.put(token, user);
    }

    void reject(String token) {
        tokens.remove(token);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        Fault.Ending ending = Fault.Ending.ANSWERED;
        try {
            byte[] body = read(exchange.getRequestBody());
            String rawPath = exchange.getRequestURI().getRawPath();
            Query query = Query.parse(exchange.getRequestURI().getRawQuery());
            Optional<KubernetesUser> user = user(exchange);
            ApiRequest request = new ApiRequest(
                    exchange.getRequestMethod(),
                    rawPath,
                    query,
                    exchange.getRequestHeaders(),
                    body,
                    user.orElse(KubernetesUser.ANONYMOUS));
            RecordedRequest recorded = log.add(request);
            Optional<Fault> fault = faults.take(recorded);
            ending = fault.map(Fault::ending).orElse(ending);
            answer(exchange, request, recorded, user.isPresent(), fault);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            // An exchange that is left open holds its connection and no thread; stopping the server closes it.
            if (ending.silent()) {
                faults.fellSilent();
            } else {
                exchange.close();
            }
        }
    }

    private void answer(
            HttpExchange exchange, ApiRequest request, RecordedRequest recorded, boolean known, Optional<Fault> fault)
            throws IOException, InterruptedException {
        Fault.Ending ending = fault.map(Fault::ending).orElse(Fault.Ending.ANSWERED);
        TimeUnit.NANOSECONDS.sleep(fault.map(Fault::delay).orElse(Duration.ZERO).toNanos());
        if (ending.beforeWork()) {
            return;
        }
        Reply reply;
        Optional<ApiException> refusal = fault.flatMap(Fault::refusal);
        if (refusal.isPresent()) {
            fault.get()
                    .retryAfterSeconds()
                    .ifPresent(seconds -> exchange.getResponseHeaders().set("Retry-After", Integer.toString(seconds)));
            reply = Reply.failure(refusal.get());
        } else if (!known) {
            reply = Reply.failure(ApiException.unauthorized());
        } else if (request.body().length > LARGEST_BODY) {
            reply = Reply.failure(ApiException.of(
                    413, "RequestEntityTooLarge", "Request entity too large: limit is " + LARGEST_BODY));
        } else {
            reply = safely(request);
        }
        if (ending != Fault.Ending.ANSWERED) {
            return;
        }
        log.answered(recorded, reply.status());
        write(exchange, reply);
    }

    /** A defect of the fake must reach the test as an answer, not as a broken connection. */
    private Reply safely(ApiRequest request) {
        try {
            return api.answer(request);
        } catch (RuntimeException e) {
            StackTraceElement[] trace = e.getStackTrace();
            String where = trace.length == 0 ? "" : " at " + trace[0];
            return Reply.failure(ApiException.of(500, "InternalError", "the fake API server failed: " + e + where));
        }
    }

    private static void write(HttpExchange exchange, Reply reply) throws IOException, InterruptedException {
        exchange.getResponseHeaders().set("Content-Type", reply.contentType());
        for (String warning : reply.warnings()) {
            String quoted = warning.replace("\\", "\\\\").replace("\"", "\\\"");
            exchange.getResponseHeaders().add("Warning", "299 - \"" + quoted + "\"");
        }
        if (reply.stream().isPresent()) {
            exchange.sendResponseHeaders(reply.status(), 0);
            try (OutputStream out = exchange.getResponseBody()) {
                reply.stream().get().writeTo(out);
            }
            return;
        }
        byte[] body = exchange.getRequestMethod().equals("HEAD") ? new byte[0] : reply.body();
        exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    /** Who asks: nobody known for a wrong token, anonymous without one. */
    private Optional<KubernetesUser> user(HttpExchange exchange) {
        @Nullable String header = exchange.getRequestHeaders().getFirst("Authorization");
        if (header == null) {
            return Optional.of(KubernetesUser.ANONYMOUS);
        }
        String token = header.startsWith("Bearer ")
                ? header.substring("Bearer ".length()).trim()
                : "";
        return Optional.ofNullable(tokens.get(token));
    }

    private static byte[] read(InputStream in) throws IOException {
        try (in) {
            return in.readNBytes(LARGEST_BODY + 1);
        }
    }
}
