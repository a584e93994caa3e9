// SPDX-License-Identifier: Apache-2.0
package io.meshkit.consul.internal.store;

import io.meshkit.document.Document;
import io.meshkit.document.SourceText;
import io.meshkit.document.Value;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.StoreException;
import io.meshkit.resource.StoreException.Reason;
import io.meshkit.spi.DocumentReader;
import io.meshkit.spi.ReadResult;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Requests to an agent of Consul. Each has a time limit, its answer included. Asked again, after a pause, are broken connections of reads
 * and the statuses 429, 503 and 504; never what took too long, and never Consul's plain-text 500, which is most often the user's.
 * Thread-safe.
 */
final class ConsulApi implements AutoCloseable {

    /** The longest a request without waiting may take. */
    static final Duration LONGEST = Duration.ofSeconds(30);

    private static final int LARGEST = 64 * 1024 * 1024;
    private static final Pattern TOKEN = Pattern.compile("[!-~]+");
    private static final Set<Integer> PASSING = Set.of(429, 503, 504);
    private static final List<Duration> PAUSES =
            List.of(Duration.ofMillis(100), Duration.ofMillis(400), Duration.ofMillis(1600));

    private final ConsulAddress address;
    private final DocumentReader reader;
    private final HttpClient client;
    private volatile boolean closed;

    ConsulApi(ConsulAddress address, DocumentReader reader) {
        this.address = address;
        this.reader = reader;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(10))
                .followRedirects(HttpClient.Redirect.NEVER);
        address.certificates().ifPresent(file -> builder.sslContext(trusting(file)));
        this.client = builder.build();
    }

    /** What Consul answered: 200 or 404. */
    record Reply(int status, String text, OptionalLong index, boolean filtered) {

        boolean isTrue() {
            return text.strip().equals("true");
        }
    }

    /** A request: path segments are escaped, parameters as given. */
    record Request(
            String method,
            List<String> path,
            List<String> parameters,
            @Nullable String body,
            Duration limit) {

        static Request get(List<String> path, String... parameters) {
            return new Request("GET", path, List.of(parameters), null, LONGEST);
        }

        static Request put(List<String> path, String body, String... parameters) {
            return new Request("PUT", path, List.of(parameters), body, LONGEST);
        }

        static Request delete(List<String> path, String... parameters) {
            return new Request("DELETE", path, List.of(parameters), null, LONGEST);
        }

        Request within(Duration longest) {
            return new Request(method, path, parameters, body, longest);
        }
    }

    /**
     * Sends a request.
     *
     * @param what the beginning of a message, such as {@code cannot read service-router.consul api}
     * @return the answer when it is 200 or 404; others are exceptions
     */
    Reply send(Request request, @Nullable ResourceKey key, @Nullable Resource desired, String what) {
        for (int attempt = 0; ; attempt++) {
            boolean last = attempt == PAUSES.size();
            try {
                Reply reply = once(request, key, what);
                if (reply.status() == 200 || isAbsence(request, reply)) {
                    return reply;
                }
                if (reply.status() == 404) {
                    throw noConsul(key, what);
                }
                if (last || !PASSING.contains(reply.status())) {
                    throw new ConsulRefusal(reply.status(), request.method().equals("GET"), reply.text())
                            .exception(key, desired, what);
                }
            } catch (IOException e) {
                // a write may have been done before the connection broke; whoever asked finds out by reading
                boolean again = request.method().equals("GET") && !(e instanceof HttpTimeoutException);
                if (last || !again) {
                    throw broken(e, key, what);
                }
            }
            pause(PAUSES.get(attempt), key, what);
        }
    }

    /** That something is not there is said with an index; whatever else answers so is no agent of Consul. */
    private static boolean isAbsence(Request request, Reply reply) {
        return reply.status() == 404
                && request.method().equals("GET")
                && reply.index().isPresent();
    }

    private StoreException noConsul(@Nullable ResourceKey key, String what) {
        return new StoreException(
                Reason.SERVER,
                key,
                what + ": what answers at " + address.base() + " knows no such path, so it is no agent of Consul.",
                "Check that the address is that of a Consul agent.",
                null,
                null);
    }

    private Reply once(Request request, @Nullable ResourceKey key, String what) throws IOException {
        if (closed) {
            throw new StoreException(
                    Reason.UNSUPPORTED, key, what + ": the store is closed.", "Open the site again.", null, null);
        }
        HttpRequest.Builder sent = HttpRequest.newBuilder(uri(request)).timeout(request.limit());
        sent.method(
                request.method(),
                request.body() == null ? BodyPublishers.noBody() : BodyPublishers.ofString(request.body()));
        token(key, what).ifPresent(token -> sent.header("X-Consul-Token", token));
        try {
            HttpResponse<byte[]> response = answer(sent.build(), request.limit());
            return new Reply(
                    response.statusCode(),
                    new String(response.body(), StandardCharsets.UTF_8),
                    response.headers().firstValueAsLong("X-Consul-Index"),
                    response.headers()
                            .firstValue("X-Consul-Results-Filtered-By-ACLs")
                            .isPresent());
        } catch (BoundedBody.TooLargeException e) {
            throw new StoreException(
                    Reason.SERVER,
                    key,
                    what + ": " + e.getMessage() + ".",
                    "Check that the address is that of a Consul agent.",
                    null,
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted(key, what, e);
        }
    }

    /** What cannot go into a header is told without showing it. */
    private Optional<String> token(@Nullable ResourceKey key, String what) {
        Optional<String> token = address.token().get();
        if (token.filter(text -> !TOKEN.matcher(text).matches()).isPresent()) {
            throw new StoreException(
                    Reason.UNAUTHORIZED,
                    key,
                    what + ": the token has characters that no token has, such as line ends or blanks.",
                    "Give the secret id of the token alone, on one line of the file or in the variable.",
                    null,
                    null);
        }
        return token;
    }

    /** The whole answer within the limit; that of the request itself ends with the headers. */
    private HttpResponse<byte[]> answer(HttpRequest request, Duration limit) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request, unused -> new BoundedBody(LARGEST));
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("no whole answer within " + limit.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    private URI uri(Request request) {
        StringBuilder uri = new StringBuilder(address.base().toString()).append("/v1");
        for (String segment : request.path()) {
            uri.append('/')
                    .append(URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20"));
        }
        String joint = "?";
        for (String parameter : request.parameters()) {
            uri.append(joint).append(parameter);
            joint = "&";
        }
        if (address.datacenter().isPresent()) {
            uri.append(joint)
                    .append("dc=")
                    .append(URLEncoder.encode(address.datacenter().get(), StandardCharsets.UTF_8));
        }
        return URI.create(uri.toString());
    }

    /** Reads a JSON answer. */
    Value json(Reply reply, @Nullable ResourceKey key, String what) {
        ReadResult read = reader.read(SourceText.of(address.base().toString(), reply.text()));
        List<Document> documents = read.documents();
        // every JSON is YAML, but not every YAML is JSON: a page of HTML is a text to YAML
        boolean json = reply.text().stripLeading().startsWith("{")
                || reply.text().stripLeading().startsWith("[");
        if (!json || documents.size() != 1 || read.report().hasErrors()) {
            throw new StoreException(
                    Reason.SERVER,
                    key,
                    what + ": the answer is not one JSON value.",
                    "Check that the address is that of a Consul agent.",
                    null,
                    null);
        }
        return documents.get(0).root();
    }

    private StoreException broken(IOException cause, @Nullable ResourceKey key, String what) {
        boolean late = cause instanceof HttpTimeoutException;
        return new StoreException(
                late ? Reason.TIMEOUT : Reason.CONNECTION,
                key,
                what + ": " + address.base()
                        + (late ? " gave no answer in time" : " cannot be reached, or the connection broke") + " ("
                        + cause + ").",
                "Check that a Consul agent listens there, then try again; what was asked may have been done.",
                null,
                cause);
    }

    private static void pause(Duration pause, @Nullable ResourceKey key, String what) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted(key, what, e);
        }
    }

    private static StoreException interrupted(@Nullable ResourceKey key, String what, InterruptedException cause) {
        return new StoreException(
                Reason.INTERRUPTED,
                key,
                what + ": interrupted.",
                "Try again; a write may have been done.",
                null,
                cause);
    }

    private static SSLContext trusting(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            int number = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                trusted.setCertificateEntry("ca-" + number++, certificate);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new StoreException(
                    Reason.CONNECTION,
                    null,
                    "The certificates to trust cannot be read from " + file + ": " + e,
                    "Name a file with certificates in PEM by ca-file in the address.",
                    null,
                    e);
        }
    }

    /** No further request is sent. */
    @Override
    public void close() {
        closed = true;
        if (client instanceof AutoCloseable closeable) {
            endNow(closeable);
        }
    }

    /** From 21 on the JDK's client can be closed. It waits for what is under way, except on a thread that was interrupted. */
    private static void endNow(AutoCloseable client) {
        boolean wasInterrupted = Thread.currentThread().isInterrupted();
        Thread.currentThread().interrupt();
        try {
            client.close();
        } catch (Exception e) {
            throw new IllegalStateException("the HTTP client could not be closed", e);
        } finally {
            if (!wasInterrupted) {
                Thread.interrupted();
            }
        }
    }
}
