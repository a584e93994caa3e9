// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.mesh;

import java.time.Duration;

/**
 * What an {@link EchoService} does with a request. Immutable.
 *
 * @param status the HTTP status of the answer, 200 to 599
 * @param delay the time until the answer, not negative
 * @param hangs whether there is no answer at all until the service behaves differently or is closed
 * @since 0.1.0
 */
public record EchoBehaviour(int status, Duration delay, boolean hangs) {

    /** Answers 200 at once. */
    public static final EchoBehaviour GOOD = new EchoBehaviour(200, Duration.ZERO, false);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException for a status outside 200 to 599 or a negative delay
     */
    public EchoBehaviour {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("the status of an answer is 200 to 599; got " + status);
        }
        if (delay.isNegative()) {
            throw new IllegalArgumentException("a delay is not negative; got " + delay);
        }
    }

    /**
     * Answers with a status.
     *
     * @param status 200 to 599
     * @return a behaviour like this one
     */
    public EchoBehaviour withStatus(int status) {
        return new EchoBehaviour(status, delay, hangs);
    }

    /**
     * Answers after a while.
     *
     * @param delay the time until the answer
     * @return a behaviour like this one
     */
    public EchoBehaviour withDelay(Duration delay) {
        return new EchoBehaviour(status, delay, hangs);
    }

    /**
     * Does not answer.
     *
     * @return a behaviour like this one
     */
    public EchoBehaviour hanging() {
        return new EchoBehaviour(status, delay, true);
    }
}
