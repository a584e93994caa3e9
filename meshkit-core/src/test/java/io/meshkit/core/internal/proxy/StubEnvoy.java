// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.proxy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.meshkit.plan.MeshProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** An administration interface that answers in the forms in which Envoy 1.40 in a mesh of Consul 1.21 did. */
public final class StubEnvoy implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final String service;
    private final Map<String, long[]> updates = new TreeMap<>();
    private final Map<String, String[]> listeners = new TreeMap<>();
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private volatile Mood mood = Mood.WELL;

    /** How it answers. */
    public enum Mood {
        /** As it should. */
        WELL,
        /** With a page of HTML. */
        GARBAGE,
        /** With status 503. */
        BUSY,
        /** Not at all, while the connection stays open. */
        SILENT,
        /** With the first byte of a body, and no further one. */
        TRICKLING
    }

    private StubEnvoy(String service) {
        this.service = service;
        updates.put("listener_manager.lds", new long[] {1, 0});
        updates.put("cluster_manager.cds", new long[] {1, 0});
        listeners.put("public_listener:127.0.0.1:21000", new String[0]);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** A proxy of a service, which took all that it was sent. */
    public static StubEnvoy of(String service) {
        return new StubEnvoy(service);
    }

    public MeshProxy proxy() {
        return new MeshProxy.Admin(address());
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Takes an update of a part. */
    public synchronized void accept(String part) {
        updates.computeIfAbsent(part, none -> new long[2])[0]++;
        if (part.equals("listener_manager.lds")) {
            listeners.replaceAll((name, error) -> new String[0]);
        }
    }

    /** Rejects an update of a part of which it only counts. */
    public synchronized void reject(String part) {
        updates.computeIfAbsent(part, none -> new long[2])[1]++;
    }

    /** Rejects a listener. */
    public synchronized void reject(String listener, String words) {
        reject("listener_manager.lds");
        listeners.put(listener, new String[] {words, "2026-01-02T03:04:05." + updates.get("listener_manager.lds")[1]});
    }

    /** Counts from zero, as after a new start. */
    public synchronized void restart() {
        updates.clear();
        updates.put("listener_manager.lds", new long[] {1, 0});
        listeners.replaceAll((name, error) -> new String[0]);
    }

    public void mood(Mood now) {
        mood = now;
    }

    /** The paths it was asked for, in order. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString();
        asked.add(path);
        switch (mood) {
            case GARBAGE -> send(exchange, 200, "<html>welcome</html>");
            case BUSY -> send(exchange, 503, "no healthy upstream");
            case SILENT -> await();
            case TRICKLING -> {
                exchange.sendResponseHeaders(200, 1000);
                exchange.getResponseBody().write('{');
                exchange.getResponseBody().flush();
                await();
            }
            case WELL -> send(exchange, 200, body(path));
        }
        exchange.close();
    }

    private void await() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private synchronized String body(String path) {
        Function<List<String>, String> joined = parts -> String.join(", ", parts);
        if (path.startsWith("/config_dump?mask=bootstrap.node")) {
            return """
                {"configs": [{"@type": "type.googleapis.com/envoy.admin.v3.BootstrapConfigDump",
                  "bootstrap": {"node": {"id": "%s-sidecar-proxy", "cluster": "%s"}}}]}\
                """.formatted(service, service);
        }
        if (path.startsWith("/config_dump?resource=dynamic_listeners")) {
            List<String> all = new ArrayList<>();
            listeners.forEach((name, error) -> all.add(listener(name, error)));
            listeners.values().stream()
                    .filter(error -> error.length > 0)
                    .forEach(error -> all.add(listener("", new String[] {error[0]})));
            return "{\"configs\": [" + joined.apply(all) + "]}";
        }
        List<String> all = new ArrayList<>();
        updates.forEach((part, count) -> {
            all.add("{\"name\": \"" + part + ".update_rejected\", \"value\": " + count[1] + "}");
            all.add("{\"name\": \"" + part + ".update_success\", \"value\": " + count[0] + "}");
        });
        return "{\"stats\": [" + joined.apply(all) + "]}";
    }

    private static String listener(String name, String[] error) {
        String type = "{\"@type\": \"type.googleapis.com/envoy.admin.v3.ListenersConfigDump.DynamicListener\"";
        String named = name.isEmpty() ? "" : ", \"name\": \"" + name + "\"";
        String details = error.length == 0 ? "" : "\"details\": \"" + error[0].replace("\"", "\\\"") + "\"";
        String attempt = error.length < 2 ? "" : ", \"last_update_attempt\": \"" + error[1] + "\"";
        return type + named + (error.length == 0 ? "" : ", \"error_state\": {" + details + attempt + "}") + "}";
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdown();
    }
}
