// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.meshkit.core.internal.kubernetes.KubernetesTransport.Reply;
import io.meshkit.core.internal.kubernetes.KubernetesTransport.Request;
import io.meshkit.core.internal.kubernetes.KubernetesTransport.Stream;
import io.meshkit.core.internal.kubernetes.TransportFault.Kind;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** HTTP as it goes wrong, through fabric8's real client. */
@Timeout(30)
class KubernetesTransportTest {

    private static final TimeLimits LIMITS =
            new TimeLimits(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(60));

    private final List<AutoCloseable> open = new ArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    private StubServer server(StubServer.Script script) throws Exception {
        StubServer server = new StubServer(script);
        open.add(server);
        return server;
    }

    private KubernetesTransport once(String url, TimeLimits limits) {
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl(url)
                .withOauthToken("secret-token")
                .withRequestRetryBackoffLimit(0)
                .withHttp2Disable(true)
                .build();
        HttpClient client = new JdkHttpClientFactory().newBuilder(config).build();
        KubernetesTransport transport = new Fabric8Transport(client, url, limits, client::close);
        open.add(transport);
        return transport;
    }

    private KubernetesTransport retrying(String url) {
        return new RetryingTransport(once(url, LIMITS), new RetryPauses(RetryRule.DEFAULT, new Random(7), pauses::add));
    }

    private static TransportFault fault(Runnable call) {
        return catchThrowableOfType(TransportFault.class, call::run);
    }

    @Test
    void any_method_and_content_type_goes_through_with_the_credentials() throws Exception {
        StubServer server = server((asked, number, out) -> StubServer.json(out, 201, "{\"a\":1.10}"));
        byte[] body = "{\"b\":1.10}".getBytes(StandardCharsets.UTF_8);

        Reply reply = once(server.url(), LIMITS)
                .send(Request.send(
                        "PATCH", "/apis/x?fieldManager=meshkit", "application/apply-patch+yaml", body, true));

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.text()).isEqualTo("{\"a\":1.10}");
        StubServer.Asked asked = server.asked().get(0);
        assertThat(asked.method()).isEqualTo("PATCH");
        assertThat(asked.path()).isEqualTo("/apis/x?fieldManager=meshkit");
        assertThat(asked.body()).isEqualTo("{\"b\":1.10}");
        assertThat(asked.headers())
                .containsEntry("content-type", "application/apply-patch+yaml")
                .containsEntry("authorization", "Bearer secret-token");
    }

    @Test
    void a_refusal_is_an_answer_with_its_headers() throws Exception {
        StubServer server = server(
                (asked, number, out) -> StubServer.write(out, 422, "Warning: 299 - \"old \\\"thing\\\"\"\r\n", "no"));

        Reply reply = once(server.url(), LIMITS).send(Request.get("/x"));

        assertThat(reply.status()).isEqualTo(422);
        assertThat(Warnings.of(reply)).containsExactly("old \"thing\"");
    }

    @Test
    void fabric8_does_not_retry_by_itself() throws Exception {
        StubServer server = server((asked, number, out) -> StubServer.json(out, 500, "{}"));

        assertThat(once(server.url(), LIMITS).send(Request.get("/x")).status()).isEqualTo(500);
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void a_dropped_connection_is_broken_and_a_read_is_sent_again() throws Exception {
        StubServer server = server((asked, number, out) -> number > 2 && StubServer.json(out, 200, "{}"));

        Reply reply = retrying(server.url()).send(Request.get("/x"));

        assertThat(reply.status()).isEqualTo(200);
        // the JDK's client sends a GET once more by itself when a connection ends before any byte of an answer
        assertThat(reply.attempts()).isBetween(2, 3);
        assertThat(pauses).hasSize(reply.attempts() - 1);
    }

    @Test
    void a_broken_request_that_is_not_repeatable_is_sent_once() throws Exception {
        StubServer server = server((asked, number, out) -> false);
        KubernetesTransport transport = retrying(server.url());

        TransportFault fault =
                fault(() -> transport.send(Request.send("POST", "/x", "application/json", new byte[2], false)));

        assertThat(fault.kind()).isEqualTo(Kind.BROKEN);
        assertThat(fault.attempts()).isEqualTo(1);
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void half_a_body_is_no_answer() throws Exception {
        StubServer server = server((asked, number, out) -> {
            StubServer.text(out, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"half\":");
            return false;
        });

        assertThat(fault(() -> once(server.url(), LIMITS).send(Request.get("/x")))
                        .kind())
                .isEqualTo(Kind.BROKEN);
    }

    @Test
    void a_server_that_never_answers_costs_the_time_limit_and_no_more() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        StubServer server = server((asked, number, out) -> !end.await(20, TimeUnit.SECONDS));
        TimeLimits limits = new TimeLimits(Duration.ofSeconds(5), Duration.ofMillis(200), Duration.ofSeconds(60));

        long before = System.nanoTime();
        TransportFault fault = fault(() -> once(server.url(), limits).send(Request.get("/x")));

        assertThat(fault.kind()).isEqualTo(Kind.TIMEOUT);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(8));
        end.countDown();
    }

    @Test
    void a_body_that_drips_costs_the_time_limit_and_no_more() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        StubServer server = server((asked, number, out) -> {
            StubServer.text(out, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{");
            return !end.await(20, TimeUnit.SECONDS);
        });
        TimeLimits limits = new TimeLimits(Duration.ofSeconds(5), Duration.ofMillis(300), Duration.ofSeconds(60));

        assertThat(fault(() -> once(server.url(), limits).send(Request.get("/x")))
                        .kind())
                .isEqualTo(Kind.TIMEOUT);
        end.countDown();
    }

    @Test
    void nobody_listening_is_not_connected() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        KubernetesTransport transport = retrying("http://127.0.0.1:" + port);

        TransportFault fault =
                fault(() -> transport.send(Request.send("POST", "/x", "application/json", new byte[2], false)));

        assertThat(fault.kind()).isEqualTo(Kind.NOT_CONNECTED);
        assertThat(fault.attempts()).isEqualTo(6);
    }

    @Test
    void too_many_requests_waits_as_long_as_the_server_asks() throws Exception {
        StubServer server = server((asked, number, out) -> number == 1
                ? StubServer.write(out, 429, "Retry-After: 7\r\n", "slow down")
                : StubServer.json(out, 200, "{}"));

        Reply reply = retrying(server.url()).send(Request.send("POST", "/x", "application/json", new byte[2], false));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(pauses).containsExactly(Duration.ofSeconds(7));
    }

    @Test
    void an_interrupt_ends_the_wait_and_stays_set() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        StubServer server = server((request, number, out) -> {
            asked.countDown();
            return !end.await(20, TimeUnit.SECONDS);
        });
        KubernetesTransport transport = retrying(server.url());
        AtomicReference<TransportFault> fault = new AtomicReference<>();
        AtomicReference<Boolean> flag = new AtomicReference<>(false);
        Thread thread = new Thread(() -> {
            fault.set(fault(() -> transport.send(Request.get("/x"))));
            flag.set(Thread.currentThread().isInterrupted());
        });

        thread.start();
        asked.await();
        thread.interrupt();
        thread.join();

        assertThat(fault.get().kind()).isEqualTo(Kind.INTERRUPTED);
        assertThat(flag.get()).isTrue();
        end.countDown();
    }

    @Test
    void a_stream_gives_its_lines_as_they_come_whatever_the_chunks() throws Exception {
        CountDownLatch read = new CountDownLatch(1);
        StubServer server = server((asked, number, out) -> {
            StubServer.startStream(out);
            StubServer.chunk(out, "{\"first\":");
            StubServer.chunk(out, "1}\n{\"second\":2}\n\n{\"th");
            read.await();
            StubServer.chunk(out, "ird\":\"ü\"}\n");
            return StubServer.endStream(out);
        });

        try (Stream stream = once(server.url(), LIMITS).open(Request.get("/x"))) {
            assertThat(stream.head().status()).isEqualTo(200);
            assertThat(line(stream)).isEqualTo("{\"first\":1}");
            assertThat(line(stream)).isEqualTo("{\"second\":2}");
            read.countDown();
            assertThat(line(stream)).isEqualTo("{\"third\":\"ü\"}");
            assertThat(stream.nextLine()).isEmpty();
        }
    }

    @Test
    void a_stream_that_is_cut_is_broken() throws Exception {
        StubServer server = server((asked, number, out) -> {
            StubServer.startStream(out);
            StubServer.chunk(out, "{\"first\":1}\n");
            return false;
        });

        try (Stream stream = once(server.url(), LIMITS).open(Request.get("/x"))) {
            assertThat(line(stream)).isEqualTo("{\"first\":1}");
            assertThat(fault(stream::nextLine).kind()).isEqualTo(Kind.BROKEN);
        }
    }

    @Test
    void closing_a_stream_releases_its_reader_at_once() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        StubServer server = server((asked, number, out) -> {
            StubServer.startStream(out);
            StubServer.chunk(out, "{}\n");
            return !end.await(20, TimeUnit.SECONDS);
        });
        Stream stream = once(server.url(), LIMITS).open(Request.get("/x"));
        assertThat(line(stream)).isEqualTo("{}");
        AtomicReference<TransportFault> fault = new AtomicReference<>();
        Thread reader = new Thread(() -> fault.set(fault(stream::nextLine)));
        reader.start();

        stream.close();
        stream.close();
        reader.join(5_000);

        assertThat(fault.get().kind()).isEqualTo(Kind.CLOSED);
        end.countDown();
    }

    @Test
    void a_stream_that_is_refused_carries_the_refusal() throws Exception {
        StubServer server = server((asked, number, out) -> StubServer.json(out, 410, "{\"code\":410}"));

        try (Stream stream = once(server.url(), LIMITS).open(Request.get("/x"))) {
            assertThat(stream.head().status()).isEqualTo(410);
            assertThat(stream.head().text()).isEqualTo("{\"code\":410}");
        }
    }

    @Test
    void closing_ends_a_request_under_way_at_once_and_blames_nobody() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        StubServer server = server((request, number, out) -> {
            asked.countDown();
            return !end.await(60, TimeUnit.SECONDS);
        });
        KubernetesTransport transport = once(
                server.url(), new TimeLimits(Duration.ofSeconds(10), Duration.ofMinutes(5), Duration.ofMinutes(5)));
        CompletableFuture<TransportFault> fault =
                CompletableFuture.supplyAsync(() -> fault(() -> transport.send(Request.get("/x"))));
        assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();

        transport.close();

        assertThat(fault.get(30, TimeUnit.SECONDS).kind()).isEqualTo(Kind.CLOSED);
        end.countDown();
    }

    @Test
    void a_closed_transport_says_so() throws Exception {
        StubServer server = server((asked, number, out) -> StubServer.json(out, 200, "{}"));
        KubernetesTransport transport = once(server.url(), LIMITS);
        transport.close();

        assertThat(fault(() -> transport.send(Request.get("/x"))).kind()).isEqualTo(Kind.CLOSED);
    }

    private static String line(Stream stream) {
        return new String(stream.nextLine().orElseThrow(), StandardCharsets.UTF_8);
    }
}
