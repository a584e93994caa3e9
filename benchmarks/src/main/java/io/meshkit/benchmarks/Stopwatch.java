// SPDX-License-Identifier: Apache-2.0
package io.meshkit.benchmarks;

import java.util.function.Supplier;

/** Takes the time of work and keeps the last result, so that nothing of the work can be left out. */
final class Stopwatch {

    private volatile Object kept = "";

    /** The time in milliseconds. */
    double millis(Supplier<?> work) {
        long start = System.nanoTime();
        kept = work.get();
        return (System.nanoTime() - start) / 1e6;
    }

    @Override
    public String toString() {
        return "stopwatch, last result of " + kept.getClass().getSimpleName();
    }
}
