// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.kubernetes;

import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientImpl;
import io.meshkit.core.internal.envoy.HttpClients;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * Makes the one client of a cluster. It follows no redirects, whatever fabric8's builder says: the JDK's client would take the token along to
 * any server. And it is closed for good where the JDK can: fabric8 8.0.0 ends only the executor, so the thread that waits for connections,
 * and the connections, would stay until a garbage collection finds the client.
 */
final class ClosingFactory extends JdkHttpClientFactory {

    private final AtomicReference<Optional<HttpClient>> built = new AtomicReference<>(Optional.empty());

    @Override
    protected HttpClient.Builder createNewHttpClientBuilder() {
        return new KeepingBuilder(super.createNewHttpClientBuilder());
    }

    @Override
    protected void additionalConfig(HttpClient.Builder builder) {
        builder.followRedirects(HttpClient.Redirect.NEVER);
    }

    @Override
    protected void closeHttpClient(JdkHttpClientImpl client) {
        built.getAndSet(Optional.empty()).ifPresent(HttpClients::end);
        super.closeHttpClient(client);
    }

    /** Keeps what is built. */
    private final class KeepingBuilder implements HttpClient.Builder {

        private final HttpClient.Builder builder;

        KeepingBuilder(HttpClient.Builder builder) {
            this.builder = builder;
        }

        @Override
        public HttpClient.Builder cookieHandler(CookieHandler handler) {
            builder.cookieHandler(handler);
            return this;
        }

        @Override
        public HttpClient.Builder connectTimeout(Duration limit) {
            builder.connectTimeout(limit);
            return this;
        }

        @Override
        public HttpClient.Builder sslContext(SSLContext context) {
            builder.sslContext(context);
            return this;
        }

        @Override
        public HttpClient.Builder sslParameters(SSLParameters parameters) {
            builder.sslParameters(parameters);
            return this;
        }

        @Override
        public HttpClient.Builder executor(Executor executor) {
            builder.executor(executor);
            return this;
        }

        @Override
        public HttpClient.Builder followRedirects(HttpClient.Redirect redirect) {
            builder.followRedirects(redirect);
            return this;
        }

        @Override
        public HttpClient.Builder version(HttpClient.Version version) {
            builder.version(version);
            return this;
        }

        @Override
        public HttpClient.Builder priority(int priority) {
            builder.priority(priority);
            return this;
        }

        @Override
        public HttpClient.Builder proxy(ProxySelector selector) {
            builder.proxy(selector);
            return this;
        }

        @Override
        public HttpClient.Builder authenticator(Authenticator authenticator) {
            builder.authenticator(authenticator);
            return this;
        }

        @Override
        public HttpClient build() {
            HttpClient client = builder.build();
            built.set(Optional.of(client));
            return client;
        }
    }
}
