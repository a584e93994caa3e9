// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.mesh.reference;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** Reads parts of HTTP/1.1 messages from a socket (RFC 9112), never more or longer than it is told to. Used by one thread. */
final class HttpInput {

    private static final Pattern TOKEN = Pattern.compile("[-!#$%&'*+.^_`|~0-9A-Za-z]+");
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");
    private static final Pattern CHUNK = Pattern.compile("([0-9a-fA-F]{1,8})[ \t]*(;.*)?");

    private final Socket socket;
    private final ProxyLimits limits;
    private final byte[] buffer = new byte[8192];
    private int next;
    private int end;
    private long deadline;

    HttpInput(Socket socket, ProxyLimits limits) {
        this.socket = socket;
        this.limits = limits;
    }

    /** Sets the time from now in which all that follows has to arrive. */
    void within(Duration time) {
        until(System.nanoTime() + time.toNanos());
    }

    void until(long nanoTime) {
        deadline = nanoTime;
    }

    /** Waits for the next byte without taking it; false at the end. */
    boolean hasMore() throws IOException {
        if (next < end) {
            return true;
        }
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
            throw new SocketTimeoutException("time is up");
        }
        socket.setSoTimeout((int) Math.min(left, Integer.MAX_VALUE));
        next = 0;
        end = Math.max(0, socket.getInputStream().read(buffer));
        return end > 0;
    }

    private int read() throws IOException {
        if (!hasMore()) {
            throw new EOFException("the connection ended within a message");
        }
        return buffer[next++] & 0xff;
    }

    /** A line without its end. */
    String line(int tooLong) throws IOException, MessageException {
        StringBuilder line = new StringBuilder();
        for (int c = read(); c != '\r'; c = read()) {
            if (c == '\n' || c < ' ' && c != '\t' || c == 0x7f) {
                throw new MessageException(400, "a line has a control character");
            }
            if (line.length() == limits.line()) {
                throw new MessageException(tooLong, "a line is longer than " + limits.line() + " bytes");
            }
            line.append((char) c);
        }
        if (read() != '\n') {
            throw new MessageException(400, "a line does not end with CR LF");
        }
        return line.toString();
    }

    HttpFields fields() throws IOException, MessageException {
        HttpFields fields = new HttpFields();
        for (String line = line(431); !line.isEmpty(); line = line(431)) {
            int colon = line.indexOf(':');
            if (colon < 1 || !TOKEN.matcher(line.substring(0, colon)).matches()) {
                throw new MessageException(400, "a header line is no name, colon and value");
            }
            if (fields.size() == limits.fields()) {
                throw new MessageException(431, "there are more than " + limits.fields() + " headers");
            }
            fields.add(line.substring(0, colon), line.substring(colon + 1).strip());
        }
        return fields;
    }

    static boolean isToken(String text) {
        return TOKEN.matcher(text).matches();
    }

    /** The length that a message announces; -1 for chunks, -2 for nothing announced. */
    long announcedLength(HttpFields fields) throws MessageException {
        List<String> lengths = fields.all("content-length");
        List<String> encodings = fields.all("transfer-encoding");
        if (!encodings.isEmpty()) {
            if (!lengths.isEmpty()) {
                throw new MessageException(400, "a message has both transfer-encoding and content-length");
            }
            if (encodings.size() > 1 || !encodings.get(0).equalsIgnoreCase("chunked")) {
                throw new MessageException(501, "the only transfer-encoding known is chunked");
            }
            return -1;
        }
        if (lengths.isEmpty()) {
            return -2;
        }
        if (lengths.size() > 1 || !LENGTH.matcher(lengths.get(0)).matches()) {
            throw new MessageException(400, "content-length is no number, or is there twice");
        }
        return bounded(Long.parseLong(lengths.get(0)));
    }

    private long bounded(long length) throws MessageException {
        if (length > limits.body()) {
            throw new MessageException(413, "a body is longer than " + limits.body() + " bytes");
        }
        return length;
    }

    byte[] exactly(long length) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (bytes.size() < length) {
            take(bytes, (int) length - bytes.size());
        }
        return bytes.toByteArray();
    }

    /** Asked before a chunk is read. */
    interface Taking {
        void take(long bytes) throws MessageException;
    }

    byte[] chunks(Taking memory) throws IOException, MessageException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (true) {
            java.util.regex.Matcher size = CHUNK.matcher(line(400));
            if (!size.matches()) {
                throw new MessageException(400, "a chunk does not begin with its size");
            }
            long length = Long.parseLong(size.group(1), 16);
            if (length == 0) {
                fields();
                return bytes.toByteArray();
            }
            bounded(bytes.size() + length);
            memory.take(length);
            for (long want = bytes.size() + length; bytes.size() < want; ) {
                take(bytes, (int) want - bytes.size());
            }
            if (!line(400).isEmpty()) {
                throw new MessageException(400, "a chunk is longer than its size");
            }
        }
    }

    byte[] toTheEnd() throws IOException, MessageException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (hasMore()) {
            take(bytes, Integer.MAX_VALUE);
            bounded(bytes.size());
        }
        return bytes.toByteArray();
    }

    private void take(ByteArrayOutputStream into, int most) throws IOException {
        if (!hasMore()) {
            throw new EOFException("the connection ended within a body");
        }
        int count = Math.min(most, end - next);
        into.write(buffer, next, count);
        next += count;
    }

    /** Reads over what comes, up to a number of bytes or the end. */
    void skip(int most) throws IOException {
        for (int skipped = 0; skipped < most && hasMore(); ) {
            skipped += end - next;
            next = end;
        }
    }

    boolean isEmpty() {
        return next == end;
    }

    static byte[] bytes(StringBuilder head) {
        return head.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
