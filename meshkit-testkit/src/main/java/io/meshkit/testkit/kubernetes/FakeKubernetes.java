// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes;

import static java.util.Objects.requireNonNull;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.resource.GroupKind;
import io.meshkit.testkit.kubernetes.internal.store.ObjectKey;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * A Kubernetes API server inside the JVM, for tests of whatever speaks to one over HTTP.
 *
 * <p>In a JUnit test, the extension gives each test a server of its own and closes it:
 *
 * <pre>{@code
 * @ExtendWith(FakeKubernetesExtension.class)
 * class DeployTest {
 *     @Test
 *     void a_second_run_writes_nothing(FakeKubernetes kubernetes, @TempDir Path folder) throws IOException {
 *         Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), kubernetes.kubeconfig());
 *         deploy(kubeconfig);                          // with any client
 *         kubernetes.forgetRequests();
 *         deploy(kubeconfig);
 *         assertThat(kubernetes.writes()).isEmpty();
 *         assertThat(kubernetes.find(new GroupKind("apps", "Deployment"), "default", "web")).isPresent();
 *     }
 * }
 * }</pre>
 *
 * <p>Elsewhere: {@code try (FakeKubernetes kubernetes = FakeKubernetes.start()) { … }}.
 *
 * <p>It has server-side apply with managed fields and conflicts, dry runs, patches of all kinds, CRDs with their schemas, namespaces,
 * finalizers, owner references, watches, pages and selectors, and answers as a real server of version {@value #VERSION} does. Objects of
 * built-in kinds get their defaults and are checked by the rules that a manifest written by hand meets. Each namespace has the
 * ServiceAccount {@code default} and the ConfigMap {@code kube-root-ca.crt}. It has no admission plug-ins, no quotas, no conversion
 * webhooks, and does not evaluate validation rules in CEL: a write of an object whose CRD has some is answered with a {@code Warning}
 * header that says so. Controllers act at once, on the thread of the write that they react to, so tests need no waiting. Workloads become
 * ready by {@link #workloads()}. What goes wrong, a test says by {@link #faults()}; who may do what, by {@link #access()}.
 *
 * <p>It listens on a free port of the loopback address, in plain HTTP. Thread-safe.
 *
 * @since 0.1.0
 */
public final class FakeKubernetes implements AutoCloseable {

    /** The version that the server says it has. */
    public static final String VERSION = "v1.36.3";

    /** The token of {@link KubernetesUser#ADMIN}. */
    public static final String ADMIN_TOKEN = "fake-admin-token";

    private final ControlPlane plane;
    private final RequestLog log = new RequestLog();
    private final Faults faults = new Faults();
    private final AccessRules access = new AccessRules();
    private final PodResponses pods = new PodResponses();
    private final Workloads workloads;
    private final Controllers controllers;
    private final HttpFrontEnd front;

    private FakeKubernetes(Clock clock) {
        this.plane = new ControlPlane(clock);
        this.workloads = new Workloads(plane, this::settle);
        this.controllers = new Controllers(
                plane,
                List.of(
                        new CustomKindController(plane),
                        new GarbageCollector(plane),
                        new NamespaceController(plane),
                        new NamespaceContents(plane),
                        workloads::react));
        this.front = new HttpFrontEnd(new ApiServer(plane, controllers, access, pods, VERSION), log, faults);
        front.accept(ADMIN_TOKEN, KubernetesUser.ADMIN);
        for (String namespace : List.of("default", "kube-system", "kube-public", "kube-node-lease")) {
            addNamespace(namespace);
        }
    }

    /**
     * Starts a server with the system's clock.
     *
     * @return the running server, to be closed by the caller
     */
    public static FakeKubernetes start() {
        return start(Clock.systemUTC());
    }

    /**
     * Starts a server.
     *
     * @param clock gives the times of objects
     * @return the running server, to be closed by the caller
     */
    public static FakeKubernetes start(Clock clock) {
        FakeKubernetes kubernetes = new FakeKubernetes(requireNonNull(clock, "clock"));
        kubernetes.front.start();
        return kubernetes;
    }

    /**
     * Where it listens.
     *
     * @return such as {@code http://127.0.0.1:41234}
     */
    public URI url() {
        return URI.create("http://127.0.0.1:" + front.port());
    }

    /**
     * A kubeconfig for the admin.
     *
     * @return YAML
     */
    public String kubeconfig() {
        return kubeconfig(ADMIN_TOKEN);
    }

    /**
     * A kubeconfig with a token.
     *
     * @param token the token
     * @return YAML
     */
    public String kubeconfig(String token) {
        return """
            apiVersion: v1
            kind: Config
            clusters:
            - name: fake
              cluster:
                server: %s
            users:
            - name: fake
              user:
                token: %s
            contexts:
            - name: fake
              context:
                cluster: fake
                user: fake
                namespace: default
            current-context: fake
            """.formatted(url(), token);
    }

    /**
     * Makes a token known. Unknown tokens are answered with 401.
     *
     * @param token the token
     * @param user whose it is; may do what {@link #access()} allows
     */
    public void accept(String token, KubernetesUser user) {
        front.accept(requireNonNull(token, "token"), requireNonNull(user, "user"));
    }

    /**
     * Makes a token unknown.
     *
     * @param token the token
     */
    public void reject(String token) {
        front.reject(requireNonNull(token, "token"));
    }

    /**
     * Who may do what.
     *
     * @return the rules, to be changed
     */
    public AccessRules access() {
        return access;
    }

    /**
     * What goes wrong.
     *
     * @return the faults, to be planned
     */
    public Faults faults() {
        return faults;
    }

    /**
     * What pods answer.
     *
     * @return the responses, to be supplied
     */
    public PodResponses pods() {
        return pods;
    }

    /**
     * What becomes of workloads; they are ready at once unless said otherwise.
     *
     * @return the switches
     */
    public Workloads workloads() {
        return workloads;
    }

    /**
     * All requests that came in.
     *
     * @return the requests in the order of arrival
     */
    public List<RecordedRequest> requests() {
        return log.all();
    }

    /**
     * The requests that changed, or tried to change, objects; dry runs are not among them.
     *
     * @return the requests in the order of arrival
     */
    public List<RecordedRequest> writes() {
        return log.all().stream()
                .filter(request -> request.isMutation() && !request.isDryRun())
                .toList();
    }

    /**
     * The requests that asked what a change would do.
     *
     * @return the requests in the order of arrival
     */
    public List<RecordedRequest> dryRuns() {
        return log.all().stream()
                .filter(request -> request.isMutation() && request.isDryRun())
                .toList();
    }

    /** Empties the record of requests; counting begins anew. */
    public void forgetRequests() {
        log.clear();
    }

    /** Forgets the history of objects: watches and continued lists that start before now are answered with 410. */
    public void compactHistory() {
        plane.store().compact();
    }

    /**
     * Adds a namespace, as if somebody had created it.
     *
     * @param name its name
     */
    public void addNamespace(String name) {
        ObjectKey key = new ObjectKey(ControlPlane.NAMESPACE, "", name);
        plane.store().inOneStep(() -> {
            if (plane.store().get(key).isEmpty()) {
                MapValue metadata = MapValue.builder()
                        .put("name", name)
                        .put("uid", plane.nextUid())
                        .put("creationTimestamp", plane.now())
                        .put("labels", MapValue.of("kubernetes.io/metadata.name", TextValue.of(name)))
                        .build();
                plane.store()
                        .put(
                                key,
                                MapValue.builder()
                                        .put("apiVersion", "v1")
                                        .put("kind", "Namespace")
                                        .put("metadata", metadata)
                                        .put(
                                                "spec",
                                                MapValue.of("finalizers", ListValue.ofTexts(List.of("kubernetes"))))
                                        .put("status", (Value) MapValue.of("phase", TextValue.of("Active")))
                                        .build());
                controllers.settle();
            }
            return key;
        });
    }

    /**
     * Reads an object without a request.
     *
     * @param kind its kind
     * @param namespace its namespace; empty for kinds without
     * @param name its name
     * @return the object as it is stored; empty when it is not there
     */
    public Optional<MapValue> find(GroupKind kind, String namespace, String name) {
        return plane.store().get(new ObjectKey(kind, namespace, name));
    }

    private void settle() {
        controllers.settle();
    }

    /** Ends the server: connections break, watches end, its threads with them. */
    @Override
    public void close() {
        plane.store().close();
        front.close();
    }
}
