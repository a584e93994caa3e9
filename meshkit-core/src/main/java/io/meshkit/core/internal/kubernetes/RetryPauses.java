// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.kubernetes;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/**
 * When to try again, and how to wait until then.
 *
 * @param rule how often and how long
 * @param random spreads the pauses; must be thread-safe
 * @param sleeper waits; tests do not
 */
record RetryPauses(RetryRule rule, RandomGenerator random, Sleeper sleeper) {

    static final RetryPauses DEFAULT = new RetryPauses(
            RetryRule.DEFAULT,
            () -> ThreadLocalRandom.current().nextLong(),
            duration -> Thread.sleep(duration.toMillis()));

    /** Waits. */
    interface Sleeper {
        void sleep(Duration duration) throws InterruptedException;
    }

    void pause(int attempt, Duration retryAfter) throws InterruptedException {
        sleeper.sleep(rule.pause(attempt, retryAfter, random));
    }
}
