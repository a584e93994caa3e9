// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.mesh.reference;

import io.meshkit.document.MapValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a pattern says of one service.
 *
 * @param versions the labels of the instances of each version
 * @param split the share of each version; empty without a split
 * @param route the rules of its route
 * @param retry when requests are tried again
 * @param times how long is waited
 * @param faults what is made to go wrong
 * @param access who may call
 * @param breaker when instances are taken out of use
 * @param limits what may be open at once
 * @param balancer how an instance is chosen
 */
record ServiceRules(
        Map<String, MapValue> versions,
        Map<String, Double> split,
        List<RouteRule> route,
        Retry retry,
        Times times,
        Faults faults,
        Access access,
        Optional<Breaker> breaker,
        Optional<Limits> limits,
        Balancer balancer) {

    static final ServiceRules NONE = new ServiceRules(
            Map.of(),
            Map.of(),
            List.of(),
            new Retry(0, Set.of(), Optional.empty(), Duration.ZERO),
            new Times(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
            Faults.NONE,
            Access.NONE,
            Optional.empty(),
            Optional.empty(),
            new Balancer(Balancer.Algorithm.ROUND_ROBIN, Optional.empty()));

    /**
     * The trait {@code retry}.
     *
     * @param attempts further tries
     * @param on the conditions
     * @param perTry the time for each try
     * @param backoff the wait before the first further try
     */
    record Retry(int attempts, Set<String> on, Optional<Duration> perTry, Duration backoff) {}

    /** The trait {@code timeout}. */
    record Times(
            Optional<Duration> request,
            Optional<Duration> idle,
            Optional<Duration> connect,
            Optional<Duration> response) {}

    /**
     * The trait {@code fault}; shares are from 0 to 1.
     *
     * @param delay how long a request waits
     * @param delayed the share of requests that wait
     * @param status what a request is answered with
     * @param aborted the share of requests that are answered so
     */
    record Faults(Duration delay, double delayed, int status, double aborted) {

        static final Faults NONE = new Faults(Duration.ZERO, 0, 0, 0);
    }

    /**
     * The trait {@code circuitBreaker}.
     *
     * @param consecutive errors in a row
     * @param successRate the share of requests that has to succeed
     * @param window the time over which is counted
     * @param minRequests requests below which nothing is decided
     * @param base how long an instance stays out, the first time
     * @param most how long it stays out at most
     * @param mostPercent the share of instances that may be out
     * @param from the callers; empty for all
     */
    record Breaker(
            OptionalInt consecutive,
            OptionalDouble successRate,
            Duration window,
            int minRequests,
            Duration base,
            Duration most,
            int mostPercent,
            Set<String> from) {}

    /** The trait {@code limits}; what is not bounded is {@link Integer#MAX_VALUE}. */
    record Limits(int connections, int pending, int concurrent, int requestsPerConnection, Set<String> from) {

        static final Limits NONE =
                new Limits(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Set.of());
    }

    /**
     * The trait {@code loadBalancer}.
     *
     * @param algorithm how an instance is chosen
     * @param hash what requests have to agree in to meet the same instance
     */
    record Balancer(Algorithm algorithm, Optional<Hash> hash) {

        enum Algorithm {
            ROUND_ROBIN,
            RANDOM,
            LEAST_REQUEST
        }

        /** A part of a request: {@code header}, {@code cookie}, {@code query} or {@code sourceIp}, and its name. */
        record Hash(String part, String name) {}
    }
}
