// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes;

import io.meshkit.document.Value;
import io.meshkit.testkit.kubernetes.internal.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a request is answered with: a body, or a stream that is written until it ends. Immutable. */
final class Reply {

    private final int status;
    private final String contentType;
    private final byte[] body;
    private final List<String> warnings;
    private final Optional<Stream> stream;

    private Reply(int status, String contentType, byte[] body, List<String> warnings, Optional<Stream> stream) {
        this.status = status;
        this.contentType = contentType;
        this.body = body;
        this.warnings = List.copyOf(warnings);
        this.stream = stream;
    }

    /** Writes an answer piece by piece. */
    @FunctionalInterface
    interface Stream {

        void writeTo(OutputStream out) throws IOException, InterruptedException;
    }

    static Reply json(int status, Value body) {
        byte[] bytes = (Json.write(body) + "\n").getBytes(StandardCharsets.UTF_8);
        return new Reply(status, "application/json", bytes, List.of(), Optional.empty());
    }

    static Reply text(int status, String body) {
        return bytes(status, "text/plain; charset=utf-8", body.getBytes(StandardCharsets.UTF_8));
    }

    static Reply bytes(int status, String contentType, byte[] body) {
        return new Reply(status, contentType, body, List.of(), Optional.empty());
    }

    static Reply stream(Stream stream) {
        return new Reply(200, "application/json", new byte[0], List.of(), Optional.of(stream));
    }

    static Reply failure(ApiException refusal) {
        return json(refusal.code(), refusal.status());
    }

    Reply warning(List<String> more) {
        List<String> all = new ArrayList<>(warnings);
        all.addAll(more);
        return new Reply(status, contentType, body, all, stream);
    }

    int status() {
        return status;
    }

    String contentType() {
        return contentType;
    }

    byte[] body() {
        return body.clone();
    }

    List<String> warnings() {
        return warnings;
    }

    Optional<Stream> stream() {
        return stream;
    }
}
