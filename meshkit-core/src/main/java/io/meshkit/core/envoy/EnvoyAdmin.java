// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.envoy;

import io.meshkit.MeshKitException;
import io.meshkit.core.internal.envoy.AdminRequests;
import io.meshkit.core.internal.envoy.EnvoyCodes;
import io.meshkit.core.internal.json.JsonReader;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.resource.Cluster;
import io.meshkit.resource.Cluster.ProxyReply;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

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

    private final String name;
    private final Function<String, ProxyReply> proxy;

    private EnvoyAdmin(String name, Function<String, ProxyReply> proxy) {
        this.name = name;
        this.proxy = proxy;
    }

    /**
     * The proxy whose administration interface listens at an address.
     *
     * @param address scheme, host and port, such as {@code http://127.0.0.1:19000}
     * @return its reader; does not connect
     */
    public static EnvoyAdmin at(URI address) {
        AdminRequests requests = new AdminRequests(LONGEST);
        return through("the Envoy at " + address, path -> requests.get(address, path));
    }

    /**
     * A proxy that is reached in a way of the caller's own.
     *
     * @param name how messages call it, such as {@code the Envoy of cart}
     * @param get sends a GET for a path with its query, and gives whatever was answered
     * @return its reader; does not connect
     */
    public static EnvoyAdmin through(String name, Function<String, ProxyReply> get) {
        return new EnvoyAdmin(name, get);
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
        return through(
                "the Envoy of pod " + namespace + "/" + pod, path -> cluster.proxyGet(namespace, pod, port, path));
    }

    /**
     * How far the proxy is in its life.
     *
     * @return the state by {@code GET /ready}
     * @throws MeshKitException with {@code MK-ENVOY-UNREACHABLE} when it cannot be asked, {@code MK-ENVOY-ANSWER} when it answers
     *     something else
     */
    public State state() {
        ProxyReply answer = proxy.apply("/ready");
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

    /**
     * Which proxy this is, by its bootstrap configuration.
     *
     * @return the node; its parts are empty texts where the proxy has none
     * @throws MeshKitException as {@link #state()}
     */
    public Node node() {
        Optional<MapValue> node = items(json("/config_dump?mask=bootstrap.node.id,bootstrap.node.cluster"), "configs")
                .flatMap(part -> part.map("bootstrap").flatMap(boot -> boot.map("node")).stream())
                .findFirst();
        return new Node(
                node.flatMap(map -> map.text("id")).orElse(""),
                node.flatMap(map -> map.text("cluster")).orElse(""));
    }

    /**
     * What a proxy calls itself (envoy.config.core.v3.Node).
     *
     * @param id the proxy, such as {@code api-v1-sidecar-proxy} in Consul
     * @param cluster the service that it stands before, such as {@code api} in Consul and {@code api.shop} in Istio
     */
    public record Node(String id, String cluster) {}

    /**
     * The listeners of which the proxy rejected the last update that it was sent, so that they go on as they were or are not there. One
     * that was given back the form that it goes on with is still among them, since a control plane does not send that again. Of routes and
     * clusters the proxy counts rejections only ({@link #rejectedUpdates()}).
     *
     * @return the listeners in the proxy's order
     * @throws MeshKitException as {@link #state()}
     */
    public List<RejectedListener> rejectedListeners() {
        List<RejectedListener> rejected = new ArrayList<>();
        items(
                        json("/config_dump?resource=dynamic_listeners&mask=name,error_state.details"
                                + ",error_state.last_update_attempt"),
                        "configs")
                .forEach(listener -> listener.map("error_state")
                        .map(state -> new RejectedListener(
                                listener.text("name").orElse(""),
                                state.text("details").orElse(""),
                                state.text("last_update_attempt").orElse("")))
                        .ifPresent(rejected::add));
        // a listener that goes on as it was is told a second time, without its name, as one that failed
        rejected.removeIf(one -> one.name().isEmpty()
                && rejected.stream()
                        .anyMatch(other ->
                                !other.name().isEmpty() && other.words().equals(one.words())));
        return List.copyOf(rejected);
    }

    /**
     * A listener whose last update was rejected.
     *
     * @param name its name; empty for a new one
     * @param words why, in the proxy's words
     * @param attempt when, as the proxy writes it; empty when it does not say
     */
    public record RejectedListener(String name, String words, String attempt) {}

    private static Stream<MapValue> items(MapValue answer, String key) {
        return answer.list(key).orElse(ListValue.EMPTY).items().stream()
                .filter(MapValue.class::isInstance)
                .map(MapValue.class::cast);
    }

    private MapValue json(String path) {
        ProxyReply answer = proxy.apply(path);
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

    private static String text(ProxyReply answer) {
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
