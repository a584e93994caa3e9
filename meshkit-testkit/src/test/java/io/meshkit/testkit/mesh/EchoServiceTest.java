// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EchoServiceTest {

    private final EchoService echo = EchoService.start(EchoRole.of("api", "v1"));
    private final MeshCaller caller =
            new MeshCaller("test", Map.of("api", URI.create("http://127.0.0.1:" + echo.port())));

    @AfterEach
    void end() {
        echo.close();
    }

    @Test
    void an_answer_says_who_answered_and_what_arrived() {
        EchoReply reply = caller.get("api", "/items?page=2", Map.of("X-Colour", "a \"b\""));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.isFromService()).isTrue();
        assertThat(List.of(reply.service(), reply.version(), reply.instance(), reply.path()))
                .containsExactly("api", "v1", "api-v1", "/items?page=2");
        assertThat(reply.body()).contains("\"method\": \"GET\"").contains("\"X-colour\": \"a \\\"b\\\"\"");
    }

    @Test
    void the_peer_is_the_caller_that_the_nearest_proxy_vouched_for() {
        String forwarded =
                "By=spiffe://a;Hash=1;URI=spiffe://first,By=spiffe://b;Hash=2;Subject=\"\";URI=spiffe://td/svc/web";

        assertThat(caller.get("api", "/", Map.of("x-forwarded-client-cert", forwarded))
                        .peer())
                .isEqualTo("spiffe://td/svc/web");
        assertThat(caller.get("api", "/").peer()).isEmpty();
    }

    @Test
    void requests_are_counted_and_logged_by_run() {
        caller.get("api", "/a", Map.of(EchoService.RUN, "one"));
        caller.send("DELETE", "api", "/b", Map.of(EchoService.RUN, "one", EchoService.STATUS, "418"));
        caller.get("api", "/c", Map.of(EchoService.RUN, "two"));

        assertThat(echo.count("one")).isEqualTo(2);
        assertThat(echo.count("none")).isZero();
        assertThat(echo.requests("one"))
                .containsExactly(
                        new EchoRequest("one", "GET", "/a", "", 200), new EchoRequest("one", "DELETE", "/b", "", 418));
    }

    @Test
    void the_first_requests_of_a_run_can_fail() {
        Map<String, String> headers = Map.of(EchoService.RUN, "retried", EchoService.FAIL, "503*2");

        assertThat(List.of(
                        caller.get("api", "/", headers).status(),
                        caller.get("api", "/", headers).status(),
                        caller.get("api", "/", headers).status()))
                .containsExactly(503, 503, 200);
    }

    @Test
    void an_answer_comes_no_earlier_than_the_delay_asked_for() {
        long begin = System.nanoTime();

        caller.get("api", "/", Map.of(EchoService.DELAY, "60"));

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(60));
    }

    @Test
    void a_service_that_hangs_answers_once_it_behaves_differently() throws Exception {
        echo.behave(EchoBehaviour.GOOD.hanging());
        CompletableFuture<EchoReply> pending =
                CompletableFuture.supplyAsync(() -> caller.get("api", "/", Map.of(EchoService.RUN, "hung")));
        while (echo.count("hung") == 0) {
            Thread.onSpinWait();
        }
        assertThat(pending).isNotDone();

        echo.behave(EchoBehaviour.GOOD.withStatus(500));

        assertThat(pending.get(20, TimeUnit.SECONDS).status()).isEqualTo(500);
    }

    @Test
    void log_and_behaviour_are_open_to_other_processes() {
        caller.get("api", "/a", Map.of(EchoService.RUN, "far"));

        assertThat(caller.get("api", "/echo/requests?far").body()).isEqualTo("200 GET /a \n");
        assertThat(caller.send("PUT", "api", "/echo/behaviour?503,0,false", Map.of())
                        .status())
                .isEqualTo(200);
        assertThat(caller.get("api", "/").status()).isEqualTo(503);
        assertThat(caller.send("PUT", "api", "/echo/behaviour?nonsense", Map.of())
                        .status())
                .isEqualTo(400);
        assertThat(caller.send("PUT", "api", "/echo/behaviour?99,0,false", Map.of())
                        .status())
                .isEqualTo(400);
    }

    @Test
    void a_head_request_and_a_status_without_body_get_none() {
        assertThat(caller.send("HEAD", "api", "/", Map.of()).body()).isEmpty();
        assertThat(caller.get("api", "/", Map.of(EchoService.STATUS, "204")).body())
                .isEmpty();
    }

    @Test
    void a_behaviour_outside_its_ranges_is_refused() {
        assertThatThrownBy(() -> EchoBehaviour.GOOD.withStatus(99)).hasMessageContaining("200 to 599; got 99");
        assertThatThrownBy(() -> EchoBehaviour.GOOD.withDelay(Duration.ofMillis(-1)))
                .hasMessageContaining("not negative");
    }

    @Test
    void a_closed_service_answers_nobody_and_may_be_closed_again() {
        echo.close();
        echo.close();

        assertThatThrownBy(() -> caller.get("api", "/"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("test got no answer from api/");
    }

    @Test
    void a_service_that_the_caller_does_not_know_is_refused_by_name() {
        assertThatThrownBy(() -> caller.get("ap", "/")).hasMessage("test cannot call ap; it can call api");
    }
}
