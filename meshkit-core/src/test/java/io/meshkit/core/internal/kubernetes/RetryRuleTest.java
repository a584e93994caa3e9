// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.meshkit.core.internal.kubernetes.KubernetesTransport.Reply;
import io.meshkit.core.internal.kubernetes.KubernetesTransport.Request;
import io.meshkit.core.internal.kubernetes.KubernetesTransport.Stream;
import io.meshkit.core.internal.kubernetes.TransportFault.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@link RetryRule} and {@link RetryingTransport}. */
class RetryRuleTest {

    private static final Request READ = Request.get("/x");
    private static final Request APPLY = Request.send("PATCH", "/x", "application/apply-patch+yaml", new byte[0], true);
    private static final Request CREATE = Request.send("POST", "/x", "application/json", new byte[0], false);

    private final List<Duration> pauses = new ArrayList<>();
    private int sent;

    private static Request request(String name) {
        return switch (name) {
            case "read" -> READ;
            case "apply" -> APPLY;
            default -> CREATE;
        };
    }

    private static Reply reply(int status, String body) {
        return new Reply(status, Map.of(), body.getBytes(StandardCharsets.UTF_8), 1);
    }

    private KubernetesTransport transport(Supplier<Reply> answers) {
        KubernetesTransport once = new KubernetesTransport() {
            @Override
            public Reply send(Request request) {
                sent++;
                return answers.get();
            }

            @Override
            public Stream open(Request request) {
                throw new TransportFault(Kind.CLOSED, "not used", null);
            }

            @Override
            public void close() {}
        };
        return new RetryingTransport(once, new RetryPauses(RetryRule.DEFAULT, new Random(3), pauses::add));
    }

    @ParameterizedTest
    @CsvSource({
        "read, 429, '', true",
        "apply, 429, '', true",
        "create, 429, '', true",
        "read, 503, '', true",
        "apply, 504, '', true",
        "create, 503, '', false",
        "read, 500, '', true",
        "apply, 500, '', false",
        "apply, 500, InternalError, true",
        "apply, 500, ServerTimeout, true",
        "apply, 500, Other, false",
        "create, 500, InternalError, false",
        "read, 409, Conflict, false",
        "apply, 409, Conflict, false",
        "apply, 422, Invalid, false",
        "read, 404, NotFound, false",
        "read, 410, Expired, false",
        "read, 200, '', false"
    })
    void each_answer_is_asked_for_again_or_not(String request, int status, String reason, boolean again) {
        String body = reason.isEmpty() ? "plain" : "{\"kind\":\"Status\",\"reason\":\"" + reason + "\"}";

        assertThat(RetryRule.DEFAULT.again(request(request), reply(status, body)))
                .isEqualTo(again);
    }

    @ParameterizedTest
    @CsvSource({
        "create, NOT_CONNECTED, true",
        "read, BROKEN, true",
        "apply, BROKEN, true",
        "create, BROKEN, false",
        "read, TIMEOUT, false",
        "read, NOT_TRUSTED, false",
        "read, INTERRUPTED, false",
        "read, CLOSED, false"
    })
    void each_fault_is_tried_again_or_not(String request, Kind kind, boolean again) {
        assertThat(RetryRule.DEFAULT.again(request(request), new TransportFault(kind, "x", null)))
                .isEqualTo(again);
    }

    @Test
    void pauses_double_up_to_the_longest_and_are_spread() {
        Random random = new Random(5);
        for (int attempt = 1; attempt < 40; attempt++) {
            long whole = Math.min(5_000, 100L << Math.min(attempt - 1, 20));
            assertThat(RetryRule.DEFAULT.pause(attempt, Duration.ZERO, random).toMillis())
                    .isBetween(whole / 2, whole);
        }
    }

    @Test
    void a_server_is_given_the_time_it_asks_for_but_not_more_than_the_cap() {
        Random random = new Random(5);

        assertThat(RetryRule.DEFAULT.pause(1, Duration.ofSeconds(9), random)).isEqualTo(Duration.ofSeconds(9));
        assertThat(RetryRule.DEFAULT.pause(1, Duration.ofDays(1), random)).isEqualTo(Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @CsvSource({"5, 5", "' 7 ', 7", "'', 0", "'Fri, 31 Dec 1999 23:59:59 GMT', 0", "-3, 0", "99999999999999, 0"})
    void retry_after_is_read_in_seconds_unless_it_cannot_be_read(String header, long seconds) {
        Reply reply = new Reply(429, Map.of("retry-after", List.of(header)), new byte[0], 1);

        assertThat(RetryRule.retryAfter(reply)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({
        "'Fri, 31 Dec 1999 23:59:59 GMT', 'Fri, 31 Dec 1999 23:59:49 GMT', 10",
        "'Fri, 31 Dec 1999 23:59:59 GMT', 'Sat, 01 Jan 2000 00:00:00 GMT', 0",
        "'Fri, 31 Dec 1999 23:59:59 GMT', 'yesterday', 0"
    })
    void retry_after_as_a_date_counts_from_the_servers_own_clock(String until, String now, long seconds) {
        Reply reply = new Reply(429, Map.of("retry-after", List.of(until), "date", List.of(now)), new byte[0], 1);

        assertThat(RetryRule.retryAfter(reply)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void all_pauses_together_are_bounded_whatever_the_server_asks_for() {
        KubernetesTransport transport =
                transport(() -> new Reply(429, Map.of("retry-after", List.of("86400")), new byte[0], 1));

        transport.send(READ);

        assertThat(sent).isEqualTo(6);
        assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus)).isEqualTo(Duration.ofSeconds(150));
    }

    @ParameterizedTest
    @CsvSource({
        "create, 429, '', 6",
        "apply, 503, '', 6",
        "create, 504, '', 1",
        "read, 500, '', 6",
        "apply, 500, '', 1",
        "apply, 500, InternalError, 6",
        "apply, 409, Conflict, 1",
        "apply, 409, FieldManagerConflict, 1",
        "apply, 502, '', 1"
    })
    void each_request_is_sent_so_often(String request, int status, String reason, int times) {
        KubernetesTransport transport =
                transport(() -> reply(status, "{\"kind\":\"Status\",\"reason\":\"" + reason + "\"}"));

        transport.send(request(request));

        assertThat(sent).isEqualTo(times);
    }

    @Test
    void attempts_are_bounded_and_the_last_answer_counts() {
        KubernetesTransport transport = transport(() -> reply(503, "starting"));

        Reply reply = transport.send(READ);

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.attempts()).isEqualTo(6);
        assertThat(sent).isEqualTo(6);
        assertThat(pauses).hasSize(5);
    }

    @Test
    void a_fault_says_after_how_many_attempts_it_was_given_up() {
        KubernetesTransport transport = transport(() -> {
            throw new TransportFault(Kind.BROKEN, "reset", null);
        });

        TransportFault fault = catchThrowableOfType(TransportFault.class, () -> transport.send(APPLY));

        assertThat(fault.attempts()).isEqualTo(6);
        assertThat(fault).hasMessage("reset");
    }

    @Test
    void an_interrupt_during_a_pause_ends_the_attempts() {
        KubernetesTransport once = transport(() -> reply(503, ""));
        KubernetesTransport transport =
                new RetryingTransport(once, new RetryPauses(RetryRule.DEFAULT, new Random(3), duration -> {
                    throw new InterruptedException();
                }));

        TransportFault fault = catchThrowableOfType(TransportFault.class, () -> transport.send(READ));

        assertThat(fault.kind()).isEqualTo(Kind.INTERRUPTED);
        assertThat(Thread.interrupted()).isTrue();
    }
}
