// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.kubernetes;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How long to wait for an API server.
 *
 * @param connect for a connection
 * @param request for one whole answer, counted from sending; retries count anew
 * @param watch how long one request of a watch lasts before it is renewed, in whole seconds; silence of that and 30 s more counts as broken
 */
public record TimeLimits(Duration connect, Duration request, Duration watch) {

    /** 10 s, 30 s and 5 min. */
    public static final TimeLimits DEFAULT =
            new TimeLimits(Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofMinutes(5));

    /**
     * Checks that all are positive.
     *
     * @throws IllegalArgumentException when one is not
     */
    public TimeLimits {
        requireNonNull(connect, "connect");
        requireNonNull(request, "request");
        requireNonNull(watch, "watch");
        if (connect.toMillis() < 1 || request.toMillis() < 1 || watch.toSeconds() < 1) {
            throw new IllegalArgumentException("time limits are positive, that of a watch at least 1 s; got " + connect
                    + ", " + request + ", " + watch);
        }
    }

    Duration silence() {
        return watch.plusSeconds(30);
    }
}
