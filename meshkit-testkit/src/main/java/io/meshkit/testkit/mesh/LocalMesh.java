// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.mesh;

import io.meshkit.MeshKitException;
import io.meshkit.core.envoy.EnvoyAdmin;
import io.meshkit.core.envoy.UpstreamCluster;
import io.meshkit.testkit.process.FreePorts;
import io.meshkit.testkit.process.LocalProcess;
import io.meshkit.testkit.process.ServerFolder;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A real mesh on this machine: a Consul server, echo services in this JVM, an Envoy side-car for each instance, and an ingress where one is
 * asked for. Everything listens on free ports of the loopback address, and ends on {@link #close()}, or with this JVM however that ends.
 *
 * <pre>{@code
 * try (LocalMesh mesh = LocalMesh.start(LocalMeshOptions.builder()
 *         .service("web").service("api", "v1").service("api", "v2").build())) {
 *     EchoReply reply = mesh.caller("web").get("api", "/");
 * }
 * }</pre>
 *
 * <p>Services speak HTTP: that is the protocol in the mesh's proxy defaults. The programs are
 * {@linkplain io.meshkit.testkit.process.RealParts real parts}; starting takes some three seconds and 70 MB for each instance.
 * Thread-safe.
 *
 * @since 0.1.0
 */
public final class LocalMesh implements MeshUnderTest {

    /** The datacentre that is always there. */
    public static final String DATACENTER = "dc1";
    /** The datacentre of {@linkplain LocalMeshOptions.Builder#remoteService remote services}. */
    public static final String SECOND_DATACENTER = "dc2";

    private static final String INGRESS = "ingress";
    private static final Duration LONGEST_START = Duration.ofSeconds(60);

    private final LocalMeshOptions options;
    private final ServerFolder temporary = ServerFolder.create("mesh");
    private final Path folder = temporary.path();
    private final FreePorts ports = new FreePorts();
    private final List<ConsulAgent> agents = new ArrayList<>();
    private final Map<String, EchoService> echoes = new LinkedHashMap<>();
    private final Map<String, Sidecar> sidecars = new LinkedHashMap<>();
    private final Map<String, MeshCaller> callers = new TreeMap<>();
    private boolean closed;

    private LocalMesh(LocalMeshOptions options) {
        this.options = options;
        if (options.keepLogs()) {
            temporary.keep();
        }
    }

    /**
     * Starts a mesh and waits until every instance can reach every service.
     *
     * @param options what it consists of
     * @return the running mesh, to be closed by the caller
     * @throws AssertionError when a program is missing or does not start; the message has the end of its log
     */
    public static LocalMesh start(LocalMeshOptions options) {
        LocalMesh mesh = new LocalMesh(options);
        try {
            mesh.startAgents();
            mesh.startInstances(options.instances(), mesh.agents.get(0));
            if (mesh.agents.size() > 1) {
                mesh.startInstances(options.remoteInstances(), mesh.agents.get(1));
            }
            mesh.startIngress();
            mesh.awaitTraffic();
            return mesh;
        } catch (RuntimeException | Error e) {
            mesh.close();
            throw e;
        }
    }

    private void startAgents() {
        ConsulAgent first = ConsulAgent.start(options, DATACENTER, null, ports, folder);
        agents.add(first);
        awaitLeader(first);
        first.put(
                "/v1/config",
                "{\"Kind\": \"proxy-defaults\", \"Name\": \"global\", \"Config\": {\"protocol\": \"http\"}}");
        if (!options.remoteInstances().isEmpty()) {
            ConsulAgent second = ConsulAgent.start(options, SECOND_DATACENTER, first, ports, folder);
            agents.add(second);
            awaitLeader(second);
            await(
                    "the datacentres to know each other",
                    () -> Stream.of(first, second)
                            .allMatch(agent -> agent.get("/v1/catalog/datacenters")
                                    .filter(names -> names.contains(DATACENTER) && names.contains(SECOND_DATACENTER))
                                    .isPresent()));
        }
    }

    private void awaitLeader(ConsulAgent agent) {
        await(
                "Consul to have a leader and a certificate authority",
                () -> agent.get("/v1/connect/ca/roots")
                        .filter(roots -> roots.contains("\"RootCert\""))
                        .isPresent());
    }

    private void startInstances(List<EchoRole> roles, ConsulAgent agent) {
        for (EchoRole role : roles) {
            EchoService echo = EchoService.start(role);
            echoes.put(role.instance(), echo);
            Map<String, Integer> upstreams = new TreeMap<>();
            for (String service : options.services()) {
                upstreams.put(service, ports.next());
            }
            agent.put("/v1/agent/service/register?replace-existing-checks=true", registration(echo, upstreams));
            sidecars.put(
                    role.instance(),
                    Sidecar.start(role.instance(), List.of("-sidecar-for=" + role.instance()), agent, ports, folder));
            callers.putIfAbsent(role.service(), caller(role.service(), upstreams));
        }
    }

    private static MeshCaller caller(String name, Map<String, Integer> portsByService) {
        Map<String, URI> addresses = new TreeMap<>();
        portsByService.forEach((service, port) -> addresses.put(service, URI.create("http://127.0.0.1:" + port)));
        return new MeshCaller(name, addresses);
    }

    private String registration(EchoService echo, Map<String, Integer> upstreams) {
        EchoRole role = echo.role();
        int sidecarPort = ports.next();
        String called = String.join(
                ", ",
                upstreams.entrySet().stream()
                        .map(upstream ->
                                "{\"DestinationName\": \"%s\", \"LocalBindAddress\": \"127.0.0.1\", \"LocalBindPort\": %d}"
                                        .formatted(upstream.getKey(), upstream.getValue()))
                        .toList());
        String meta = role.version().isEmpty() ? "" : "\"version\": \"" + role.version() + "\"";
        // Address: else the side-car listens on all addresses; Checks: the custom one begins critical for 10 s
        return """
            {"ID": "%s", "Name": "%s", "Address": "127.0.0.1", "Port": %d, "Meta": {%s},
             "Connect": {"SidecarService": {"Address": "127.0.0.1", "Port": %d,
               "Checks": [{"Name": "tcp", "TCP": "127.0.0.1:%d", "Interval": "1s", "Timeout": "1s"}],
               "Proxy": {"Upstreams": [%s]}}}}\
            """.formatted(role.instance(), role.service(), echo.port(), meta, sidecarPort, sidecarPort, called);
    }

    private void startIngress() {
        if (options.ingress().isEmpty()) {
            return;
        }
        Map<String, Integer> listeners = new TreeMap<>();
        options.ingress().forEach(service -> listeners.put(service, ports.next()));
        ConsulAgent agent = agents.get(0);
        agent.put(
                "/v1/config",
                "{\"Kind\": \"ingress-gateway\", \"Name\": \"" + INGRESS + "\", \"Listeners\": ["
                        + String.join(
                                ", ",
                                listeners.entrySet().stream()
                                        .map(listener ->
                                                "{\"Port\": %d, \"Protocol\": \"http\", \"Services\": [{\"Name\": \"%s\", \"Hosts\": [\"*\"]}]}"
                                                        .formatted(listener.getValue(), listener.getKey()))
                                        .toList())
                        + "]}");
        List<String> which =
                List.of("-gateway=ingress", "-register", "-service=" + INGRESS, "-address=127.0.0.1:" + ports.next());
        sidecars.put(INGRESS, Sidecar.start(INGRESS, which, agent, ports, folder));
        callers.put(INGRESS, caller(INGRESS, listeners));
    }

    /** Every proxy has to know all instances of every service of its own datacentre as healthy. */
    private void awaitTraffic() {
        Map<String, Map<String, Long>> expected = new LinkedHashMap<>();
        for (EchoRole role : options.instances()) {
            expected.put(role.instance(), instances(options.instances()));
        }
        for (EchoRole role : options.remoteInstances()) {
            expected.put(role.instance(), instances(options.remoteInstances()));
        }
        if (!options.ingress().isEmpty()) {
            Map<String, Long> reachable = instances(options.instances());
            reachable.keySet().retainAll(options.ingress());
            expected.put(INGRESS, reachable);
        }
        expected.forEach((instance, services) -> await(
                "the proxy of " + instance + " to reach all instances of " + String.join(", ", services.keySet()),
                () -> reaches(proxy(instance), services)));
    }

    /** How many instances each service has. */
    private static Map<String, Long> instances(List<EchoRole> roles) {
        return roles.stream().collect(Collectors.groupingBy(EchoRole::service, TreeMap::new, Collectors.counting()));
    }

    private static boolean reaches(EnvoyAdmin envoy, Map<String, Long> instances) {
        try {
            if (envoy.state() != EnvoyAdmin.State.LIVE) {
                return false;
            }
            List<UpstreamCluster> clusters = envoy.clusters();
            return instances.entrySet().stream()
                    .allMatch(service -> clusters.stream()
                            .anyMatch(cluster -> cluster.name().startsWith(service.getKey() + ".default.")
                                    && cluster.healthyHosts() >= service.getValue()));
        } catch (MeshKitException e) {
            return false;
        }
    }

    /**
     * Where the mesh is configured, and where its proxies can be asked whether they take it up.
     *
     * @return the address for {@code MeshKit.open}, such as
     *     {@code consul+http://127.0.0.1:18500?envoy-admin=127.0.0.1:19000,127.0.0.1:19001}
     */
    public URI address() {
        String proxies = String.join(
                ",", sidecars.values().stream().map(Sidecar::adminAddress).toList());
        return URI.create(
                "consul+http://" + agents.get(0).httpAddress() + (proxies.isEmpty() ? "" : "?envoy-admin=" + proxies));
    }

    /**
     * The token that may do everything.
     *
     * @return the token; empty while access control is off
     */
    public Optional<String> token() {
        return agents.get(0).token();
    }

    /**
     * Calls services as a service of the mesh does.
     *
     * @param service a service of the mesh; the caller uses the side-car of its first instance
     * @return the caller
     * @throws IllegalArgumentException when the mesh has no such service
     */
    @Override
    public MeshCaller caller(String service) {
        return found(callers, service, "service");
    }

    /**
     * Calls services from outside.
     *
     * @return the caller
     * @throws IllegalArgumentException when the mesh has no ingress
     */
    public MeshCaller ingress() {
        return found(callers, INGRESS, "gateway");
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

    /**
     * An instance's side-car.
     *
     * @param instance its name, or {@code ingress}
     * @return the reader of its administration interface
     * @throws IllegalArgumentException when the mesh has no such instance
     */
    public EnvoyAdmin proxy(String instance) {
        return found(sidecars, instance, "instance").admin();
    }

    private static <T> T found(Map<String, T> all, String name, String what) {
        T one = all.get(name);
        if (one == null) {
            throw new IllegalArgumentException(
                    "the mesh has no " + what + " " + name + "; it has " + String.join(", ", all.keySet()));
        }
        return one;
    }

    /**
     * The folder with the logs of all processes. It is removed at the end, unless they are kept.
     *
     * @return the folder
     */
    public Path logs() {
        return folder;
    }

    /** Keeps the folder with the logs after the end, for looking at what failed. */
    public void keepLogs() {
        temporary.keep();
    }

    private void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + LONGEST_START.toNanos();
        while (!condition.getAsBoolean()) {
            Optional<LocalProcess> ended =
                    processes().filter(process -> !process.isAlive()).findFirst();
            if (ended.isPresent() || System.nanoTime() > deadline) {
                throw new AssertionError("waited for " + what + ", in vain\n"
                        + ended.map(LocalProcess::described).orElseGet(this::described));
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(25);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while the mesh was starting", e);
        }
    }

    private Stream<LocalProcess> processes() {
        return Stream.concat(
                agents.stream().map(ConsulAgent::process),
                sidecars.values().stream().map(Sidecar::process));
    }

    private String described() {
        return String.join("\n", processes().map(LocalProcess::described).toList());
    }

    /** Ends all processes and services, and removes the folder with the logs unless they are kept. A second call does nothing. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        sidecars.values().forEach(Sidecar::close);
        echoes.values().forEach(EchoService::close);
        agents.forEach(ConsulAgent::close);
        temporary.close();
    }
}
