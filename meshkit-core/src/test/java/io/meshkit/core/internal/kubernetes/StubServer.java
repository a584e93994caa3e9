// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.kubernetes;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP server on loopback whose every byte a test decides, broken answers included. */
final class StubServer implements AutoCloseable {

    private final ServerSocket socket;
    private final Script script;
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final List<Socket> connections = new CopyOnWriteArrayList<>();

    /** A request as it came. */
    record Asked(String method, String path, Map<String, String> headers, String body) {}

    /** Answers one request; the number counts requests from 1. False, or an exception, drops the connection. */
    interface Script {
        boolean answer(Asked asked, int number, OutputStream out) throws Exception;
    }

    StubServer(Script script) throws IOException {
        this.script = script;
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    String url() {
        return "http://127.0.0.1:" + socket.getLocalPort();
    }

    List<Asked> asked() {
        return asked;
    }

    static boolean json(OutputStream out, int status, String body) throws IOException {
        return write(out, status, "Content-Type: application/json\r\n", body);
    }

    static boolean write(OutputStream out, int status, String headers, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        text(out, "HTTP/1.1 " + status + " X\r\n" + headers + "Content-Length: " + bytes.length + "\r\n\r\n");
        out.write(bytes);
        out.flush();
        return true;
    }

    static void text(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    static void startStream(OutputStream out) throws IOException {
        text(out, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
    }

    static void chunk(OutputStream out, String text) throws IOException {
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        text(out, Integer.toHexString(length) + "\r\n" + text + "\r\n");
    }

    static boolean endStream(OutputStream out) throws IOException {
        text(out, "0\r\n\r\n");
        return true;
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                connections.add(connection);
                daemon(() -> serve(connection));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            InputStream in = new BufferedInputStream(connection.getInputStream());
            while (true) {
                Asked request = read(in);
                int number;
                synchronized (asked) {
                    asked.add(request);
                    number = asked.size();
                }
                if (!script.answer(request, number, connection.getOutputStream())) {
                    return;
                }
            }
        } catch (Exception e) {
            // the connection is dropped, as the test wants it
        }
    }

    private static Asked read(InputStream in) throws IOException {
        String[] start = line(in).split(" ");
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).trim());
        }
        byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        return new Asked(start[0], start[1], headers, new String(body, StandardCharsets.UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new IOException("the client closed");
            }
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "stub-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }
}
