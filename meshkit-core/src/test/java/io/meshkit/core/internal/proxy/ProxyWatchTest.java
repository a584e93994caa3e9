// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.core.internal.proxy.Rejection.Since;
import io.meshkit.core.internal.proxy.StubEnvoy.Mood;
import io.meshkit.plan.MeshProxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is made of what one proxy says; the proxy is an HTTP server. */
class ProxyWatchTest {

    private static final String LISTENER = "public_listener:127.0.0.1:21000";
    private static final String ROUTES = "http.upstream.api.default.default.dc1.rds.api";

    private final StubEnvoy envoy = StubEnvoy.of("api");
    private ProxyWatches watches;
    private ProxyWatch watch;

    @BeforeEach
    void connect() {
        watches = ProxyWatches.of(List.of(envoy.proxy(), envoy.proxy()), Optional.empty(), Duration.ofMillis(300));
        watch = watches.watches().get(0);
    }

    @AfterEach
    void close() {
        watches.close();
        envoy.close();
    }

    @Test
    void a_proxy_that_takes_all_has_nothing_to_tell() {
        watch.begin();
        envoy.accept("listener_manager.lds");
        watch.look();
        watch.end();

        assertThat(watches.watches()).hasSize(1);
        assertThat(watch.rejections()).isEmpty();
        assertThat(watch.earlierRejections()).isEmpty();
        assertThat(watch.silence()).isEmpty();
        assertThat(watch.name()).isEqualTo("api-sidecar-proxy (" + envoy.address() + ")");
        assertThat(watch.service()).isEqualTo("api");
    }

    @Test
    void a_listener_is_told_once_with_the_words_of_the_proxy() {
        watch.begin();
        envoy.reject(LISTENER, "script load error: [string \"x\"]:1: '=' expected");
        watch.end();

        assertThat(watch.rejections())
                .containsExactly(new Rejection(
                        "the listener \"" + LISTENER + "\"",
                        "script load error: [string \"x\"]:1: '=' expected",
                        Since.NEW));
    }

    @Test
    void routes_clusters_and_endpoints_are_counted_without_words() {
        watch.begin();
        envoy.reject(ROUTES);
        envoy.reject("cluster_manager.cds");
        envoy.reject("cluster.web.default.dc1");
        envoy.reject("sds.leaf");
        watch.look();
        watch.end();

        assertThat(watch.rejections())
                .extracting(Rejection::what)
                .containsExactly(
                        "an update of the endpoints of \"web.default.dc1\"",
                        "an update of its clusters",
                        "an update of the routes \"api\"",
                        "an update counted as sds.leaf");
        assertThat(watch.rejections()).extracting(Rejection::words).containsOnly("");
    }

    @Test
    void a_rejection_that_is_followed_by_an_update_taken_has_passed() {
        watch.begin();
        envoy.reject(ROUTES);
        watch.look();
        envoy.accept(ROUTES);
        watch.look();
        watch.end();

        assertThat(watch.rejections()).isEmpty();
        assertThat(watch.earlierRejections()).hasSize(1);
    }

    @Test
    void an_update_taken_that_is_followed_by_a_rejection_counts() {
        watch.begin();
        envoy.accept(ROUTES);
        watch.look();
        envoy.reject(ROUTES);
        watch.end();

        assertThat(watch.rejections()).hasSize(1);
    }

    @Test
    void a_proxy_that_said_the_same_before_and_was_sent_nothing_says_it_from_earlier() {
        envoy.reject(LISTENER, "no");
        envoy.reject(ROUTES);
        watch.begin();
        watch.end();

        assertThat(watch.rejections()).extracting(Rejection::since).containsExactly(Since.EARLIER);
        assertThat(watch.earlierRejections())
                .containsExactly(new Rejection("an update of the routes \"api\"", "", Since.EARLIER));
    }

    @Test
    void a_proxy_that_rejects_the_same_once_more_repeats_it() {
        envoy.reject(LISTENER, "no");
        envoy.reject(ROUTES);
        watch.begin();
        envoy.reject(LISTENER, "no");
        envoy.reject(ROUTES);
        watch.end();

        assertThat(watch.rejections()).extracting(Rejection::since).containsExactly(Since.REPEATED, Since.REPEATED);
    }

    @Test
    void a_proxy_that_starts_anew_counts_from_zero() {
        envoy.reject(ROUTES);
        envoy.reject(ROUTES);
        watch.begin();
        envoy.restart();
        watch.look();
        assertThat(watch.rejections()).isEmpty();
        envoy.reject(ROUTES);
        watch.end();

        assertThat(watch.rejections()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Mood.class,
            names = {"GARBAGE", "BUSY", "SILENT", "TRICKLING"})
    void a_proxy_that_does_not_answer_as_one_is_told_with_the_reason(Mood mood) {
        watch.begin();
        envoy.mood(mood);
        watch.look();
        watch.end();

        assertThat(watch.silence().orElseThrow())
                .startsWith("after the change: ")
                .contains(
                        switch (mood) {
                            case GARBAGE -> "something that is not JSON";
                            case BUSY -> "answered 503 \"no healthy upstream\"";
                            default -> "no answer within 300 ms";
                        });
        assertThat(watch.rejections()).isEmpty();
    }

    @Test
    void a_proxy_that_hangs_is_waited_for_in_the_beginning_and_in_the_end_only() {
        envoy.mood(Mood.SILENT);
        watch.begin();
        watch.look();
        watch.look();
        watch.end();

        assertThat(envoy.asked()).hasSize(2);
        assertThat(watch.silence().orElseThrow()).contains("no answer within 300 ms");
    }

    @Test
    void a_proxy_that_begins_to_hang_is_not_waited_for_at_each_look() {
        watch.begin();
        int before = envoy.asked().size();
        envoy.mood(Mood.SILENT);
        watch.look();
        watch.look();
        watch.look();

        assertThat(envoy.asked()).hasSize(before + 1);
    }

    @Test
    void a_proxy_that_is_gone_is_told() {
        watch.begin();
        envoy.close();
        watch.end();

        assertThat(watch.silence().orElseThrow())
                .startsWith("after the change: ")
                .contains("does not answer GET");
    }

    @Test
    void a_proxy_that_comes_later_tells_what_it_rejects_then_but_its_old_numbers_do_not_count() {
        envoy.reject(ROUTES);
        envoy.mood(Mood.BUSY);
        watch.begin();
        envoy.mood(Mood.WELL);
        watch.look();
        envoy.reject(LISTENER, "no");
        watch.end();

        assertThat(watch.silence().orElseThrow()).startsWith("before the change: ");
        assertThat(watch.name()).startsWith("api-sidecar-proxy");
        assertThat(watch.rejections())
                .containsExactly(new Rejection("the listener \"" + LISTENER + "\"", "no", Since.NEW));
    }

    @Test
    void a_proxy_that_cannot_be_asked_is_kept_with_its_reason() {
        try (ProxyWatches some = ProxyWatches.of(
                List.of(
                        new MeshProxy.Opaque("linkerd", "its proxy is no Envoy"),
                        new MeshProxy.Statistics("shop", "cart-1", 15090)),
                Optional.empty(),
                Duration.ofSeconds(1))) {
            assertThat(some.watches()).isEmpty();
            assertThat(some.opaque())
                    .containsExactly(
                            new MeshProxy.Opaque("linkerd", "its proxy is no Envoy"),
                            new MeshProxy.Opaque("pod shop/cart-1", "it is in a pod, and the site is no cluster"));
        }
    }
}
