// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.mesh.reference;

import java.io.IOException;
import java.net.Socket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A request of a caller, read to its end so that it can be sent more than once.
 *
 * @param method the method
 * @param path the path as it was sent
 * @param query the query with its question mark; empty without
 * @param fields the headers
 * @param body the body
 * @param keepsConnection whether another request may follow on the connection
 */
record ProxyRequest(String method, String path, String query, HttpFields fields, byte[] body, boolean keepsConnection) {

    private static final Pattern TARGET = Pattern.compile("/[!-~]*");

    /** Reads one; the first byte of it has arrived. */
    static ProxyRequest read(HttpInput input, BodyMemory.Share memory, Socket socket, ProxyLimits limits)
            throws IOException, MessageException {
        input.within(limits.head());
        String[] line = input.line(414).split(" ", -1);
        if (line.length != 3 || !HttpInput.isToken(line[0]) || !line[2].startsWith("HTTP/")) {
            throw new MessageException(400, "the first line is not method, path and version");
        }
        if (!line[2].equals("HTTP/1.1") && !line[2].equals("HTTP/1.0")) {
            throw new MessageException(505, "the only versions known are HTTP/1.1 and HTTP/1.0");
        }
        if (line[0].equals("CONNECT")) {
            throw new MessageException(501, "there are no tunnels");
        }
        if (!TARGET.matcher(line[1]).matches()) {
            throw new MessageException(400, "the target is no path; absolute targets are not known");
        }
        HttpFields fields = input.fields();
        boolean newer = line[2].equals("HTTP/1.1");
        int hosts = fields.all("host").size();
        if (hosts > 1 || newer && hosts == 0) {
            throw new MessageException(400, "a request has one host");
        }
        byte[] body = body(input, memory, fields, socket, limits);
        boolean keeps = newer ? !fields.lists("connection", "close") : fields.lists("connection", "keep-alive");
        int mark = line[1].indexOf('?');
        String path = mark < 0 ? line[1] : line[1].substring(0, mark);
        String query = mark < 0 ? "" : line[1].substring(mark);
        return new ProxyRequest(line[0], path, query, fields, body, keeps);
    }

    private static byte[] body(
            HttpInput input, BodyMemory.Share memory, HttpFields fields, Socket socket, ProxyLimits limits)
            throws IOException, MessageException {
        long length = input.announcedLength(fields);
        memory.take(Math.max(length, 0));
        Optional<String> expected = fields.joined("expect");
        if (expected.isPresent()) {
            if (!expected.get().equalsIgnoreCase("100-continue")) {
                throw new MessageException(417, "the only expectation known is 100-continue");
            }
            if (length != -2 && length != 0 && input.isEmpty()) {
                socket.getOutputStream().write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        input.within(limits.head());
        return length == -1 ? input.chunks(memory::take) : input.exactly(Math.max(length, 0));
    }

    boolean isHead() {
        return method.equals("HEAD");
    }

    /** The value of a query parameter, decoded; the first one of several. */
    Optional<String> parameter(String name) {
        for (String pair : query.isEmpty() ? new String[0] : query.substring(1).split("&")) {
            int equals = pair.indexOf('=');
            if (decoded(equals < 0 ? pair : pair.substring(0, equals)).equals(name)) {
                return Optional.of(equals < 0 ? "" : decoded(pair.substring(equals + 1)));
            }
        }
        return Optional.empty();
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text; // what is no code stands for itself
        }
    }

    Optional<String> cookie(String name) {
        List<String> all = fields.all("cookie");
        for (String cookies : all) {
            for (String cookie : cookies.split(";")) {
                String[] parts = cookie.trim().split("=", 2);
                if (parts.length == 2 && parts[0].equals(name)) {
                    return Optional.of(parts[1]);
                }
            }
        }
        return Optional.empty();
    }

    ProxyRequest withPath(String other) {
        return new ProxyRequest(method, other, query, fields, body, keepsConnection);
    }

    ProxyRequest withFields(HttpFields others) {
        return new ProxyRequest(method, path, query, others, body, keepsConnection);
    }

    /** As it goes to a service. */
    byte[] bytes() {
        HttpFields sent = fields.copy().remove("expect").remove("content-length");
        sent.withoutHopByHop();
        if (body.length > 0 || method.equals("POST") || method.equals("PUT") || method.equals("PATCH")) {
            sent.add("content-length", Integer.toString(body.length));
        }
        StringBuilder head = new StringBuilder(method + " " + path + query + " HTTP/1.1\r\n");
        sent.appendTo(head);
        return joined(HttpInput.bytes(head.append("\r\n")), body);
    }

    static byte[] joined(byte[] head, byte[] body) {
        byte[] all = java.util.Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, all, head.length, body.length);
        return all;
    }
}
