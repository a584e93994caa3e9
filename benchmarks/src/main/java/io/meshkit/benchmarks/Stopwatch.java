// SPDX-License-Identifier: Apache-2.0
package io.meshkit.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.Supplier;

/** Takes the time of work and keeps the last result, so that nothing of the work can be left out. */
final class Stopwatch {

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private volatile Object kept = "";

    /**
     * What work took.
     *
     * @param millis the time in milliseconds
     * @param processorMillis the processor time of the calling thread in milliseconds: other programs on the machine count for little in it
     */
    record Taken(double millis, double processorMillis) {}

    Taken take(Supplier<?> work) {
        long processorStart = threads.getCurrentThreadCpuTime();
        double millis = millis(work);
        return new Taken(millis, (threads.getCurrentThreadCpuTime() - processorStart) / 1e6);
    }

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
