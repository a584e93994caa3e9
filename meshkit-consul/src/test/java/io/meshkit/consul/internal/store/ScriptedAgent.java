// SPDX-License-Identifier: Apache-2.0
package io.meshkit.consul.internal.store;

import com.sun.net.httpserver.HttpServer;
import io.meshkit.core.document.TextWriter;
import io.meshkit.core.document.YamlReader;
import io.meshkit.spi.DocumentReader;
import io.meshkit.spi.DocumentWriter;
import io.meshkit.spi.ProviderContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gives prepared answers by method and path, the last one for ever, and keeps what it was asked. */
final class ScriptedAgent implements AutoCloseable {

    private final HttpServer server;
    private final Map<String, Deque<Answer>> answers = new HashMap<>();
    final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    record Answer(int status, String body, Map<String, String> headers) {}

    record Context(DocumentReader reader, DocumentWriter writer, Clock clock) implements ProviderContext {}

    ScriptedAgent() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String token = exchange.getRequestHeaders().getFirst("X-Consul-Token");
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI()
                    + (token == null ? "" : " as " + token) + (body.isEmpty() ? "" : " " + body));
            Answer answer = next(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
            if (answer.status() != 0) {
                answer.headers().forEach(exchange.getResponseHeaders()::set);
                byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
                exchange.getResponseBody().write(bytes);
            }
            exchange.close();
        });
        server.start();
    }

    private synchronized Answer next(String what) {
        Deque<Answer> prepared = answers.getOrDefault(what, new ArrayDeque<>());
        if (prepared.isEmpty()) {
            return new Answer(404, "", Map.of("X-Consul-Index", "1"));
        }
        return prepared.size() == 1 ? prepared.element() : prepared.remove();
    }

    /** A status of 0 drops the connection. */
    synchronized ScriptedAgent answer(String what, int status, String body) {
        answers.computeIfAbsent(what, unused -> new ArrayDeque<>()).add(new Answer(status, body, Map.of()));
        return this;
    }

    synchronized ScriptedAgent answer(String what, int status, String body, String header, String value) {
        answers.computeIfAbsent(what, unused -> new ArrayDeque<>())
                .add(new Answer(status, body, Map.of(header, value)));
        return this;
    }

    URI address(String parameters) {
        return URI.create("consul+http://127.0.0.1:" + server.getAddress().getPort() + parameters);
    }

    ConsulSite site(String parameters) {
        return ConsulSite.open(
                address(parameters), new Context(new YamlReader(), new TextWriter(), Clock.systemUTC()), name -> null);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
