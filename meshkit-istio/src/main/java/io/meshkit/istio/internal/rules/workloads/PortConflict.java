// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.workloads;

import io.meshkit.analysis.Node;
import io.meshkit.analysis.PodTemplate;
import io.meshkit.analysis.Presence;
import io.meshkit.analysis.Rule;
import io.meshkit.analysis.RuleView;
import io.meshkit.document.Value;
import io.meshkit.istio.internal.rules.model.Injection;
import io.meshkit.istio.internal.rules.model.Kinds;
import io.meshkit.istio.internal.rules.model.PortProtocol;
import io.meshkit.istio.internal.rules.model.ServiceSelectors;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the rules on Services that contradict each other about one workload have in common. */
abstract class PortConflict implements Rule {

    private static final String MANAGED = "gateway.istio.io/managed";

    /** The kinds whose pods Services select. */
    static GroupKind[] subjects() {
        return new GroupKind[] {
            Kinds.DEPLOYMENT, new GroupKind("apps", "StatefulSet"), new GroupKind("apps", "DaemonSet")
        };
    }

    /**
     * A port by which a Service leads to the workload.
     *
     * @param service the Service
     * @param at the port there
     */
    record Exposure(Resource service, Node at) {

        String number() {
            return print(at.get("port"));
        }

        String target() {
            return at.get("targetPort").isPresent() ? print(at.get("targetPort")) : number();
        }

        /** TCP, unless another is named. */
        String transport() {
            return at.get("protocol").text(PortProtocol.TCP);
        }

        private static String print(Node number) {
            return number.text().orElseGet(() -> Long.toString(number.number().orElse(0)));
        }
    }

    /** What the Services have in common. */
    abstract String shared(Exposure port);

    /** What should then be the same too; empty when nothing is known of it. */
    abstract Optional<String> same(Exposure port, RuleView view);

    /** What is wrong when it is not. */
    abstract String message(String shared, List<String> different, List<String> services);

    @Override
    public final void check(Resource workload, RuleView view) {
        if (isLeftOut(workload, view)) {
            return;
        }
        PodTemplate pod = PodTemplate.of(workload);
        Map<String, Map<String, List<Exposure>>> conflicts = conflicts(pod, view);
        if (conflicts.isEmpty()) {
            return;
        }
        Presence sidecar = new Injection(view).sidecar(pod);
        if (sidecar == Presence.UNKNOWN) {
            view.unjudged("the namespace " + workload.key().namespace());
        } else if (sidecar == Presence.FOUND) {
            conflicts.forEach((shared, different) -> report(pod, shared, different, view));
        }
    }

    /** Istio's analyzer leaves out waypoints alone; all gateways that it manages have Services of its making. */
    private static boolean isLeftOut(Resource workload, RuleView view) {
        String manager = workload.labels().getOrDefault(MANAGED, "");
        return view.imitates("istioctl")
                ? !workload.key().groupKind().equals(Kinds.DEPLOYMENT) || manager.equals("istio.io-mesh-controller")
                : !manager.isEmpty();
    }

    private Map<String, Map<String, List<Exposure>>> conflicts(PodTemplate pod, RuleView view) {
        Map<String, Map<String, List<Exposure>>> all = new TreeMap<>();
        for (Resource service : ServiceSelectors.selecting(pod, view)) {
            for (Node at : Node.of(service).get("spec", "ports").items()) {
                Exposure port = new Exposure(service, at);
                same(port, view)
                        .ifPresent(value -> all.computeIfAbsent(shared(port), any -> new TreeMap<>())
                                .computeIfAbsent(value, any -> new ArrayList<>())
                                .add(port));
            }
        }
        all.values().removeIf(different -> different.size() < 2);
        return all;
    }

    private void report(PodTemplate pod, String shared, Map<String, List<Exposure>> different, RuleView view) {
        TreeSet<String> services = new TreeSet<>();
        different
                .values()
                .forEach(ports ->
                        ports.forEach(port -> services.add(port.service().key().name())));
        view.report(
                pod.get("metadata", "labels"),
                message(shared, List.copyOf(different.keySet()), List.copyOf(services)),
                finding -> different.forEach((value, ports) -> ports.forEach(port -> finding.related(
                        port.at().value().flatMap(Value::place),
                        "the Service " + port.service().key().name()))));
    }
}
