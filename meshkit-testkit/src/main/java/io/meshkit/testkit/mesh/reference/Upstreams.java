// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.mesh.reference;

import io.meshkit.testkit.mesh.reference.ServiceRules.Balancer;
import io.meshkit.testkit.mesh.reference.ServiceRules.Balancer.Hash;
import io.meshkit.testkit.mesh.reference.ServiceRules.Breaker;
import io.meshkit.testkit.mesh.reference.ServiceRules.Limits;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** The instances of one service as one caller uses them: which is next, which are out of use, what is under way. Thread-safe. */
final class Upstreams implements AutoCloseable {

    private final Map<Instance, InstanceHealth> health = new LinkedHashMap<>();
    private final Optional<Breaker> breaker;
    private final Limits limits;
    private final Balancer balancer;
    private final ConnectionPool connections;
    private final Random random;
    private final Clock clock;
    private int turn;
    private int underWay;

    Upstreams(
            String caller,
            List<Instance> instances,
            ServiceRules rules,
            Random random,
            Clock clock,
            ProxyLimits proxy) {
        instances.forEach(instance -> health.put(instance, new InstanceHealth()));
        this.breaker = rules.breaker().filter(settings -> holdsFor(settings.from(), caller));
        this.limits = rules.limits()
                .filter(settings -> holdsFor(settings.from(), caller))
                .orElse(Limits.NONE);
        this.balancer = rules.balancer();
        this.connections = new ConnectionPool(limits, proxy);
        this.random = random;
        this.clock = clock;
    }

    private static boolean holdsFor(Set<String> callers, String caller) {
        return callers.isEmpty() || callers.contains(caller);
    }

    ConnectionPool connections() {
        return connections;
    }

    /** Whether one more request may be under way; it is counted then. */
    synchronized boolean enter() {
        if (underWay >= limits.concurrent()) {
            return false;
        }
        underWay++;
        return true;
    }

    synchronized int underWay() {
        return underWay;
    }

    synchronized void leave() {
        underWay--;
    }

    /** Chooses one of some instances that is in use; it has to be given back by {@link #done}. */
    synchronized Optional<Instance> choose(List<Instance> among, ProxyRequest request) {
        Instant now = clock.instant();
        List<Instance> usable =
                among.stream().filter(instance -> !health(instance).isOut(now)).toList();
        if (usable.isEmpty()) {
            return Optional.empty();
        }
        Instance chosen = balancer.hash()
                .flatMap(hash -> key(hash, request))
                .map(key -> nearest(usable, key))
                .orElseGet(() -> byAlgorithm(usable));
        health(chosen).begin();
        return Optional.of(chosen);
    }

    private InstanceHealth health(Instance instance) {
        return health.computeIfAbsent(instance, unused -> new InstanceHealth());
    }

    private Instance byAlgorithm(List<Instance> usable) {
        return switch (balancer.algorithm()) {
            case ROUND_ROBIN -> usable.get(Math.floorMod(turn++, usable.size()));
            case RANDOM -> usable.get(random.nextInt(usable.size()));
            case LEAST_REQUEST -> {
                Instance one = usable.get(random.nextInt(usable.size()));
                Instance other = usable.get(random.nextInt(usable.size()));
                yield health(other).underWay() < health(one).underWay() ? other : one;
            }
        };
    }

    private static Optional<String> key(Hash hash, ProxyRequest request) {
        return switch (hash.part()) {
            case "header" -> request.fields().joined(hash.name());
            case "cookie" -> request.cookie(hash.name());
            case "query" -> request.parameter(hash.name());
            default -> Optional.of("127.0.0.1");
        };
    }

    /** Highest random weight: when an instance goes, only its own requests move. */
    private static Instance nearest(List<Instance> usable, String key) {
        return usable.stream()
                .max(Comparator.comparingLong(instance -> mixed(instance.role().instance() + "\n" + key)))
                .orElseThrow();
    }

    /** FNV-1a, then the finish of MurmurHash3, so that texts that differ in their last letter are far apart. */
    private static long mixed(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        hash = (hash ^ hash >>> 33) * 0xff51afd7ed558ccdL;
        hash = (hash ^ hash >>> 33) * 0xc4ceb9fe1a85ec53L;
        return hash ^ hash >>> 33;
    }

    /** Gives an instance back, with what came of it; empty when that says nothing about the instance. */
    synchronized void done(Instance instance, Optional<Boolean> good) {
        InstanceHealth seen = health(instance);
        seen.end();
        if (breaker.isEmpty() || good.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        if (seen.count(good.get(), now, breaker.get()) && !seen.isOut(now) && mayGoOut(now)) {
            seen.eject(now, breaker.get());
        }
    }

    private boolean mayGoOut(Instant now) {
        long out = health.values().stream().filter(each -> each.isOut(now)).count();
        return (out + 1) * 100 <= (long) breaker.orElseThrow().mostPercent() * health.size();
    }

    @Override
    public void close() {
        connections.close();
    }
}
