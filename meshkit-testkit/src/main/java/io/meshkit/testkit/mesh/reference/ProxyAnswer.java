// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.mesh.reference;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An answer of a service, or of the proxy itself.
 *
 * @param status 200 to 999
 * @param fields the headers, without those of a connection
 * @param body the body
 * @param keepsConnection whether the service takes another request on the connection
 */
record ProxyAnswer(int status, HttpFields fields, byte[] body, boolean keepsConnection) {

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.([01]) ([1-9][0-9]{2})(?: .*)?");

    /** An answer of the proxy. */
    static ProxyAnswer own(int status, String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        HttpFields fields = new HttpFields();
        if (body.length > 0) {
            fields.add("content-type", "text/plain; charset=utf-8");
        }
        return new ProxyAnswer(status, fields, body, true);
    }

    /** Reads what a service answers. */
    static ProxyAnswer read(HttpInput input, boolean toHead) throws IOException, MessageException {
        while (true) {
            Matcher line = STATUS.matcher(input.line(502));
            if (!line.matches()) {
                throw new MessageException(502, "the service did not answer in HTTP/1.1");
            }
            int status = Integer.parseInt(line.group(2));
            HttpFields fields = input.fields();
            if (status == 101) {
                throw new MessageException(502, "the service changed the protocol unasked");
            }
            if (status >= 200) {
                boolean keeps = line.group(1).equals("1") && !fields.lists("connection", "close");
                boolean bodiless = toHead || hasNoBody(status);
                long length = input.announcedLength(fields);
                byte[] body = bodiless ? new byte[0] : body(input, length);
                fields.withoutHopByHop();
                if (!toHead) {
                    fields.remove("content-length");
                }
                return new ProxyAnswer(status, fields, body, keeps && (bodiless || length != -2));
            }
        }
    }

    private static byte[] body(HttpInput input, long length) throws IOException, MessageException {
        if (length == -1) {
            return input.chunks(unbounded -> {});
        }
        return length == -2 ? input.toTheEnd() : input.exactly(length);
    }

    private static boolean hasNoBody(int status) {
        return status == 204 || status == 304;
    }

    /** As it goes to the caller. */
    byte[] bytes(boolean toHead, boolean keeps) {
        HttpFields sent = fields.copy();
        if (!hasNoBody(status) && sent.all("content-length").isEmpty()) {
            sent.add("content-length", Integer.toString(body.length));
        }
        sent.add("connection", keeps ? "keep-alive" : "close");
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " \r\n");
        sent.appendTo(head);
        return ProxyRequest.joined(
                HttpInput.bytes(head.append("\r\n")), toHead || hasNoBody(status) ? new byte[0] : body);
    }
}
