// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.kubernetes;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * HTTP to one API server: bytes in, bytes out, whatever the status. Thread-safe. Knows nothing of objects.
 */
interface KubernetesTransport extends AutoCloseable {

    /**
     * Sends a request and reads the whole answer.
     *
     * @throws TransportFault when there is no whole answer
     */
    Reply send(Request request);

    /**
     * Sends a request whose answer comes line by line for as long as it lasts.
     *
     * @throws TransportFault when there is no answer; a status other than 2xx is no fault
     */
    Stream open(Request request);

    @Override
    void close();

    /**
     * What to send.
     *
     * @param method such as {@code GET}
     * @param path path and query, beginning with a slash
     * @param accept the types wanted
     * @param contentType the type of the body; empty without one
     * @param body the body; empty without one
     * @param repeatable whether sending it twice does no more than sending it once
     */
    record Request(String method, String path, String accept, String contentType, byte[] body, boolean repeatable) {

        static final String JSON = "application/json";

        private static final byte[] NO_BODY = {};

        static Request get(String path) {
            return get(path, JSON);
        }

        static Request get(String path, String accept) {
            return new Request("GET", path, accept, "", NO_BODY, true);
        }

        static Request send(String method, String path, String contentType, byte[] body, boolean repeatable) {
            return new Request(method, path, JSON, contentType, body, repeatable);
        }

        boolean isRead() {
            return method.equals("GET");
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /**
     * A whole answer.
     *
     * @param status the HTTP status
     * @param headers names in lower case
     * @param body the body
     * @param attempts how often the request was sent for it, from 1
     */
    record Reply(int status, Map<String, List<String>> headers, byte[] body, int attempts) {

        boolean isSuccess() {
            return status >= 200 && status < 300;
        }

        Optional<String> header(String name) {
            return headers.getOrDefault(name, List.of()).stream().findFirst();
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        Reply afterAttempts(int number) {
            return new Reply(status, headers, body, number);
        }
    }

    /** An answer that goes on. Read by one thread; closed by any. */
    interface Stream extends AutoCloseable {

        /** The status and, unless it is 2xx, the whole body. */
        Reply head();

        /**
         * Waits for the next line that is not empty.
         *
         * @return the line without its end; empty when the answer has ended
         * @throws TransportFault when the connection broke, was silent for too long, or this was closed
         */
        Optional<byte[]> nextLine();

        /** Ends the answer; a thread waiting in {@link #nextLine()} is released at once. */
        @Override
        void close();
    }
}
