// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * What a Kubernetes API server does, as tests over plain HTTP. The same cases run against a fake and against a real server, so that the
 * fake cannot drift. This is the base of the contracts {@link KubernetesApplyContract}, {@link KubernetesWriteContract},
 * {@link KubernetesReadContract}, {@link KubernetesCustomKindContract}, {@link KubernetesBuiltInKindContract},
 * {@link KubernetesDeletionContract}, {@link KubernetesHistoryContract}, {@link KubernetesRequestContract} and
 * {@link KubernetesControllerContract}: it sends requests and
 * makes fresh namespaces.
 *
 * @since 0.1.0
 */
public abstract class KubernetesApiContract {

    static final String JSON = "application/json";
    static final String APPLY = "application/apply-patch+yaml";
    static final String MERGE = "application/merge-patch+json";
    static final String JSON_PATCH = "application/json-patch+json";
    static final String STRATEGIC = "application/strategic-merge-patch+json";

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private @Nullable HttpClient client;

    /** For subclasses. */
    protected KubernetesApiContract() {}

    /**
     * The server to be tested.
     *
     * @param url where it listens
     * @param token of a member of {@code system:masters}
     * @param viewerToken of a user {@code viewer} without any rights
     * @param trust what to trust; the JVM's default for plain HTTP
     */
    public record Server(URI url, String token, String viewerToken, SSLContext trust) {}

    /**
     * The server to be tested; the same one for all calls of a test.
     *
     * @return the running server
     */
    protected abstract Server server();

    /**
     * Whether the server evaluates the rules in CEL that schemas have. One that does not must say so in a {@code Warning} header.
     *
     * @return true unless a subclass says otherwise
     */
    protected boolean evaluatesRules() {
        return true;
    }

    /** A name that no other test has. */
    static String unique(String prefix) {
        return prefix + "-" + Long.toString(ProcessHandle.current().pid(), 36) + "-" + COUNT.incrementAndGet();
    }

    /** A new namespace. */
    String namespace() {
        String name = unique("ns");
        ApiAnswer made = post("/api/v1/namespaces", """
            {"apiVersion":"v1","kind":"Namespace","metadata":{"name":"%s"}}\
            """.formatted(name));
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        return name;
    }

    static String configMap(String name, String rest) {
        return """
            {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"%s"}%s}\
            """.formatted(name, rest);
    }

    static String configMaps(String namespace) {
        return "/api/v1/namespaces/" + namespace + "/configmaps";
    }

    ApiAnswer get(String path) {
        return send("GET", path, "", "", server().token());
    }

    ApiAnswer post(String path, String body) {
        return send("POST", path, JSON, body, server().token());
    }

    ApiAnswer put(String path, String body) {
        return send("PUT", path, JSON, body, server().token());
    }

    ApiAnswer patch(String path, String type, String body) {
        return send("PATCH", path, type, body, server().token());
    }

    ApiAnswer apply(String path, String manager, String body) {
        return patch(path + (path.contains("?") ? "&" : "?") + "fieldManager=" + manager, APPLY, body);
    }

    ApiAnswer delete(String path, String options) {
        return send("DELETE", path, JSON, options, server().token());
    }

    ApiAnswer send(String method, String path, String type, String body, String token) {
        return begin(method, path, type, body, token).get();
    }

    /** Starts a watch, does something, and gives what the watch told when it is over. */
    ApiAnswer watch(String path, Runnable meanwhile) {
        Supplier<ApiAnswer> rest = begin("GET", path, "", "", server().token());
        meanwhile.run();
        return rest.get();
    }

    /** Sends a request and waits for the headers of the answer. */
    private Supplier<ApiAnswer> begin(String method, String path, String type, String body, String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server().url() + path))
                .timeout(PATIENCE)
                .header("User-Agent", "contract/1.0")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!type.isEmpty()) {
            request.header("Content-Type", type);
        }
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            HttpResponse<InputStream> response = client().send(request.build(), BodyHandlers.ofInputStream());
            return () -> read(response);
        } catch (IOException e) {
            throw new AssertionError(method + " " + path + " got no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private HttpClient client() {
        HttpClient asks = client;
        if (asks == null) {
            asks = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .sslContext(server().trust())
                    .build();
            client = asks;
        }
        return asks;
    }

    private static ApiAnswer read(HttpResponse<InputStream> response) {
        try (InputStream body = response.body()) {
            String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
            List<String> warnings = response.headers().allValues("Warning");
            return new ApiAnswer(response.statusCode(), text, warnings);
        } catch (IOException e) {
            throw new AssertionError("the answer to " + response.request() + " broke off", e);
        }
    }

    /** Asks until the answer has a status and contains a text; controllers of a real server take their time. */
    ApiAnswer eventually(Supplier<ApiAnswer> ask, int status, String text) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        ApiAnswer answer = ask.get();
        while ((answer.status() != status || !answer.body().contains(text)) && System.nanoTime() < deadline) {
            try {
                Thread.sleep(25);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", e);
            }
            answer = ask.get();
        }
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains(text);
        return answer;
    }
}
