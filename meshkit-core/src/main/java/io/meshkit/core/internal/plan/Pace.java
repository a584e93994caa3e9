// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How time passes while something is watched. */
interface Pace {

    /** As time passes for everybody. */
    Pace REAL = new Pace() {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public void pause(Duration time) throws InterruptedException {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        }
    };

    /** As {@link System#nanoTime}. */
    long nanoTime();

    /** Lets time pass. */
    void pause(Duration time) throws InterruptedException;
}
