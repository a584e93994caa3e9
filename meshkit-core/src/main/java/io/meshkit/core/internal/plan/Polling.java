// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import java.time.Duration;

/**
 * How often a resource that is waited for is looked at: at first soon, then less and less often.
 *
 * @param first the pause before the first look
 * @param longest the longest pause
 */
record Polling(Duration first, Duration longest) {

    static final Polling DEFAULT = new Polling(Duration.ofMillis(200), Duration.ofSeconds(3));

    /** The pause before a look; each is half as long again as the one before. */
    Duration pause(int looksBefore) {
        double grown = first.toNanos() * Math.pow(1.5, Math.min(looksBefore, 60));
        return Duration.ofNanos((long) Math.min(grown, longest.toNanos()));
    }
}
