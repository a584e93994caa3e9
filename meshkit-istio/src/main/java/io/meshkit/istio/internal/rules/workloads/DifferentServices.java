// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.workloads;

import io.meshkit.analysis.Index;
import io.meshkit.analysis.Node;
import io.meshkit.analysis.Rule;
import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.RuleView;
import io.meshkit.document.Value;
import io.meshkit.istio.internal.rules.model.Kinds;
import io.meshkit.resource.Resource;
import io.meshkit.resource.StoreId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** A Service is not the same in all clusters of the mesh. */
final class DifferentServices implements Rule {

    private static final RuleInfo INFO = RuleInfo.warning("MKV-ISTIO-SVC-003", "A Service differs between clusters")
            .alias("istioctl", "IST0170")
            .group("services.MultiClusterServiceAnalyzer")
            .subject(Kinds.SERVICE)
            .reason("A mesh takes Services of one name and namespace for one: which cluster's ports and type hold is"
                    + " left to chance.")
            .remedy("Give the Service the same type and ports in all clusters, or another name in one.")
            .build();

    private static final Index<Name, Resource> BY_NAME = Index.of(
            "services of all clusters by namespace and name",
            Set.of(Kinds.SERVICE),
            (service, into) -> into.accept(
                    new Name(service.key().namespace(), service.key().name()), service));

    private record Name(String namespace, String name) {}

    /** What has to be the same. */
    private enum Part {
        HEADLESS(
                "clusterIP",
                "address and lack of one",
                (service, view) ->
                        Node.of(service).get("spec", "clusterIP").text("").equals("None")),
        TYPE(
                "type",
                "types",
                (service, view) -> Node.of(service).get("spec", "type").text("ClusterIP")),
        PORTS("ports", "ports", DifferentServices::ports);

        private final String field;
        private final String words;
        private final BiFunction<Resource, RuleView, Object> of;

        Part(String field, String words, BiFunction<Resource, RuleView, Object> of) {
            this.field = field;
            this.words = words;
            this.of = of;
        }
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Resource service, RuleView view) {
        Map<StoreId, Resource> byCluster = new TreeMap<>();
        for (Resource one : view.find(
                BY_NAME, new Name(service.key().namespace(), service.key().name()))) {
            byCluster.putIfAbsent(one.key().store(), one);
        }
        Resource first = byCluster.values().iterator().next();
        if (byCluster.size() < 2 || !first.key().equals(service.key())) {
            return;
        }
        for (Part part : Part.values()) {
            Object here = part.of.apply(service, view);
            List<Resource> others = byCluster.values().stream()
                    .filter(other -> !part.of.apply(other, view).equals(here))
                    .toList();
            if (!others.isEmpty()) {
                report(service, part, others, view);
                return;
            }
        }
    }

    private static void report(Resource service, Part part, List<Resource> others, RuleView view) {
        Node at = Node.of(service).get("spec", part.field);
        String clusters =
                others.stream().map(other -> other.key().store().value()).collect(Collectors.joining(", "));
        view.report(
                at,
                part.words + " of the Service differ from those in " + clusters + "; make them the same",
                finding -> others.forEach(other -> finding.related(
                        Node.of(other).get("spec").value().flatMap(Value::place),
                        "the Service in " + other.key().store().value())));
    }

    private static Object ports(Resource service, RuleView view) {
        return Node.of(service).get("spec", "ports").items().stream()
                .sorted(Comparator.comparing(port -> port.get("name").text("")))
                .map(port -> view.imitates("istioctl") ? port.value() : Optional.of(shape(port)))
                .toList();
    }

    /** What callers see of a port; each cluster chooses the ports of its nodes by itself. */
    private static List<Object> shape(Node port) {
        return List.of(
                port.get("name").text(""),
                port.get("port").value(),
                port.get("targetPort").value().or(() -> port.get("port").value()),
                port.get("protocol").text("TCP"),
                port.get("appProtocol").text(""));
    }
}
