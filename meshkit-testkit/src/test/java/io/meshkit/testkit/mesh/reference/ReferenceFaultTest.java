// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.mesh.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.meshkit.testkit.mesh.EchoReply;
import io.meshkit.testkit.mesh.EchoService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReferenceFaultTest {

    private final Shop shop = new Shop();

    @AfterEach
    void close() {
        shop.close();
    }

    private record Asked(EchoReply reply, Duration took) {

        boolean isAborted() {
            return reply.status() == 418;
        }

        boolean isDelayed() {
            return took.toMillis() >= 40;
        }
    }

    private List<Asked> ask(int requests) {
        List<Asked> asked = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            long begin = System.nanoTime();
            EchoReply reply = shop.get("/");
            asked.add(new Asked(reply, Duration.ofNanos(System.nanoTime() - begin)));
        }
        return asked;
    }

    private static long count(List<Asked> asked, Predicate<Asked> what) {
        return asked.stream().filter(what).count();
    }

    @Test
    void a_share_of_the_requests_is_answered_by_the_proxy() {
        shop.api("{fault: {abort: {status: 418, percent: 25}}}");

        List<Asked> asked = ask(1000);

        // of 1000 a share of 0.25 leaves 174..330 with a probability below 1e-8
        assertThat(count(asked, Asked::isAborted)).as("seed 7").isBetween(174L, 330L);
        assertThat(asked)
                .filteredOn(Asked::isAborted)
                .noneMatch(one -> one.reply().isFromService());
        assertThat(asked)
                .filteredOn(one -> !one.isAborted())
                .allMatch(one -> one.reply().status() == 200);
    }

    @Test
    void the_same_seed_strikes_the_same_requests_again() {
        String fault = "{fault: {abort: {status: 418, percent: 50}}}";
        shop.api(fault);
        List<Boolean> first = ask(100).stream().map(Asked::isAborted).toList();
        try (Shop other = new Shop()) {
            other.api(fault);
            List<Boolean> second = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                second.add(other.get("/").status() == 418);
            }
            assertThat(second).isEqualTo(first);
        }
    }

    @Test
    void a_fault_leaves_the_draws_of_a_split_alone() {
        String split = "trafficSplit: {weights: {v1: 50, v2: 50}}";
        List<String> without = versions("{" + split + "}");
        try (Shop other = new Shop()) {
            other.api("{" + split + ", fault: {delay: {duration: 1ms, percent: 50}}}");
            List<String> with = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                with.add(other.get("/").version());
            }
            assertThat(with).isEqualTo(without);
        }
    }

    private List<String> versions(String traits) {
        shop.api(traits);
        return ask(50).stream().map(asked -> asked.reply().version()).toList();
    }

    @Test
    void a_share_of_the_requests_waits() {
        shop.api("{fault: {delay: {duration: 40ms, percent: 20}}}");

        List<Asked> asked = ask(200);

        // of 200 a share of 0.2 leaves 12 at the least with a probability below 1e-8; a busy machine may delay others
        assertThat(count(asked, Asked::isDelayed)).as("seed 7").isGreaterThanOrEqualTo(12);
        assertThat(asked).allMatch(one -> one.reply().status() == 200);
    }

    @Test
    void a_share_left_out_is_all_of_them_and_both_faults_may_strike_one_request() {
        shop.api("{fault: {delay: {duration: 40ms}, abort: {status: 418}}}");

        assertThat(ask(3)).allMatch(one -> one.isDelayed() && one.isAborted());
    }

    @Test
    void a_share_of_zero_is_none_of_them() {
        shop.api("{fault: {delay: {duration: 1h, percent: 0}, abort: {status: 418, percent: 0}}}");

        assertThat(ask(50)).noneMatch(Asked::isAborted);
    }

    @Test
    void an_abort_is_not_tried_again_and_reaches_nobody() {
        shop.api("{fault: {abort: {status: 503}}, retry: {attempts: 2, on: [503, 5xx]}}");

        assertThat(shop.tries("200")).isZero();
    }

    @Test
    void a_delay_comes_before_the_time_of_the_request_begins() {
        shop.api("{fault: {delay: {duration: 600ms}}, timeout: {request: 500ms}}");

        assertThat(shop.get("/").status()).isEqualTo(200);
        assertThat(shop.get("/", EchoService.DELAY, "5000").status()).isEqualTo(504);
    }

    @Test
    void a_rule_that_answers_itself_has_no_fault() {
        shop.api("{fault: {abort: {status: 418}}, route: {rules: [{respond: {status: 204}}]}}");

        assertThat(shop.get("/").status()).isEqualTo(204);
    }

    @Test
    void the_rules_that_hold_are_those_of_the_service_that_was_called() {
        shop.services("""
            api: {type: Service, settings: {protocol: http}, traits: {route: {rules: [{to: [{service: stock}]}]}}}
            stock: {type: Service, settings: {protocol: http}, traits: {fault: {abort: {status: 418}}}}
            """);

        assertThat(shop.get("/").status()).isEqualTo(200);
        assertThat(shop.mesh.caller("web").get("stock", "/").status()).isEqualTo(418);
    }

    @Test
    void a_fault_of_nothing_is_refused_with_its_place() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> shop.api("{fault: {}}"))
                .withMessageContaining("shop.yaml:5");
    }
}
