// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.kubernetes;

import io.meshkit.core.internal.json.JsonReader;
import io.meshkit.core.internal.kubernetes.KubernetesTransport.Reply;
import io.meshkit.core.internal.kubernetes.KubernetesTransport.Request;
import io.meshkit.document.MapValue;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Which requests are sent again, and after how long. A conflict (409) is never sent again here: whoever sent it must read first.
 *
 * @param attempts how often a request is sent at most, from 1
 * @param firstPause the pause before the second time; doubled for each further one
 * @param longestPause no pause of ours is longer
 * @param longestRetryAfter no pause that a server asks for is longer
 */
record RetryRule(int attempts, Duration firstPause, Duration longestPause, Duration longestRetryAfter) {

    static final RetryRule DEFAULT =
            new RetryRule(6, Duration.ofMillis(100), Duration.ofSeconds(5), Duration.ofSeconds(30));

    /** Reasons with which a server says that a 500 may pass. */
    private static final Set<String> PASSING = Set.of("ServerTimeout", "InternalError");

    boolean again(Request request, Reply reply) {
        return switch (reply.status()) {
            case 429 -> true;
            case 503, 504 -> request.repeatable();
            // a typed patch that fails by the caller's fault is a 500 without a reason
            case 500 -> request.repeatable() && (request.isRead() || PASSING.contains(reason(reply)));
            default -> false;
        };
    }

    boolean again(Request request, TransportFault fault) {
        return switch (fault.kind()) {
            case NOT_CONNECTED -> true;
            case BROKEN -> request.repeatable();
            default -> false;
        };
    }

    /** The pause after so many attempts: between half and all of the doubled pause, and not less than the server asks for. */
    Duration pause(int attempt, Duration retryAfter, RandomGenerator random) {
        long most = longestPause.toMillis();
        long doubled = firstPause.toMillis() << Math.min(attempt - 1, 20);
        long ours = Math.min(most, doubled);
        long jittered = ours / 2 + (ours == 0 ? 0 : random.nextLong(ours - ours / 2 + 1));
        long theirs = Math.min(retryAfter.toMillis(), longestRetryAfter.toMillis());
        return Duration.ofMillis(Math.max(jittered, theirs));
    }

    /**
     * What the server asks for in {@code Retry-After}, in seconds or as a date, which counts from the server's own {@code Date}; zero when
     * it asks for nothing that can be read.
     */
    static Duration retryAfter(Reply reply) {
        String text = reply.header("retry-after").orElse("").trim();
        boolean seconds = !text.isEmpty() && text.length() <= 9 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (seconds) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
        return date(text)
                .flatMap(until -> date(reply.header("date").orElse("")).map(now -> Duration.between(now, until)))
                .filter(pause -> !pause.isNegative())
                .orElse(Duration.ZERO);
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text.trim(), Instant::from));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static String reason(Reply reply) {
        try {
            MapValue status = JsonReader.readMap(reply.body());
            return status.text("reason").orElse("");
        } catch (JsonReader.MalformedException e) {
            return "";
        }
    }
}
