// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.envoy;

import io.meshkit.MeshKitException;
import io.meshkit.core.internal.envoy.EnvoyCodes;
import io.meshkit.core.internal.json.JsonReader;
import io.meshkit.document.MapValue;
import io.meshkit.resource.Cluster;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Reads the administration interface of an Envoy proxy. Each call asks the proxy anew; nothing is kept, and nothing in the proxy is
 * changed: only paths that read are asked. A call takes at most 30 s and reads at most 64 MiB. Thread-safe.
 *
 * <pre>{@code
 * EnvoyAdmin envoy = EnvoyAdmin.at(URI.create("http://127.0.0.1:19000"));
 * if (!envoy.rejectedUpdates().isEmpty()) { … }
 * }</pre>
 *
 * <p>Source: envoyproxy/envoy:docs/root/operations/admin.rst.
 *
 * @since 0.1.0
 */
public final class EnvoyAdmin {

    /** The port of the administration interface in Istio's side-cars. */
    public static final int ISTIO_PORT = 15000;

    /** The port of the administration interface in Consul's side-cars on Kubernetes. */
    public static final int CONSUL_PORT = 19000;

    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final int LARGEST = 64 * 1024 * 1024;

    private final String name;
    private final Interface proxy;

    private EnvoyAdmin(String name, Interface proxy) {
        this.name = name;
        this.proxy = proxy;
    }

    /** How the interface is reached. */
    private interface Interface {
        Answer get(String path);
    }

    private record Answer(int status, byte[] body) {}

    /**
     * The proxy whose administration interface listens at an address.
     *
     * @param address scheme, host and port, such as {@code http://127.0.0.1:19000}
     * @return its reader; does not connect
     */
    public static EnvoyAdmin at(URI address) {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
        return new EnvoyAdmin("the Envoy at " + address, path -> get(client, address, path));
    }

    /**
     * The proxy in a pod, reached through the API server. The interface has to listen on all addresses of the pod: one that is bound to
     * the pod's loopback address answers as unreachable.
     *
     * @param cluster the cluster
     * @param namespace the pod's namespace
     * @param pod the pod
     * @param port the port of the interface, such as {@link #ISTIO_PORT}
     * @return its reader; does not connect
     */
    public static EnvoyAdmin in(Cluster cluster, String namespace, String pod, int port) {
        return new EnvoyAdmin("the Envoy of pod " + namespace + "/" + pod, path -> {
            Cluster.ProxyReply reply = cluster.proxyGet(namespace, pod, port, path);
            return new Answer(reply.status(), reply.body());
        });
    }

    private static Answer get(HttpClient client, URI address, String path) {
        HttpRequest request =
                HttpRequest.newBuilder(address.resolve(path)).timeout(LONGEST).build();
        try {
            HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                byte[] bytes = body.readNBytes(LARGEST + 1);
                if (bytes.length > LARGEST) {
                    throw new IOException("the answer is larger than " + LARGEST + " bytes");
                }
                return new Answer(response.statusCode(), bytes);
            }
        } catch (IOException e) {
            throw unreachable(address, path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MeshKitException(
                    EnvoyCodes.INTERRUPTED,
                    "Interrupted while the Envoy at " + address + " was asked for " + path + ".",
                    "Ask again; nothing was changed.",
                    e);
        }
    }

    private static MeshKitException unreachable(URI address, String path, Exception cause) {
        return new MeshKitException(
                EnvoyCodes.UNREACHABLE,
                "The administration interface of Envoy at " + address + " does not answer GET " + path + ": " + cause,
                "Check that the proxy runs, and that its administration interface listens there.",
                cause);
    }

    /**
     * How far the proxy is in its life.
     *
     * @return the state by {@code GET /ready}
     * @throws MeshKitException with {@code MK-ENVOY-UNREACHABLE} when it cannot be asked, {@code MK-ENVOY-ANSWER} when it answers
     *     something else
     */
    public State state() {
        Answer answer = proxy.get("/ready");
        String text = text(answer).strip();
        for (State state : State.values()) {
            if (state.name().equals(text.toUpperCase(Locale.ROOT))) {
                return state;
            }
        }
        throw unexpected(
                "/ready", "answered " + answer.status() + " \"" + shortened(text) + "\", not a state of a server");
    }

    /** How far a proxy is in its life (envoy.admin.v3.ServerInfo.State). */
    public enum State {
        /** Clusters have been loaded; the server waits for them. */
        PRE_INITIALIZING,
        /** The first configuration is on its way. */
        INITIALIZING,
        /** It takes traffic. */
        LIVE,
        /** It fails health checks on purpose, so that traffic leaves it. */
        DRAINING
    }

    /**
     * The configuration that the proxy works with, endpoints included.
     *
     * @return the message {@code envoy.admin.v3.ConfigDump} as JSON; private keys are redacted by Envoy
     * @throws MeshKitException as {@link #state()}
     */
    public MapValue configuration() {
        return json("/config_dump?include_eds");
    }

    /**
     * The clusters and the endpoints that the proxy sends requests to.
     *
     * @return the clusters in the proxy's order
     * @throws MeshKitException as {@link #state()}
     */
    public List<UpstreamCluster> clusters() {
        return UpstreamCluster.all(json("/clusters?format=json"));
    }

    /**
     * All counters and gauges, and the quantiles of histograms.
     *
     * @return what the proxy counted since its start
     * @throws MeshKitException as {@link #state()}
     */
    public EnvoyStatistics statistics() {
        return EnvoyStatistics.of(json("/stats?format=json"));
    }

    /**
     * The statistics whose names match.
     *
     * @param names a regular expression of RE2, found anywhere in a name
     * @return what the proxy counted since its start
     * @throws MeshKitException as {@link #state()}; {@code MK-ENVOY-ANSWER} also when the proxy refuses the expression
     */
    public EnvoyStatistics statistics(String names) {
        return EnvoyStatistics.of(
                json("/stats?format=json&filter=" + URLEncoder.encode(names, StandardCharsets.UTF_8)));
    }

    /**
     * The parts of the configuration of which the proxy rejected an update since its start, so that it goes on with an older one. A
     * control plane may have accepted what is rejected here.
     *
     * @return the prefixes of the counters {@code update_rejected} that are not zero, such as {@code listener_manager.lds}, in order
     * @throws MeshKitException as {@link #state()}
     */
    public List<String> rejectedUpdates() {
        String suffix = ".update_rejected";
        return statistics("\\.update_rejected$").values().entrySet().stream()
                .filter(counter -> counter.getValue() > 0)
                .map(counter -> counter.getKey().substring(0, counter.getKey().length() - suffix.length()))
                .sorted()
                .toList();
    }

    private MapValue json(String path) {
        Answer answer = proxy.get(path);
        if (answer.status() != 200) {
            throw unexpected(path, "answered " + answer.status() + " \"" + shortened(text(answer)) + "\"");
        }
        try {
            return JsonReader.readMap(answer.body());
        } catch (JsonReader.MalformedException e) {
            throw new MeshKitException(
                    EnvoyCodes.ANSWER,
                    name + " answered GET " + path + " with something that is not JSON: " + e.getMessage(),
                    "Check that the port is Envoy's administration interface.",
                    e);
        }
    }

    private MeshKitException unexpected(String path, String what) {
        return new MeshKitException(
                EnvoyCodes.ANSWER,
                name + " " + what + " to GET " + path + ".",
                "Check that the port is Envoy's administration interface, and that the proxy is a version in use.");
    }

    private static String text(Answer answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static String shortened(String text) {
        String line = text.strip();
        return line.length() <= 200 ? line : line.substring(0, 200) + "…";
    }

    @Override
    public String toString() {
        return name;
    }
}
