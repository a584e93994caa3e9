// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.mesh;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A service that says which instance answered, who asked and what arrived: the sample application of tests of meshes. Needs the JDK alone,
 * so that {@link #main} runs it anywhere; in a test, {@link #start} runs it in the JVM.
 *
 * <p>It answers every path. The answer's headers {@value #SERVICE}, {@value #VERSION}, {@value #INSTANCE}, {@value #PEER} and
 * {@value #PATH} say who answered what, and the body says the same as JSON. A request may ask for more by its headers:
 *
 * <ul>
 *   <li>{@value #RUN}: {@code ID} counts and logs the request under this id;
 *   <li>{@value #FAIL}: {@code STATUS*N} answers the first N requests of the run with that status;
 *   <li>{@value #STATUS}: {@code 418} answers with that status;
 *   <li>{@value #DELAY}: {@code 250} answers after that many milliseconds.
 * </ul>
 *
 * <p>{@link #behave} changes what all requests meet from then on. From outside, {@code GET /echo/requests?ID} gives the log of a run, a line
 * for each request, and {@code PUT /echo/behaviour?STATUS,DELAY,HANGS} changes the behaviour, such as {@code 503,0,false}. At most
 * {@value #MOST_LOGGED} requests are logged. Thread-safe; its threads are daemons and are gone after {@link #close()}.
 *
 * @since 0.1.0
 */
public final class EchoService implements AutoCloseable {

    /** Request header: the id of the run that a request belongs to. */
    public static final String RUN = "echo-run";
    /** Request header: status and count of the first requests of a run, such as {@code 503*2}. */
    public static final String FAIL = "echo-fail";
    /** Request and answer header: the status asked for. */
    public static final String STATUS = "echo-status";
    /** Request header: milliseconds until the answer. */
    public static final String DELAY = "echo-delay";
    /** Answer header: the service that answered. */
    public static final String SERVICE = "echo-service";
    /** Answer header: its version. */
    public static final String VERSION = "echo-version";
    /** Answer header: its instance. */
    public static final String INSTANCE = "echo-instance";
    /** Answer header: the SPIFFE id of the caller. */
    public static final String PEER = "echo-peer";
    /** Answer header: path and query as they arrived. */
    public static final String PATH = "echo-path";

    /** The most requests that are logged; later ones are counted alone. */
    public static final int MOST_LOGGED = 100_000;

    private static final int MOST_THREADS = 512;

    static {
        // the JDK's server sends head and body apart; without this the second waits 40 ms for an acknowledgement
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
    }

    private final EchoRole role;
    private final HttpServer server;
    private final ExecutorService threads;
    private final List<EchoRequest> log = new ArrayList<>();
    private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();
    private volatile EchoBehaviour behaviour = EchoBehaviour.GOOD;
    private volatile CountDownLatch changed = new CountDownLatch(1);

    private EchoService(EchoRole role, InetSocketAddress address) {
        this.role = role;
        AtomicInteger count = new AtomicInteger();
        this.threads = new ThreadPoolExecutor(0, MOST_THREADS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
            Thread thread = new Thread(work, "meshkit-echo-" + role.instance() + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        try {
            this.server = HttpServer.create(address, 0);
        } catch (IOException e) {
            throw new UncheckedIOException("the echo service " + role.instance() + " cannot listen on " + address, e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /**
     * Starts a service on a free port of the loopback address.
     *
     * @param role who it says it is
     * @return the running service, to be closed by the caller
     */
    public static EchoService start(EchoRole role) {
        return new EchoService(role, new InetSocketAddress("127.0.0.1", 0));
    }

    /**
     * Runs a service until the process ends. The environment says who it is and what it does: {@code ECHO_SERVICE} (default {@code echo}),
     * {@code ECHO_VERSION}, {@code ECHO_INSTANCE} (default: the host's name, as {@code HOSTNAME} has it), {@code ECHO_ADDRESS} (default
     * {@code 0.0.0.0}), {@code ECHO_PORT} (default 8080), {@code ECHO_STATUS}, {@code ECHO_DELAY} in milliseconds, {@code ECHO_HANGS}.
     *
     * @param arguments none are read
     * @throws InterruptedException when the main thread is interrupted
     */
    public static void main(String[] arguments) throws InterruptedException {
        Map<String, String> environment = System.getenv();
        String service = environment.getOrDefault("ECHO_SERVICE", "echo");
        EchoRole role = new EchoRole(
                service,
                environment.getOrDefault("ECHO_VERSION", ""),
                environment.getOrDefault("ECHO_INSTANCE", environment.getOrDefault("HOSTNAME", service)));
        InetSocketAddress address = new InetSocketAddress(
                environment.getOrDefault("ECHO_ADDRESS", "0.0.0.0"),
                Integer.parseInt(environment.getOrDefault("ECHO_PORT", "8080")));
        EchoService echo = new EchoService(role, address);
        echo.behave(new EchoBehaviour(
                Integer.parseInt(environment.getOrDefault("ECHO_STATUS", "200")),
                Duration.ofMillis(Long.parseLong(environment.getOrDefault("ECHO_DELAY", "0"))),
                Boolean.parseBoolean(environment.getOrDefault("ECHO_HANGS", "false"))));
        new CountDownLatch(1).await();
    }

    /**
     * Who it says it is.
     *
     * @return the role
     */
    public EchoRole role() {
        return role;
    }

    /**
     * The port that it listens on.
     *
     * @return 1 to 65535
     */
    public int port() {
        return server.getAddress().getPort();
    }

    /**
     * Changes what requests meet from now on. Requests that hang are answered as the new behaviour says.
     *
     * @param next the behaviour
     */
    public void behave(EchoBehaviour next) {
        CountDownLatch before = changed;
        changed = new CountDownLatch(1);
        behaviour = next;
        before.countDown();
    }

    /**
     * The requests of a run, in the order in which they arrived.
     *
     * @param run the id that they bore in the header {@value #RUN}
     * @return the requests that have been answered; at most {@value #MOST_LOGGED} over all runs
     */
    public List<EchoRequest> requests(String run) {
        synchronized (log) {
            return log.stream().filter(request -> request.run().equals(run)).toList();
        }
    }

    /**
     * How many requests of a run arrived, answered or not.
     *
     * @param run the id that they bore in the header {@value #RUN}
     * @return the count
     */
    public int count(String run) {
        return Optional.ofNullable(counts.get(run)).map(AtomicInteger::get).orElse(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            switch (exchange.getRequestURI().getPath()) {
                case "/echo/requests" -> answer(exchange, 200, listed(exchange.getRequestURI()));
                case "/echo/behaviour" -> answer(exchange, behave(exchange.getRequestURI()), "");
                default -> echo(exchange);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void echo(HttpExchange exchange) throws IOException, InterruptedException {
        Headers asked = exchange.getRequestHeaders();
        String run = header(asked, RUN);
        int number = counts.computeIfAbsent(run, unused -> new AtomicInteger()).incrementAndGet();
        String path = exchange.getRequestURI().toString();
        EchoBehaviour now = behaviour();
        int status = status(asked, number, now.status());
        long delay = Math.max(
                number(header(asked, DELAY)).orElse(0), (int) now.delay().toMillis());
        if (delay > 0) {
            TimeUnit.MILLISECONDS.sleep(delay);
        }
        String peer = peer(header(asked, "x-forwarded-client-cert"));
        synchronized (log) {
            if (log.size() < MOST_LOGGED) {
                log.add(new EchoRequest(run, exchange.getRequestMethod(), path, peer, status));
            }
        }
        Headers answer = exchange.getResponseHeaders();
        answer.set(SERVICE, role.service());
        answer.set(VERSION, role.version());
        answer.set(INSTANCE, role.instance());
        answer.set(PEER, peer);
        answer.set(PATH, path);
        answer.set("content-type", "application/json");
        answer(exchange, status, json(exchange.getRequestMethod(), path, peer, asked));
    }

    /** The behaviour that holds; waits while it is to hang. */
    private EchoBehaviour behaviour() throws InterruptedException {
        CountDownLatch next = changed;
        EchoBehaviour now = behaviour;
        while (now.hangs()) {
            next.await();
            next = changed;
            now = behaviour;
        }
        return now;
    }

    private static int status(Headers asked, int number, int otherwise) {
        String[] fail = header(asked, FAIL).split("\\*", 2);
        if (fail.length == 2 && number <= number(fail[1]).orElse(0)) {
            return number(fail[0]).orElse(500);
        }
        return number(header(asked, STATUS)).orElse(otherwise);
    }

    private static Optional<Integer> number(String text) {
        return text.matches("[0-9]{1,6}") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
    }

    private static String header(Headers headers, String name) {
        return Optional.ofNullable(headers.getFirst(name)).orElse("");
    }

    /** The caller's URI of the last element, which the nearest proxy wrote. */
    private static String peer(String forwarded) {
        String last = forwarded.substring(forwarded.lastIndexOf(',') + 1);
        for (String part : last.split(";")) {
            if (part.startsWith("URI=")) {
                return part.substring(4);
            }
        }
        return "";
    }

    private String listed(URI asked) {
        StringBuilder lines = new StringBuilder();
        for (EchoRequest request :
                requests(Optional.ofNullable(asked.getQuery()).orElse(""))) {
            lines.append(request.status())
                    .append(' ')
                    .append(request.method())
                    .append(' ')
                    .append(request.path())
                    .append(' ')
                    .append(request.peer())
                    .append('\n');
        }
        return lines.toString();
    }

    private int behave(URI asked) {
        String[] parts = Optional.ofNullable(asked.getQuery()).orElse("").split(",");
        if (parts.length != 3 || number(parts[0]).isEmpty() || number(parts[1]).isEmpty()) {
            return 400;
        }
        try {
            behave(new EchoBehaviour(
                    number(parts[0]).get(), Duration.ofMillis(number(parts[1]).get()), Boolean.parseBoolean(parts[2])));
            return 200;
        } catch (IllegalArgumentException e) {
            return 400;
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        boolean bodiless =
                status == 204 || status == 304 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, bodiless || bytes.length == 0 ? -1 : bytes.length);
        if (!bodiless) {
            exchange.getResponseBody().write(bytes);
        }
    }

    private String json(String method, String path, String peer, Headers asked) {
        StringBuilder json = new StringBuilder("{");
        field(json, "service", role.service()).append(", ");
        field(json, "version", role.version()).append(", ");
        field(json, "instance", role.instance()).append(", ");
        field(json, "method", method).append(", ");
        field(json, "path", path).append(", ");
        field(json, "peer", peer).append(", \"headers\": {");
        String comma = "";
        for (Map.Entry<String, List<String>> header : asked.entrySet()) {
            field(json.append(comma), header.getKey(), String.join(", ", header.getValue()));
            comma = ", ";
        }
        return json.append("}}\n").toString();
    }

    private static StringBuilder field(StringBuilder json, String name, String value) {
        return quoted(quoted(json, name).append(": "), value);
    }

    private static StringBuilder quoted(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"');
    }

    /** Ends the service: no further request is taken, and those under way end without an answer. A second call does nothing. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
