// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.mesh.reference;

import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.testkit.mesh.reference.RouteRule.Destination;
import io.meshkit.testkit.mesh.reference.RouteRule.Matched;
import io.meshkit.testkit.mesh.reference.ServiceRules.Faults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One caller's proxy for one service. The way of a request:
 *
 * <pre>
 * rule of the route → the proxy's own answer, or a destination → version by split → delay and abort of a fault
 *   → {@link Tries tries}: access, instance, connection → changes of the answer
 * </pre>
 *
 * <p>Route, split, retry, timeout and fault are those of the service that was called; a request that goes to another one is split as that one says,
 * and access, breaker, limits and balancer are those of the destination. Thread-safe.
 */
final class Outbound {

    private final Caller caller;
    private final String service;
    private final MeshState mesh;
    private final CountDownLatch closed;
    private final Random random;
    private final Random faultRandom;

    Outbound(Caller caller, String service, MeshState mesh, CountDownLatch closed) {
        this.caller = caller;
        this.service = service;
        this.mesh = mesh;
        this.closed = closed;
        this.random = mesh.random(caller.service(), service);
        this.faultRandom = mesh.random(caller.service(), service + "/fault");
    }

    /** How long a connection of a caller may be silent. */
    Duration idle() {
        return mesh.rules().of(service).times().idle().orElse(mesh.limits().idle());
    }

    ProxyAnswer carryOut(ProxyRequest request) throws InterruptedException {
        MeshRules rules = mesh.rules();
        boolean exactAsPrefix = mesh.has(Defect.EXACT_PATH_AS_PREFIX);
        request.fields().remove("x-forwarded-client-cert");
        Optional<Matched> matched = Optional.empty();
        for (RouteRule rule : rules.of(service).route()) {
            matched = rule.match(request, exactAsPrefix);
            if (matched.isPresent()) {
                break;
            }
        }
        ProxyAnswer answer = matched.flatMap(rule -> rule.ownAnswer(request)).orElse(null);
        if (answer == null) {
            Destination to = destination(matched, rules);
            Optional<ProxyAnswer> fault = fault(rules.of(service).faults());
            answer = fault.isPresent()
                    ? fault.get()
                    : new Tries(caller, rules.of(service), to.service(), among(to, rules), mesh, rules, closed)
                            .send(matched.map(rule -> rule.changed(request)).orElse(request));
        }
        ProxyAnswer last = answer;
        return matched.map(rule -> rule.changed(last)).orElse(last);
    }

    /** Waits for a delay, and gives the answer of an abort. Each is drawn for itself, both always, so that draws do not depend on draws. */
    private Optional<ProxyAnswer> fault(Faults faults) throws InterruptedException {
        if (mesh.has(Defect.FAULTS_IGNORED)) {
            return Optional.empty();
        }
        boolean delayed = faultRandom.nextDouble() < faults.delayed();
        boolean aborted = faultRandom.nextDouble() < faults.aborted();
        if (delayed && closed.await(faults.delay().toMillis(), TimeUnit.MILLISECONDS)) {
            return Optional.of(ProxyAnswer.own(503, "the mesh is closed"));
        }
        return aborted
                ? Optional.of(ProxyAnswer.own(faults.status(), "the request was aborted on purpose"))
                : Optional.empty();
    }

    private Destination destination(Optional<Matched> matched, MeshRules rules) {
        List<Destination> to = matched.map(rule -> rule.rule().to()).orElse(List.of());
        Destination chosen = to.isEmpty()
                ? new Destination(service, Optional.empty(), 1)
                : to.get(drawn(to.stream().map(Destination::weight).toList()));
        Map<String, Double> split = rules.of(chosen.service()).split();
        if (chosen.version().isPresent() || split.isEmpty()) {
            return chosen;
        }
        List<String> versions = List.copyOf(split.keySet());
        String version = versions.get(drawn(shifted(List.copyOf(split.values()))));
        return new Destination(chosen.service(), Optional.of(version), 1);
    }

    private List<Double> shifted(List<Double> shares) {
        if (!mesh.has(Defect.SPLIT_SHIFTED)) {
            return shares;
        }
        double equal = shares.stream().mapToDouble(Double::doubleValue).sum() / shares.size();
        return shares.stream().map(share -> share + 0.6 * (equal - share)).toList();
    }

    /** The index of one of some weights. */
    private int drawn(List<Double> weights) {
        double left = random.nextDouble()
                * weights.stream().mapToDouble(Double::doubleValue).sum();
        for (int i = 0; i < weights.size(); i++) {
            left -= weights.get(i);
            if (left < 0) {
                return i;
            }
        }
        return weights.size() - 1;
    }

    private List<Instance> among(Destination to, MeshRules rules) {
        List<Instance> all = mesh.instances(to.service());
        if (to.version().isEmpty()) {
            return all;
        }
        String version = to.version().get();
        MapValue labels =
                rules.of(to.service()).versions().getOrDefault(version, MapValue.of("version", TextValue.of(version)));
        return new ArrayList<>(
                all.stream().filter(instance -> instance.bears(labels)).toList());
    }
}
