// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.meshkit.resource.StoreException;
import io.meshkit.resource.StoreId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Opens clusters. Configuration is read at once, a connection is made by the first call. */
public final class Clusters {

    /** So long a kubeconfig may take to be read: its plug-in may ask a person to log in. */
    private static final Duration READING = Duration.ofMinutes(3);

    private static final Pattern PLACE = Pattern.compile("line:? (\\d+), column:? (\\d+)");

    private Clusters() {}

    /**
     * The cluster of the current context of the kubeconfig ({@code KUBECONFIG}, {@code ~/.kube/config}), or the one this process runs in.
     *
     * @return the cluster, to be closed by the caller
     * @throws StoreException when there is no configuration
     */
    public static KubernetesStore connect() {
        return connect(Optional.empty(), Optional.empty(), TimeLimits.DEFAULT);
    }

    /**
     * The cluster of a kubeconfig and context.
     *
     * @param kubeconfig the file; empty for the usual ones
     * @param context the context; empty for the current one
     * @param limits how long to wait
     * @return the cluster, to be closed by the caller
     * @throws StoreException when there is no configuration, or no such context
     */
    public static KubernetesStore connect(Optional<Path> kubeconfig, Optional<String> context, TimeLimits limits) {
        return connect(kubeconfig, context, limits, READING);
    }

    static KubernetesStore connect(
            Optional<Path> kubeconfig, Optional<String> context, TimeLimits limits, Duration reading) {
        return of(config(kubeconfig, context, reading), limits);
    }

    /**
     * The cluster at an address.
     *
     * @param url of the API server
     * @param token the bearer token; empty for none
     * @param authority the certificate of the authority, as PEM; empty for those that the JVM trusts
     * @param limits how long to wait
     * @return the cluster, to be closed by the caller
     */
    public static KubernetesStore ofUrl(
            String url, Optional<String> token, Optional<String> authority, TimeLimits limits) {
        ConfigBuilder config = new ConfigBuilder(Config.empty()).withMasterUrl(url);
        token.ifPresent(config::withOauthToken);
        authority.ifPresent(pem ->
                config.withCaCertData(Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII))));
        return of(config.build(), limits);
    }

    /**
     * The cluster of a configuration of fabric8.
     *
     * @param config the configuration
     * @param limits how long to wait
     * @return the cluster, to be closed by the caller
     */
    public static KubernetesStore of(Config config, TimeLimits limits) {
        return of(config, limits, RetryPauses.DEFAULT, Clock.systemUTC());
    }

    static KubernetesStore of(Config config, TimeLimits limits, RetryPauses pauses, Clock clock) {
        Config ours = withoutRetry(config, limits);
        ApiCalls calls = new ApiCalls(() -> transport(ours, limits), new StoreFailures(ours.getMasterUrl()), pauses);
        ClientOnDemand client = new ClientOnDemand(
                () -> new KubernetesClientBuilder().withConfig(config).build(), true);
        return new KubernetesStore(id(config), calls, limits, pauses, client, clock);
    }

    /**
     * The cluster of a client of fabric8. Requests go through the client's own HTTP client, its interceptors included, but without its
     * retry.
     *
     * @param client the client; stays open when the cluster is closed
     * @param limits how long to wait
     * @return the cluster, to be closed by the caller
     */
    public static KubernetesStore of(KubernetesClient client, TimeLimits limits) {
        Config config = client.getConfiguration();
        ApiCalls calls = new ApiCalls(
                () -> new Fabric8Transport(withoutRetry(client), config.getMasterUrl(), limits, () -> {}),
                new StoreFailures(config.getMasterUrl()),
                RetryPauses.DEFAULT);
        return new KubernetesStore(
                id(config),
                calls,
                limits,
                RetryPauses.DEFAULT,
                new ClientOnDemand(() -> client, false),
                Clock.systemUTC());
    }

    private static KubernetesTransport transport(Config config, TimeLimits limits) {
        HttpClient http =
                withoutHeaderLog(new StayingFactory().newBuilder(config)).build();
        return new Fabric8Transport(http, config.getMasterUrl(), limits, http::close);
    }

    /** A client that shares connections and interceptors; it must not be closed, for that would close the user's. */
    private static HttpClient withoutRetry(KubernetesClient client) {
        return withoutHeaderLog(client.getHttpClient().newBuilder())
                .tag(new RequestConfigBuilder(client.getConfiguration().getRequestConfig())
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build();
    }

    /** Fabric8 writes all headers into its log at level TRACE, the one with the token among them. */
    private static <T extends HttpClient.DerivedClientBuilder> T withoutHeaderLog(T builder) {
        builder.addOrReplaceInterceptor("HttpLogging", null);
        return builder;
    }

    /** Follows no redirects, whatever fabric8's builder says: the JDK's client would take the token along to any server. */
    private static final class StayingFactory extends JdkHttpClientFactory {

        @Override
        protected void additionalConfig(java.net.http.HttpClient.Builder builder) {
            builder.followRedirects(java.net.http.HttpClient.Redirect.NEVER);
        }
    }

    private static Config withoutRetry(Config config, TimeLimits limits) {
        return new ConfigBuilder(config)
                .withRequestRetryBackoffLimit(0)
                .withConnectionTimeout((int) limits.connect().toMillis())
                .withRequestTimeout((int) limits.request().toMillis())
                // over HTTP/2 an API server answers bad credentials with GOAWAY, which the JDK on 17 takes for a broken
                // connection
                .withHttp2Disable(true)
                .build();
    }

    private static Config config(Optional<Path> kubeconfig, Optional<String> context, Duration limit) {
        if (kubeconfig.isPresent() && !Files.isRegularFile(kubeconfig.get())) {
            throw noConfiguration("there is no kubeconfig " + kubeconfig.get(), null);
        }
        return checked(readWithin(limit, kubeconfig, context), context);
    }

    /** A plug-in that a kubeconfig names is run while it is read, and fabric8 waits for it without limit. */
    private static Config readWithin(Duration limit, Optional<Path> kubeconfig, Optional<String> context) {
        FutureTask<Config> reading = new FutureTask<>(() -> read(kubeconfig, context));
        Thread thread = new Thread(reading, "meshkit-kubeconfig");
        thread.setDaemon(true);
        thread.start();
        String which = kubeconfig.map(file -> " " + file).orElse("");
        try {
            return reading.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            reading.cancel(true);
            throw notRead(
                    StoreException.Reason.TIMEOUT,
                    "the kubeconfig" + which + " was not read within " + limit.toMillis() + " ms",
                    e);
        } catch (InterruptedException e) {
            reading.cancel(true);
            Thread.currentThread().interrupt();
            throw notRead(StoreException.Reason.INTERRUPTED, "interrupted while reading the kubeconfig" + which, e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StoreException failure) {
                throw failure;
            }
            throw noConfiguration("the kubeconfig" + which + " cannot be used", e);
        }
    }

    private static StoreException notRead(StoreException.Reason reason, String message, Exception cause) {
        return new StoreException(
                reason,
                null,
                message,
                "Run the credential plug-in (exec) of the current context by hand: it has to end by itself.",
                null,
                cause);
    }

    private static Config read(Optional<Path> kubeconfig, Optional<String> context) {
        try {
            return kubeconfig.isPresent()
                    ? Config.fromKubeconfig(
                            context.orElse(null), kubeconfig.get().toFile())
                    : Config.autoConfigure(context.orElse(null));
        } catch (RuntimeException e) {
            // A file that is no kubeconfig lets fabric8 fail in many ways: with its own exceptions, those of its YAML
            // parser, and NullPointerException when the file is empty.
            // Parsers quote what they stumble over, tokens too: neither their words nor the exception go on from here.
            String which = kubeconfig.map(file -> " " + file).orElse("");
            throw noConfiguration("the kubeconfig" + which + " cannot be used: " + where(e), null);
        }
    }

    private static String where(RuntimeException unreadable) {
        for (Throwable at = unreadable; at != null; at = at.getCause()) {
            Matcher place = PLACE.matcher(String.valueOf(at.getMessage()));
            if (place.find()) {
                return "it is no YAML, or has another value than is expected, near line " + place.group(1) + ", column "
                        + place.group(2);
            }
        }
        return "it is empty or no kubeconfig (" + unreadable.getClass().getSimpleName() + ")";
    }

    private static Config checked(Config config, Optional<String> context) {
        boolean found = config.getCurrentContext() != null
                && context.map(config.getCurrentContext().getName()::equals).orElse(true);
        if (context.isPresent() && !found) {
            throw noConfiguration("the kubeconfig has no context \"" + context.get() + "\"", null);
        }
        boolean inCluster = config.getOauthToken() != null || config.getAutoOAuthToken() != null;
        if (!found && !inCluster && config.getMasterUrl().startsWith(Config.DEFAULT_MASTER_URL)) {
            throw noConfiguration("no kubeconfig was found, and this process does not run in a cluster", null);
        }
        return config;
    }

    private static StoreException noConfiguration(String message, @Nullable Exception cause) {
        return new StoreException(
                StoreException.Reason.CONNECTION,
                null,
                message,
                "Name a kubeconfig in KUBECONFIG or write ~/.kube/config, and choose one of its contexts.",
                null,
                cause);
    }

    private static StoreId id(Config config) {
        String url = config.getMasterUrl();
        String name =
                config.getCurrentContext() == null || config.getCurrentContext().getName() == null
                        ? url.endsWith("/") ? url.substring(0, url.length() - 1) : url
                        : config.getCurrentContext().getName();
        return new StoreId("kubernetes:" + name);
    }
}
