// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.mesh.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.meshkit.testkit.mesh.EchoBehaviour;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a proxy does with bytes: HTTP/1.1 as RFC 9112 has it. */
class ReferenceProxyTest {

    private static final ProxyLimits SMALL = new ProxyLimits(
            512, 10, 1000, 1500, Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(60), 64);

    private final Shop shop = new Shop(ReferenceMeshOptions.builder().limits(SMALL));

    @AfterEach
    void close() {
        shop.close();
    }

    private Socket connect() throws IOException {
        Socket socket =
                new Socket("127.0.0.1", shop.mesh.caller("web").address("api").getPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private String exchange(String bytes) throws IOException {
        try (Socket socket = connect()) {
            send(socket, bytes);
            return rest(socket);
        }
    }

    private static void send(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private static String rest(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | no words",
                "400 | GET / HTTP/1.1~x: 1~~",
                "400 | GET / HTTP/1.1~Host: a~Host: b~~",
                "400 | GET / HTTP/1.1~Host : a~~",
                "400 | GET / HTTP/1.1~Host: a~ folded: 1~~",
                "400 | GET http://api/ HTTP/1.1~Host: a~~",
                "400 | GE(T / HTTP/1.1~Host: a~~",
                "505 | PRI * HTTP/2.0~~",
                "501 | CONNECT a:1 HTTP/1.1~Host: a~~",
                "400 | POST / HTTP/1.1~Host: a~Content-Length: 1~Content-Length: 2~~x",
                "400 | POST / HTTP/1.1~Host: a~Content-Length: -1~~",
                "400 | POST / HTTP/1.1~Host: a~Content-Length: 3~Transfer-Encoding: chunked~~0~~",
                "501 | POST / HTTP/1.1~Host: a~Transfer-Encoding: gzip, chunked~~0~~",
                "400 | POST / HTTP/1.1~Host: a~Transfer-Encoding: chunked~~zz~",
                "400 | POST / HTTP/1.1~Host: a~Transfer-Encoding: chunked~~1~ab~0~~",
                "413 | POST / HTTP/1.1~Host: a~Content-Length: 1001~~",
                "413 | POST / HTTP/1.1~Host: a~Transfer-Encoding: chunked~~ffffffff~",
                "417 | POST / HTTP/1.1~Host: a~Expect: tea~~",
            })
    void what_is_no_request_is_refused(String status, String request) throws IOException {
        String bytes = request.replace("~", "\r\n");

        assertThat(exchange(request.equals("no words") ? "no words\r\n\r\n" : bytes))
                .startsWith("HTTP/1.1 " + status + " ")
                .contains("connection: close");
    }

    @Test
    void lines_and_headers_are_bounded() throws IOException {
        assertThat(exchange("GET /" + "x".repeat(600) + " HTTP/1.1\r\n")).startsWith("HTTP/1.1 414 ");
        assertThat(exchange("GET / HTTP/1.1\r\nHost: a\r\nx: " + "x".repeat(600) + "\r\n"))
                .startsWith("HTTP/1.1 431 ");
        assertThat(exchange("GET / HTTP/1.1\r\nHost: a\r\n" + "x: 1\r\n".repeat(10) + "\r\n"))
                .startsWith("HTTP/1.1 431 ");
    }

    @Test
    void a_request_that_does_not_arrive_is_answered_and_a_silent_connection_is_closed() throws IOException {
        assertThat(exchange("GET / HTTP/1.1\r\nHost:")).startsWith("HTTP/1.1 408 ");
        assertThat(exchange("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab"))
                .startsWith("HTTP/1.1 408 ");
        assertThat(exchange("")).isEmpty();
    }

    @Test
    void a_caller_that_goes_away_within_a_request_harms_nobody() throws IOException {
        try (Socket socket = connect()) {
            send(socket, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab");
        }

        assertThat(shop.get("/").status()).isEqualTo(200);
    }

    @Test
    void requests_follow_each_other_on_a_connection_also_without_waiting() throws IOException {
        String both = exchange("GET /1 HTTP/1.1\r\nHost: a\r\n\r\n"
                + "POST /2 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n0\r\nt: 1\r\n\r\n"
                + "GET /3 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

        assertThat(both.split("HTTP/1.1 200", -1)).hasSize(4);
        assertThat(both).containsIgnoringCase("echo-path: /1").containsIgnoringCase("echo-path: /2");
        assertThat(both.toLowerCase(java.util.Locale.ROOT))
                .contains("echo-path: /3")
                .endsWith("}}\n");
    }

    @Test
    void a_head_has_the_headers_alone() throws IOException {
        String answer = exchange("HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 200 ")
                .containsIgnoringCase("echo-service: api")
                .endsWith("\r\n\r\n");
    }

    @Test
    void an_older_version_closes_the_connection() throws IOException {
        assertThat(exchange("GET / HTTP/1.0\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ")
                .contains("connection: close");
    }

    @Test
    void a_body_is_asked_for_when_the_caller_waits_for_that() throws IOException {
        try (Socket socket = connect()) {
            send(
                    socket,
                    "POST / HTTP/1.1\r\n"
                            + "Host: a\r\n"
                            + "Content-Length: 2\r\n"
                            + "Expect: 100-continue\r\n"
                            + "Connection: close\r\n\r\n");
            assertThat(new String(socket.getInputStream().readNBytes(25), StandardCharsets.ISO_8859_1))
                    .isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");

            send(socket, "ab");

            assertThat(rest(socket)).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void what_belongs_to_a_connection_does_not_go_on() throws IOException {
        String answer = exchange("GET / HTTP/1.1\r\n"
                + "Host: a\r\n"
                + "Connection: close, X-Mine\r\n"
                + "X-Mine: 1\r\n"
                + "TE: trailers\r\n"
                + "X-Other: 2\r\n\r\n");

        assertThat(answer)
                .containsIgnoringCase("x-other")
                .doesNotContainIgnoringCase("x-mine")
                .doesNotContain("trailers");
    }

    @Test
    void an_expression_is_answered_in_time_that_grows_with_the_text_alone() {
        shop.api("""
            {route: {rules: [
              {match: [{path: {regex: '/((a+)+)+b'}}], to: [{version: v2}]},
              {match: [{headers: [{name: x-a, regex: '(a|b)*'}]}], to: [{version: v2}]},
              {to: [{version: v1}]}]}}\
            """);

        assertThat(shop.get("/" + "a".repeat(400)).version()).isEqualTo("v1");
        assertThat(shop.get("/aab").version()).isEqualTo("v2");
        String longest = "ab".repeat(200);
        assertThat(shop.get("/", "x-a", longest).version()).isEqualTo("v2");
        assertThat(shop.get("/", "x-a", longest + "c").version()).isEqualTo("v1");
    }

    @Test
    void an_expression_that_envoy_does_not_read_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> shop.api("{route: {rules: [{match: [{path: {regex: '/(a)\\1'}}]}]}}"))
                .withMessageContaining("invalid escape sequence");
    }

    @Test
    void a_caller_for_whom_no_thread_is_left_is_told_so() throws IOException {
        Socket[] silent = new Socket[SMALL.connections()];
        for (int i = 0; i < silent.length; i++) {
            silent[i] = connect();
        }

        assertThat(exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n"))
                .startsWith("HTTP/1.1 503 ")
                .contains("as many connections as they take");

        for (Socket socket : silent) {
            socket.close();
        }
    }

    @Test
    void the_bodies_of_all_requests_are_bounded_together() throws IOException {
        shop.mesh.echo("api-v1").behave(EchoBehaviour.GOOD.hanging());
        shop.mesh.echo("api-v2").behave(EchoBehaviour.GOOD.hanging());
        String head = "POST / HTTP/1.1\r\nHost: a\r\n";
        try (Socket first = connect()) {
            send(first, head + "Content-Length: 1000\r\n\r\n" + "x".repeat(1000));
            while (shop.mesh.underWay("web", "api") < 1) {
                Thread.onSpinWait();
            }

            assertThat(exchange(head + "Content-Length: 501\r\n\r\n")).startsWith("HTTP/1.1 503 ");
            assertThat(exchange(head + "Transfer-Encoding: chunked\r\n\r\n1f5\r\n"))
                    .startsWith("HTTP/1.1 503 ");
        }
        shop.mesh.echo("api-v1").behave(EchoBehaviour.GOOD);
        shop.mesh.echo("api-v2").behave(EchoBehaviour.GOOD);

        assertThat(exchange(head + "Connection: close\r\nContent-Length: 500\r\n\r\n" + "x".repeat(500)))
                .startsWith("HTTP/1.1 200 ");
    }
}
