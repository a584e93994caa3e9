// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.mesh.reference;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** What all proxies of a mesh share: the rules that hold, the instances, the defects. Thread-safe. */
final class MeshState implements AutoCloseable {

    private static final int MOST_FORMER = 100;

    private final ReferenceMeshOptions options;
    private final Map<String, List<Instance>> instances;
    private final Set<Defect> defects = EnumSet.noneOf(Defect.class);
    private final Deque<MeshRules> former = new ArrayDeque<>();
    private MeshRules rules = MeshRules.NONE;
    private Map<String, Upstreams> upstreams = new TreeMap<>();

    MeshState(ReferenceMeshOptions options, Map<String, List<Instance>> instances) {
        this.options = options;
        this.instances = instances;
    }

    ProxyLimits limits() {
        return options.limits();
    }

    /** The same for the same seed, caller and service, however many others there are. */
    Random random(String caller, String service) {
        return new Random(options.seed() ^ (caller + "/" + service).hashCode() * 0x9E3779B97F4A7C15L);
    }

    /** The SPIFFE id of a service. */
    String spiffeId(String service) {
        return new Caller(service, options.namespaces().getOrDefault(service, "default")).spiffeId();
    }

    synchronized void configure(MeshRules next) {
        former.addFirst(rules);
        if (former.size() > MOST_FORMER) {
            former.removeLast();
        }
        rules = next;
        upstreams.values().forEach(each -> each.connections().retire());
        upstreams = new TreeMap<>();
    }

    synchronized void defect(Defect defect, boolean on) {
        if (on) {
            defects.add(defect);
        } else {
            defects.remove(defect);
        }
    }

    synchronized boolean has(Defect defect) {
        return defects.contains(defect);
    }

    synchronized MeshRules rules() {
        return rules;
    }

    synchronized Upstreams upstreams(String caller, String service) {
        return upstreams.computeIfAbsent(
                caller + "/" + service,
                unused -> new Upstreams(
                        caller,
                        instances(service),
                        rules.of(service),
                        random(caller, service),
                        options.clock(),
                        options.limits()));
    }

    List<Instance> instances(String service) {
        return instances.getOrDefault(service, List.of());
    }

    boolean allows(MeshRules rules, String service, Caller caller, ProxyRequest request) {
        return rules.of(service).access().allows(caller, request, !options.denyByDefault())
                || has(Defect.REVOKED_ACCESS_ALLOWED)
                        && former().stream()
                                .anyMatch(old -> old.of(service).access().allowsExpressly(caller, request));
    }

    private synchronized List<MeshRules> former() {
        return new ArrayList<>(former);
    }

    @Override
    public synchronized void close() {
        upstreams.values().forEach(Upstreams::close);
    }
}
