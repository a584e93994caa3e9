// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What pods say: their logs, and what their ports answer to a GET through {@code pods/proxy}. The test supplies both; there is no kubelet.
 * Thread-safe.
 *
 * @since 0.1.0
 */
public final class PodResponses {

    private final Map<String, String> logs = new ConcurrentHashMap<>();
    private final Map<String, Handler> handlers = new ConcurrentHashMap<>();

    PodResponses() {}

    /** Answers for a port of a pod. */
    @FunctionalInterface
    public interface Handler {

        /**
         * Answers a request. Called on a thread of the server.
         *
         * @param pathAndQuery path and query as the pod would see them, beginning with a slash
         * @return the answer
         */
        Answer answer(String pathAndQuery);
    }

    /**
     * What a pod answers.
     *
     * @param status the HTTP status
     * @param contentType the type of the body
     * @param body the body
     */
    public record Answer(int status, String contentType, byte[] body) {

        /**
         * A text.
         *
         * @param status the HTTP status
         * @param text the text, sent as UTF-8
         * @return the answer
         */
        public static Answer text(int status, String text) {
            return new Answer(status, "text/plain", text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /**
     * Gives a container a log. A pod without one answers as a pod that has not started.
     *
     * @param namespace the pod's namespace
     * @param pod the pod
     * @param container the container; empty for the only one
     * @param text the log
     * @return these responses
     */
    public PodResponses log(String namespace, String pod, String container, String text) {
        logs.put(namespace + "/" + pod + "/" + container, requireNonNull(text, "text"));
        return this;
    }

    /**
     * Lets a port of a pod answer.
     *
     * @param namespace the pod's namespace
     * @param pod the pod
     * @param port the port
     * @param handler what answers
     * @return these responses
     */
    public PodResponses proxy(String namespace, String pod, int port, Handler handler) {
        handlers.put(namespace + "/" + pod + ":" + port, requireNonNull(handler, "handler"));
        return this;
    }

    Optional<Reply> find(Call call) {
        if (!call.kind().plural().equals("pods")) {
            return Optional.empty();
        }
        return switch (call.path().subresource()) {
            case "log" -> Optional.of(readLog(call));
            case "proxy" -> Optional.of(callPort(call));
            default -> Optional.empty();
        };
    }

    private Reply readLog(Call call) {
        String container = call.query().text("container").orElse("");
        String prefix = call.path().namespace() + "/" + call.path().name() + "/";
        String text = logs.get(prefix + container);
        if (text == null) {
            throw ApiException.badRequest("container \"" + container + "\" in pod \""
                    + call.path().name() + "\" is waiting to start: ContainerCreating");
        }
        long tail = call.query().number("tailLines").orElse(Long.MAX_VALUE);
        List<String> lines = Arrays.asList(text.split("(?<=\n)"));
        int from = (int) Math.max(0, lines.size() - tail);
        return Reply.text(200, String.join("", lines.subList(from, lines.size())));
    }

    private Reply callPort(Call call) {
        String[] target = call.path().name().split(":", 2);
        String port = target.length > 1 ? target[1] : "80";
        Handler handler = handlers.get(call.path().namespace() + "/" + target[0] + ":" + port);
        if (handler == null) {
            throw ApiException.of(
                    503, "ServiceUnavailable", "error trying to reach service: dial tcp: connect: connection refused");
        }
        String path = call.path().rest().isEmpty() ? "/" : call.path().rest();
        String query = String.join(
                "&",
                call.query().parameters().entrySet().stream()
                        .flatMap(entry -> entry.getValue().stream()
                                .map(value -> value.isEmpty() ? entry.getKey() : entry.getKey() + "=" + value))
                        .toList());
        Answer answer = handler.answer(query.isEmpty() ? path : path + "?" + query);
        return Reply.bytes(answer.status(), answer.contentType(), answer.body());
    }
}
