// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.mesh.reference;

import io.meshkit.testkit.mesh.reference.ServiceRules.Breaker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** What one caller has seen of one instance. Guarded by {@link Upstreams}. */
final class InstanceHealth {

    private static final int MOST_SEEN = 10_000;

    private record Seen(Instant at, boolean good) {}

    private final Deque<Seen> seen = new ArrayDeque<>();
    private int errorsInARow;
    private int ejections;
    private Instant outUntil = Instant.MIN;
    private int underWay;

    boolean isOut(Instant now) {
        return now.isBefore(outUntil);
    }

    int underWay() {
        return underWay;
    }

    void begin() {
        underWay++;
    }

    void end() {
        underWay--;
    }

    /** Counts a request. True when the instance has to go out. */
    boolean count(boolean good, Instant now, Breaker breaker) {
        errorsInARow = good ? 0 : errorsInARow + 1;
        boolean inARow = breaker.consecutive().isPresent()
                && errorsInARow >= breaker.consecutive().getAsInt();
        return inARow || breaker.successRate().isPresent() && isRateLow(good, now, breaker);
    }

    private boolean isRateLow(boolean good, Instant now, Breaker breaker) {
        seen.addLast(new Seen(now, good));
        Instant begin = now.minus(breaker.window());
        while (seen.size() > MOST_SEEN || seen.getFirst().at().isBefore(begin)) {
            seen.removeFirst();
        }
        long successes = seen.stream().filter(Seen::good).count();
        return seen.size() >= breaker.minRequests()
                && successes < breaker.successRate().getAsDouble() * seen.size();
    }

    void eject(Instant now, Breaker breaker) {
        ejections++;
        Duration time = breaker.base().multipliedBy(ejections);
        outUntil = now.plus(time.compareTo(breaker.most()) > 0 ? breaker.most() : time);
        errorsInARow = 0;
        seen.clear();
    }
}
