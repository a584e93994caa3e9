// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What goes wrong with a request. Immutable.
 *
 * @since 0.1.0
 */
public final class Fault {

    /** What becomes of the connection, and when. */
    enum Ending {
        ANSWERED,
        DROPPED_BEFORE_WORK,
        DROPPED_AFTER_WORK,
        SILENT_BEFORE_WORK,
        SILENT_AFTER_WORK;

        boolean beforeWork() {
            return this == DROPPED_BEFORE_WORK || this == SILENT_BEFORE_WORK;
        }

        boolean silent() {
            return this == SILENT_BEFORE_WORK || this == SILENT_AFTER_WORK;
        }
    }

    private final int status;
    private final String reason;
    private final String message;
    private final OptionalInt retryAfterSeconds;
    private final Duration delay;
    private final Ending ending;

    private Fault(
            int status, String reason, String message, OptionalInt retryAfterSeconds, Duration delay, Ending ending) {
        this.status = status;
        this.reason = reason;
        this.message = message;
        this.retryAfterSeconds = retryAfterSeconds;
        this.delay = delay;
        this.ending = ending;
    }

    /**
     * The server refuses, and does nothing.
     *
     * @param status the HTTP status, 400 to 599
     * @param reason the reason of the {@code Status} body, such as {@code TooManyRequests}; empty for none
     * @param message the server's words
     * @return the fault
     * @throws IllegalArgumentException when the status is no failure
     */
    public static Fault status(int status, String reason, String message) {
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("a fault has a status from 400 to 599, not " + status);
        }
        return new Fault(
                status,
                requireNonNull(reason, "reason"),
                requireNonNull(message, "message"),
                OptionalInt.empty(),
                Duration.ZERO,
                Ending.ANSWERED);
    }

    /**
     * The server refuses with 429 and asks to come back.
     *
     * @param retryAfterSeconds after how long, at least 0
     * @return the fault
     */
    public static Fault tooManyRequests(int retryAfterSeconds) {
        return status(
                        429,
                        "TooManyRequests",
                        "the server has received too many requests and has asked us to try again later")
                .retryAfter(retryAfterSeconds);
    }

    /**
     * The server does as it should, but later.
     *
     * @param delay how much later
     * @return the fault
     */
    public static Fault delay(Duration delay) {
        return new Fault(0, "", "", OptionalInt.empty(), requireNonNull(delay, "delay"), Ending.ANSWERED);
    }

    /**
     * The connection breaks before the server has done anything.
     *
     * @return the fault
     */
    public static Fault dropBeforeWork() {
        return new Fault(0, "", "", OptionalInt.empty(), Duration.ZERO, Ending.DROPPED_BEFORE_WORK);
    }

    /**
     * The server does the work, and the connection breaks before the answer.
     *
     * @return the fault
     */
    public static Fault dropAfterWork() {
        return new Fault(0, "", "", OptionalInt.empty(), Duration.ZERO, Ending.DROPPED_AFTER_WORK);
    }

    /**
     * The server never answers, and does nothing; the connection stays open until the client closes it or the server is closed. No thread
     * waits for that.
     *
     * @return the fault
     */
    public static Fault silentBeforeWork() {
        return new Fault(0, "", "", OptionalInt.empty(), Duration.ZERO, Ending.SILENT_BEFORE_WORK);
    }

    /**
     * The server does the work and never says so; the connection stays open until the client closes it or the server is closed. No thread
     * waits for that.
     *
     * @return the fault
     */
    public static Fault silentAfterWork() {
        return new Fault(0, "", "", OptionalInt.empty(), Duration.ZERO, Ending.SILENT_AFTER_WORK);
    }

    /**
     * The same with a {@code Retry-After} header and {@code retryAfterSeconds} in the body.
     *
     * @param seconds after how long, at least 0
     * @return the fault
     */
    public Fault retryAfter(int seconds) {
        return new Fault(status, reason, message, OptionalInt.of(seconds), delay, ending);
    }

    Optional<ApiException> refusal() {
        return status == 0
                ? Optional.empty()
                : Optional.of(ApiException.of(status, reason, message, retryAfterSeconds));
    }

    OptionalInt retryAfterSeconds() {
        return retryAfterSeconds;
    }

    Duration delay() {
        return delay;
    }

    Ending ending() {
        return ending;
    }
}
