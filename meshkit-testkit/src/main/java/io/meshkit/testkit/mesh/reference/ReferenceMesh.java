// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.mesh.reference;

import static java.util.Objects.requireNonNull;

import io.meshkit.pattern.Pattern;
import io.meshkit.testkit.mesh.EchoRole;
import io.meshkit.testkit.mesh.EchoService;
import io.meshkit.testkit.mesh.MeshCaller;
import io.meshkit.testkit.mesh.MeshUnderTest;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/**
 * A mesh inside this JVM that does what a pattern says, and nothing else: echo services, and for each pair of a caller and a service a proxy on
 * a port of the loopback address. It needs no program and starts in a moment; a test of a real mesh can ask it what is right, and a
 * {@link Defect} shows whether the test would notice what is wrong.
 *
 * <pre>{@code
 * try (ReferenceMesh mesh = ReferenceMesh.start(ReferenceMeshOptions.builder()
 *         .service("web").service("api", "v1").service("api", "v2").build())) {
 *     mesh.configure(kit.patterns().read(Path.of("canary.yaml")));
 *     EchoReply reply = mesh.caller("web").get("api", "/");
 * }
 * }</pre>
 *
 * <p>Carried out are {@code trafficSplit}, {@code route}, {@code retry}, {@code timeout}, {@code access}, {@code circuitBreaker},
 * {@code limits}, {@code loadBalancer} and {@code fault}, for HTTP/1.1. Nothing is encrypted: the proxy knows the caller by the port that was used and tells
 * the service by {@code x-forwarded-client-cert}, as {@code spiffe://reference.mesh/ns/NAMESPACE/sa/SERVICE}. Requests and answers are held
 * in memory as a whole, up to 8 MiB each. What traits leave open: a route's rule is looked for in the order of the file; without a split,
 * instances take turns; {@code retry} without {@code on} is on {@code connect-failure}; status codes under {@code on} are those that a service
 * answered; a request without an answer meets 503, 502 or, when time was up, 504.
 *
 * <p>Thread-safe.
 *
 * @since 0.1.0
 */
public final class ReferenceMesh implements MeshUnderTest {

    private final ReferenceMeshOptions options;
    private final Map<String, EchoService> echoes = new LinkedHashMap<>();
    private final Map<String, List<Instance>> instances = new TreeMap<>();
    private final Map<String, MeshCaller> callers = new TreeMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ProxyServer server;
    private final MeshState state;

    private ReferenceMesh(ReferenceMeshOptions options) {
        this.options = options;
        this.server = new ProxyServer(options.limits());
        this.state = new MeshState(options, instances);
    }

    private void open() {
        for (EchoRole role : options.instances()) {
            EchoService echo = EchoService.start(role);
            echoes.put(role.instance(), echo);
            instances
                    .computeIfAbsent(role.service(), unused -> new ArrayList<>())
                    .add(new Instance(role, echo.port()));
        }
        options.namespaces()
                .forEach((service, namespace) -> callers.put(service, caller(new Caller(service, namespace))));
        server.start();
    }

    private MeshCaller caller(Caller caller) {
        Map<String, URI> addresses = new TreeMap<>();
        for (String service : options.namespaces().keySet()) {
            int port = server.listen(new Outbound(caller, service, state, closed));
            addresses.put(service, URI.create("http://127.0.0.1:" + port));
        }
        return MeshCaller.of(caller.service(), addresses);
    }

    /**
     * Starts a mesh that no pattern has configured.
     *
     * @param options what it consists of
     * @return the running mesh, to be closed by the caller
     */
    public static ReferenceMesh start(ReferenceMeshOptions options) {
        ReferenceMesh mesh = new ReferenceMesh(requireNonNull(options, "options"));
        try {
            mesh.open();
            return mesh;
        } catch (RuntimeException | Error e) {
            mesh.close();
            throw e;
        }
    }

    /**
     * Does from now on what a pattern says, and no longer what an earlier one said. Requests under way keep the routes that they began with;
     * instances that were out of use are in use again.
     *
     * @param pattern the pattern as a kit read it; guards count for the mesh {@code reference}
     * @throws IllegalArgumentException when the pattern has errors, speaks of a service that the mesh does not have, or asks for what this
     *     mesh cannot do; the message has the findings with their places, and the mesh stays as it was
     */
    public void configure(Pattern pattern) {
        state.configure(MeshRules.of(SoundPattern.of(pattern), options.namespaces()));
    }

    /**
     * Does from now on one thing wrong.
     *
     * @param defect what
     */
    public void defect(Defect defect) {
        state.defect(defect, true);
    }

    /**
     * Does something right again.
     *
     * @param defect what
     */
    public void mend(Defect defect) {
        state.defect(defect, false);
    }

    /**
     * Calls services as a service of the mesh does.
     *
     * @param service a service of the mesh
     * @return the caller
     * @throws IllegalArgumentException when the mesh has no such service
     */
    @Override
    public MeshCaller caller(String service) {
        return found(callers, service, "service");
    }

    /**
     * An instance's application, to change how it behaves and to see what it got.
     *
     * @param instance its name, {@code SERVICE-VERSION} or {@code SERVICE}
     * @return the service
     * @throws IllegalArgumentException when the mesh has no such instance
     */
    @Override
    public EchoService echo(String instance) {
        return found(echoes, instance, "instance");
    }

    /** How many connections a caller has made to a service by the rules that hold. */
    long connectionsOpened(String caller, String service) {
        return state.upstreams(caller, service).connections().opened();
    }

    /** How many requests of a caller wait for a connection. */
    int waiting(String caller, String service) {
        return state.upstreams(caller, service).connections().waiting();
    }

    /** How many requests of a caller are under way. */
    int underWay(String caller, String service) {
        return state.upstreams(caller, service).underWay();
    }

    private static <T> T found(Map<String, T> all, String name, String what) {
        T one = all.get(name);
        if (one == null) {
            throw new IllegalArgumentException(
                    "the mesh has no " + what + " " + name + "; it has " + String.join(", ", all.keySet()));
        }
        return one;
    }

    /** Gives the services and the seed, for reports of tests. */
    @Override
    public String toString() {
        return "reference mesh of " + String.join(", ", echoes.keySet()) + ", seed " + options.seed();
    }

    /** Ends proxies and services; connections under way are broken. A second call does nothing. */
    @Override
    public void close() {
        synchronized (closed) {
            if (closed.getCount() == 0) {
                return;
            }
            closed.countDown();
        }
        state.close();
        // before the proxies, which may wait for an answer
        echoes.values().forEach(EchoService::close);
        server.close();
    }
}
