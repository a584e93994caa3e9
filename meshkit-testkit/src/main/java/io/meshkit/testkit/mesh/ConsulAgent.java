// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.mesh;

import io.meshkit.testkit.process.FreePorts;
import io.meshkit.testkit.process.LocalProcess;
import io.meshkit.testkit.process.RealParts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A Consul server of one datacentre as a process, its state in memory, on free ports of the loopback address. */
final class ConsulAgent implements AutoCloseable {

    /** The token that may do everything, where access control is on. */
    static final String ROOT_TOKEN = "9b2e7a52-1d4f-4c5e-9a57-3a4f0c8b6d11";

    private final String datacenter;
    private final Optional<String> token;
    private final int httpPort;
    private final int grpcPort;
    private final int wanPort;
    private final LocalProcess process;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private ConsulAgent(
            LocalMeshOptions options, String datacenter, @Nullable ConsulAgent primary, FreePorts ports, Path folder)
            throws IOException {
        this.datacenter = datacenter;
        this.token = options.accessControl() ? Optional.of(ROOT_TOKEN) : Optional.empty();
        this.httpPort = ports.next();
        this.grpcPort = ports.next();
        this.wanPort = ports.next();
        Path configuration = folder.resolve("consul-" + datacenter + ".json");
        Files.writeString(configuration, configuration(options, primary));
        List<String> arguments = new ArrayList<>(List.of(
                "agent",
                "-dev",
                "-node=" + datacenter,
                "-datacenter=" + datacenter,
                "-bind=127.0.0.1",
                "-client=127.0.0.1",
                "-http-port=" + httpPort,
                "-grpc-port=" + grpcPort,
                "-grpc-tls-port=-1",
                "-dns-port=-1",
                "-server-port=" + ports.next(),
                "-serf-lan-port=" + ports.next(),
                "-serf-wan-port=" + wanPort,
                "-log-level=info",
                "-config-file=" + configuration));
        this.process = LocalProcess.start(
                "consul-" + datacenter,
                RealParts.program("consul"),
                arguments,
                Map.of("TMPDIR", folder.toString()),
                folder);
    }

    static ConsulAgent start(
            LocalMeshOptions options, String datacenter, @Nullable ConsulAgent primary, FreePorts ports, Path folder) {
        try {
            return new ConsulAgent(options, datacenter, primary, ports, folder);
        } catch (IOException e) {
            throw new AssertionError("cannot write into " + folder, e);
        }
    }

    // secrets and policies go by a file: arguments can be seen by others
    private String configuration(LocalMeshOptions options, @Nullable ConsulAgent primary) {
        List<String> parts = new ArrayList<>();
        if (options.accessControl()) {
            parts.add("""
                "acl": {"enabled": true, "default_policy": "deny", "enable_token_replication": %s,
                  "tokens": {"initial_management": "%s", "agent": "%s", "replication": "%s"}}""".formatted(primary != null, ROOT_TOKEN, ROOT_TOKEN, ROOT_TOKEN));
        }
        if (options.denyByDefault()) {
            parts.add("\"default_intention_policy\": \"deny\"");
        }
        if (primary != null) {
            parts.add("\"primary_datacenter\": \"%s\", \"retry_join_wan\": [\"127.0.0.1:%d\"]"
                    .formatted(primary.datacenter, primary.wanPort));
        }
        return "{" + String.join(", ", parts) + "}";
    }

    String datacenter() {
        return datacenter;
    }

    URI http() {
        return URI.create("http://127.0.0.1:" + httpPort);
    }

    String httpAddress() {
        return "127.0.0.1:" + httpPort;
    }

    String grpcAddress() {
        return "127.0.0.1:" + grpcPort;
    }

    Optional<String> token() {
        return token;
    }

    LocalProcess process() {
        return process;
    }

    /** What it answers; empty while it does not answer 200. */
    Optional<String> get(String path) {
        try {
            HttpResponse<String> answer = send("GET", path, BodyPublishers.noBody());
            return answer.statusCode() == 200 ? Optional.of(answer.body()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Writes; an answer other than 200 is an error of the test kit. */
    void put(String path, String json) {
        try {
            HttpResponse<String> answer = send("PUT", path, BodyPublishers.ofString(json));
            if (answer.statusCode() != 200) {
                throw new AssertionError(
                        "Consul answered PUT " + path + " with " + answer.statusCode() + " " + answer.body());
            }
        } catch (IOException e) {
            throw new AssertionError("Consul does not answer PUT " + path + "\n" + process.described(), e);
        }
    }

    private HttpResponse<String> send(String method, String path, HttpRequest.BodyPublisher body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(http().resolve(path))
                .method(method, body)
                .timeout(Duration.ofSeconds(10));
        token.ifPresent(secret -> request.header("X-Consul-Token", secret));
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while Consul was asked", e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
