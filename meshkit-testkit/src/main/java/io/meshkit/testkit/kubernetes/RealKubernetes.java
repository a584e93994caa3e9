// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes;

import io.meshkit.testkit.process.FreePorts;
import io.meshkit.testkit.process.LocalProcess;
import io.meshkit.testkit.process.RealParts;
import io.meshkit.testkit.process.ServerFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A real Kubernetes control plane as processes on this machine: etcd, kube-apiserver and kube-controller-manager, in a temporary folder, on
 * free ports of the loopback address. There is no kubelet and no scheduler: pods stay pending until somebody writes their status.
 *
 * <p>The programs are {@linkplain RealParts real parts}. They end on {@link #close()}, and with this JVM however that ends. Starting
 * takes some three seconds: share one server ({@link RealKubernetesExtension}) and use fresh namespaces.
 *
 * @since 0.1.0
 */
public final class RealKubernetes implements AutoCloseable {

    /** The token of a member of {@code system:masters}. */
    public static final String ADMIN_TOKEN = "admin-token";
    /** The token of {@code viewer}, who may do nothing. */
    public static final String VIEWER_TOKEN = "viewer-token";

    private static final Pattern REVISION = Pattern.compile("\"revision\":\"(\\d+)\"");
    private static final Duration LONGEST_START = Duration.ofSeconds(90);

    private final ServerFolder temporary;
    private final Path folder;
    private final List<LocalProcess> processes = new ArrayList<>();
    private final Thread atExit = new Thread(this::end, "meshkit-real-kubernetes-end");
    private final FreePorts ports = new FreePorts();
    private final int etcdPort = ports.next();
    private final int apiPort = ports.next();
    private @Nullable HttpClient client;

    private RealKubernetes() {
        this.temporary = ServerFolder.create("kubernetes");
        this.folder = temporary.path();
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /**
     * Starts a control plane and waits until it serves.
     *
     * @return the running control plane, to be closed by the caller
     * @throws AssertionError when a program is missing or does not start; the message has the end of its log
     */
    public static RealKubernetes start() {
        List<Path> programs = Stream.of("etcd", "kube-apiserver", "kube-controller-manager")
                .map(RealParts::program)
                .toList();
        RealKubernetes kubernetes = new RealKubernetes();
        try {
            kubernetes.run(programs);
            return kubernetes;
        } catch (RuntimeException | Error e) {
            kubernetes.close();
            throw e;
        }
    }

    private void run(List<Path> programs) {
        try {
            Files.writeString(
                    folder.resolve("tokens.csv"),
                    ADMIN_TOKEN + ",admin,admin-uid,\"system:masters\"\n" + VIEWER_TOKEN
                            + ",viewer,viewer-uid,\"viewers\"\n");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write into " + folder, e);
        }
        ServingCertificates.writeAccountKeys(folder);
        processes.add(started(programs.get(0), etcdArguments()));
        processes.add(started(programs.get(1), apiServerArguments()));
        await("/readyz", "ok");
        try {
            Files.writeString(folder.resolve("kubeconfig"), kubeconfig());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write into " + folder, e);
        }
        processes.add(started(programs.get(2), controllerArguments()));
        await("/api/v1/namespaces/default/serviceaccounts/default", "ServiceAccount");
    }

    private LocalProcess started(Path program, List<String> arguments) {
        return LocalProcess.start(program.getFileName().toString(), program, arguments, Map.of(), folder);
    }

    private List<String> etcdArguments() {
        String client = "http://127.0.0.1:" + etcdPort;
        String peer = "http://127.0.0.1:" + ports.next();
        return List.of(
                "--name=meshkit",
                "--data-dir=" + folder.resolve("etcd-data"),
                "--listen-client-urls=" + client,
                "--advertise-client-urls=" + client,
                "--listen-peer-urls=" + peer,
                "--initial-advertise-peer-urls=" + peer,
                "--initial-cluster=meshkit=" + peer,
                "--unsafe-no-fsync");
    }

    private List<String> apiServerArguments() {
        return List.of(
                "--etcd-servers=http://127.0.0.1:" + etcdPort,
                "--bind-address=127.0.0.1",
                "--advertise-address=127.0.0.1",
                "--secure-port=" + apiPort,
                "--cert-dir=" + folder.resolve("certificates"),
                "--token-auth-file=" + folder.resolve("tokens.csv"),
                "--service-account-issuer=https://kubernetes.default.svc",
                "--service-account-key-file=" + folder.resolve("sa.pub"),
                "--service-account-signing-key-file=" + folder.resolve("sa.key"),
                "--service-cluster-ip-range=10.0.0.0/24",
                "--authorization-mode=RBAC",
                "--endpoint-reconciler-type=none");
    }

    private List<String> controllerArguments() {
        return List.of(
                "--kubeconfig=" + folder.resolve("kubeconfig"),
                "--bind-address=127.0.0.1",
                "--secure-port=" + ports.next(),
                "--cert-dir=" + folder.resolve("controller-certificates"),
                "--leader-elect=false",
                "--service-account-private-key-file=" + folder.resolve("sa.key"),
                "--root-ca-file=" + certificate(),
                "--controllers=*,-node-ipam-controller,-node-route-controller,-cloud-node-lifecycle-controller,"
                        + "-service-lb-controller");
    }

    private Path certificate() {
        return folder.resolve("certificates/apiserver.crt");
    }

    private void await(String path, String expected) {
        long deadline = System.nanoTime() + LONGEST_START.toNanos();
        String last = "no answer yet";
        while (System.nanoTime() < deadline) {
            if (!processes.stream().allMatch(LocalProcess::isAlive)) {
                throw new AssertionError("the control plane does not start\n" + described());
            }
            try {
                if (Files.exists(certificate())) {
                    HttpResponse<String> answer = get(path);
                    last = answer.statusCode() + " " + answer.body();
                    if (answer.statusCode() == 200 && answer.body().contains(expected)) {
                        return;
                    }
                }
                Thread.sleep(25);
            } catch (IOException e) {
                last = e.toString();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while the control plane was starting", e);
            }
        }
        throw new AssertionError("no good answer to " + path + " in " + LONGEST_START.toSeconds() + " s; the last was "
                + last + "\n" + described());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpClient asks = client;
        if (asks == null) {
            asks = HttpClient.newBuilder().sslContext(sslContext()).build();
            client = asks;
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + path))
                .header("Authorization", "Bearer " + ADMIN_TOKEN)
                .timeout(Duration.ofSeconds(5))
                .build();
        return asks.send(request, BodyHandlers.ofString());
    }

    private String described() {
        return String.join("\n", processes.stream().map(LocalProcess::described).toList());
    }

    /**
     * Where the API server listens.
     *
     * @return such as {@code https://127.0.0.1:41234}
     */
    public URI url() {
        return URI.create("https://127.0.0.1:" + apiPort);
    }

    /**
     * Trusts the API server's certificate, and no other.
     *
     * @return a new context
     */
    public SSLContext sslContext() {
        return ServingCertificates.trust(certificate());
    }

    /**
     * The certificate to trust.
     *
     * @return PEM
     */
    public String certificateAuthority() {
        try {
            return Files.readString(certificate());
        } catch (IOException e) {
            throw new UncheckedIOException("the certificate of the API server is gone", e);
        }
    }

    /**
     * A kubeconfig for the admin.
     *
     * @return YAML
     */
    public String kubeconfig() {
        String data = Base64.getEncoder().encodeToString(certificateAuthority().getBytes(StandardCharsets.US_ASCII));
        return """
            apiVersion: v1
            kind: Config
            clusters:
            - name: real
              cluster:
                server: %s
                certificate-authority-data: %s
            users:
            - name: real
              user:
                token: %s
            contexts:
            - name: real
              context:
                cluster: real
                user: real
                namespace: default
            current-context: real
            """.formatted(url(), data, ADMIN_TOKEN);
    }

    /**
     * Lets etcd forget the history of objects. The API server notices within 15 seconds; from then on it answers lists and pages of older
     * versions with 410.
     */
    public void compactHistory() {
        String version = written(ask("/kv/range", "{\"key\":\"AA==\",\"keys_only\":true,\"limit\":1}"));
        String encoded = Base64.getEncoder().encodeToString(version.getBytes(StandardCharsets.US_ASCII));
        // the key that API servers agree on compactions with (kubernetes/apiserver:pkg/storage/etcd3/compact.go)
        String key = Base64.getEncoder().encodeToString("compact_rev_key".getBytes(StandardCharsets.US_ASCII));
        ask("/kv/put", "{\"key\":\"" + key + "\",\"value\":\"" + encoded + "\"}");
        ask("/kv/compaction", "{\"revision\":\"" + version + "\",\"physical\":true}");
    }

    private static String written(String answer) {
        Matcher revision = REVISION.matcher(answer);
        if (!revision.find()) {
            throw new AssertionError("etcd tells no revision: " + answer);
        }
        return revision.group(1);
    }

    /** Asks etcd through its gateway for JSON. */
    private String ask(String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + etcdPort + "/v3" + path))
                .timeout(Duration.ofSeconds(10))
                .POST(BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new AssertionError(
                        "etcd answered " + path + " with " + answer.statusCode() + " " + answer.body());
            }
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException("etcd does not answer " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while etcd was asked for " + path, e);
        }
    }

    /** Ends the processes and removes the folder. */
    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The JVM is on its way down, and the hook runs or has run.
            return;
        }
    }

    private synchronized void end() {
        for (int i = processes.size() - 1; i >= 0; i--) {
            processes.get(i).close();
        }
        processes.clear();
        temporary.close();
    }
}
