// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.mesh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * Calls services as one service of a mesh does, through its side-car, or as somebody outside does, through the ingress. Blocking; a call
 * takes at most 30 s. Thread-safe.
 *
 * @since 0.1.0
 */
public final class MeshCaller {

    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final String name;
    private final Map<String, URI> addresses;
    private final HttpClient client;

    MeshCaller(String name, Map<String, URI> addresses) {
        this.name = name;
        this.addresses = new TreeMap<>(addresses);
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
    }

    /**
     * A caller of a mesh of another making.
     *
     * @param name the service that calls
     * @param addresses where its proxy listens, by service
     * @return the caller
     */
    public static MeshCaller of(String name, Map<String, URI> addresses) {
        return new MeshCaller(name, addresses);
    }

    /**
     * Where a service is called: a port of this caller's proxy, for clients of the test's own.
     *
     * @param service the service
     * @return such as {@code http://127.0.0.1:21500}
     * @throws IllegalArgumentException when the mesh has no such service
     */
    public URI address(String service) {
        URI address = addresses.get(service);
        if (address == null) {
            throw new IllegalArgumentException(
                    name + " cannot call " + service + "; it can call " + String.join(", ", addresses.keySet()));
        }
        return address;
    }

    /**
     * Sends a GET.
     *
     * @param service the service
     * @param path path and query, beginning with a slash
     * @return what came back, whatever its status is
     * @throws UncheckedIOException when the connection breaks before an answer
     */
    public EchoReply get(String service, String path) {
        return send("GET", service, path, Map.of());
    }

    /**
     * Sends a GET with headers.
     *
     * @param service the service
     * @param path path and query, beginning with a slash
     * @param headers the headers, such as {@link EchoService#RUN}
     * @return what came back, whatever its status is
     * @throws UncheckedIOException when the connection breaks before an answer
     */
    public EchoReply get(String service, String path, Map<String, String> headers) {
        return send("GET", service, path, headers);
    }

    /**
     * Sends a request without a body.
     *
     * @param method the HTTP method
     * @param service the service
     * @param path path and query, beginning with a slash
     * @param headers the headers
     * @return what came back, whatever its status is
     * @throws UncheckedIOException when the connection breaks before an answer
     */
    public EchoReply send(String method, String service, String path, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address(service).resolve(path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .timeout(LONGEST);
        headers.forEach(request::header);
        try {
            return EchoReply.of(client.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(name + " got no answer from " + service + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while " + name + " called " + service + path, e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
