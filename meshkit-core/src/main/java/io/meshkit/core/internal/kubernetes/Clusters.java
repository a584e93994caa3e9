// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.meshkit.resource.StoreException;
import io.meshkit.resource.StoreId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/** Opens clusters. Configuration is read at once, a connection is made by the first call. */
public final class Clusters {

    /** So long a kubeconfig may take to be read: its plug-in may ask a person to log in. */
    private static final Duration READING = Duration.ofMinutes(3);

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
        return of(new Kubeconfig(kubeconfig, context).read(reading), limits);
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
                withoutHeaderLog(new ClosingFactory().newBuilder(config)).build();
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

    private static StoreId id(Config config) {
        String url = config.getMasterUrl();
        String name =
                config.getCurrentContext() == null || config.getCurrentContext().getName() == null
                        ? url.endsWith("/") ? url.substring(0, url.length() - 1) : url
                        : config.getCurrentContext().getName();
        return new StoreId("kubernetes:" + name);
    }
}
