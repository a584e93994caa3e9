// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Which requests go wrong. A fault that is waiting meets the first request that fits, once, unless it is said to meet them all. Thread-safe.
 *
 * @since 0.1.0
 */
public final class Faults {

    private final List<Planned> planned = new ArrayList<>();
    private int silences;

    private record Planned(Predicate<RecordedRequest> which, Fault fault, boolean forever) {}

    Faults() {}

    /**
     * The next request goes wrong. Called several times: the requests after it, one each.
     *
     * @param fault how
     * @return these faults
     */
    public Faults next(Fault fault) {
        return next(request -> true, fault);
    }

    /**
     * The next request that fits goes wrong.
     *
     * @param which which requests fit
     * @param fault how
     * @return these faults
     */
    public synchronized Faults next(Predicate<RecordedRequest> which, Fault fault) {
        planned.add(new Planned(requireNonNull(which, "which"), requireNonNull(fault, "fault"), false));
        return this;
    }

    /**
     * One request goes wrong, counted over the life of the server or since {@link FakeKubernetes#forgetRequests}.
     *
     * @param index how many requests come before it
     * @param fault how
     * @return these faults
     */
    public Faults at(int index, Fault fault) {
        return next(request -> request.index() == index, fault);
    }

    /**
     * All requests that fit go wrong from now on.
     *
     * @param which which requests fit
     * @param fault how
     * @return these faults
     */
    public synchronized Faults always(Predicate<RecordedRequest> which, Fault fault) {
        planned.add(new Planned(requireNonNull(which, "which"), requireNonNull(fault, "fault"), true));
        return this;
    }

    /** Nothing goes wrong any more. */
    public synchronized void clear() {
        planned.clear();
    }

    /**
     * How many faults have not met a request yet.
     *
     * @return the number, those for all requests included
     */
    public synchronized int waiting() {
        return planned.size();
    }

    /**
     * Waits until a request was left without an answer; with {@link Fault#silentAfterWork()} its work is done by then.
     *
     * @param limit how long to wait
     * @return false when there was none until then
     * @throws InterruptedException when the thread is interrupted meanwhile
     */
    public synchronized boolean awaitSilence(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (silences == 0) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    synchronized void fellSilent() {
        silences++;
        notifyAll();
    }

    synchronized Optional<Fault> take(RecordedRequest request) {
        for (Iterator<Planned> each = planned.iterator(); each.hasNext(); ) {
            Planned plan = each.next();
            if (plan.which().test(request)) {
                if (!plan.forever()) {
                    each.remove();
                }
                return Optional.of(plan.fault());
            }
        }
        return Optional.empty();
    }
}
