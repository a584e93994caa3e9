// SPDX-License-Identifier: Apache-2.0
package io.meshkit.consul.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.meshkit.consul.internal.store.ConsulApi.Request;
import io.meshkit.core.document.YamlReader;
import io.meshkit.resource.StoreException;
import io.meshkit.resource.StoreException.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers that no sound agent gives. */
class ConsulApiTest {

    private static final Request READ = Request.get(List.of("config", "service-router"));

    private ServerSocket server;
    private ConsulApi api;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        URI address = URI.create("consul+http://127.0.0.1:" + server.getLocalPort());
        api = new ConsulApi(ConsulAddress.parse(address, name -> null), new YamlReader());
    }

    @AfterEach
    void stop() throws IOException {
        api.close();
        server.close();
    }

    private interface Answer {
        void to(Socket connection) throws IOException;
    }

    private AtomicInteger answering(Answer answer) {
        AtomicInteger connections = new AtomicInteger();
        Thread thread = new Thread(() -> {
            try {
                while (true) {
                    Socket connection = server.accept();
                    connections.incrementAndGet();
                    answer.to(connection);
                }
            } catch (IOException e) {
                if (!server.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
        return connections;
    }

    private static void head(Socket connection, String length) throws IOException {
        OutputStream out = connection.getOutputStream();
        out.write(("HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n[").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    @Test
    void an_answer_that_stops_in_the_middle_has_a_time_limit_and_is_not_asked_for_again() {
        AtomicInteger connections = answering(connection -> head(connection, "100"));

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> api.send(READ.within(Duration.ofMillis(300)), null, null, "cannot list routers"))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.TIMEOUT))
                .withMessageContaining("cannot list routers")
                .withMessageContaining("gave no answer in time");
        assertThat(connections).hasValue(1);
    }

    @Test
    void a_connection_that_breaks_in_the_middle_is_tried_again() {
        AtomicInteger connections = answering(connection -> {
            head(connection, "100");
            connection.close();
        });

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> api.send(READ, null, null, "cannot list routers"))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.CONNECTION));
        assertThat(connections).hasValue(4);
    }

    @Test
    void an_answer_without_end_is_given_up() {
        byte[] blanks = " ".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);
        answering(connection -> {
            head(connection, "1000000000");
            try {
                while (true) {
                    connection.getOutputStream().write(blanks);
                }
            } catch (IOException hungUp) {
                assertThat(hungUp).isNotNull();
            }
        });

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> api.send(READ, null, null, "cannot list routers"))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(Reason.SERVER))
                .withMessageContaining("the answer is larger than 67108864 bytes");
    }
}
