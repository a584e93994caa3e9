// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.real;

import io.meshkit.resource.ApiResource;
import io.meshkit.resource.Cluster;
import io.meshkit.resource.ResourceKey;
import io.meshkit.testkit.kubernetes.RealKubernetes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Writes the status of objects as their controllers do, through the subresource. */
final class StatusWriter {

    private final RealKubernetes server;
    private final Cluster cluster;
    private final HttpClient http;

    StatusWriter(RealKubernetes server, Cluster cluster) {
        this.server = server;
        this.cluster = cluster;
        this.http = HttpClient.newBuilder().sslContext(server.sslContext()).build();
    }

    /** Merges a status into that of an object; one that is gone by now is left alone. */
    void write(ResourceKey key, String status) {
        HttpRequest request = HttpRequest.newBuilder(path(key))
                .header("Authorization", "Bearer " + RealKubernetes.ADMIN_TOKEN)
                .header("Content-Type", "application/merge-patch+json")
                .timeout(Duration.ofSeconds(10))
                .method("PATCH", BodyPublishers.ofString("{\"status\": " + status + "}"))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200 && answer.statusCode() != 404) {
                throw new AssertionError("the status of " + key + " was refused: " + answer.body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the status of " + key + " could not be written", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private URI path(ResourceKey key) {
        ApiResource kind = cluster.apiResource(key.groupKind()).orElseThrow();
        String group = kind.groupKind().group();
        return URI.create(server.url() + (group.isEmpty() ? "/api/" : "/apis/" + group + "/") + kind.version()
                + "/namespaces/" + key.namespace() + "/" + kind.plural() + "/" + key.name() + "/status");
    }
}
