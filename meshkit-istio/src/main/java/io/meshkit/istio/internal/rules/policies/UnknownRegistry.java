// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.policies;

import io.meshkit.analysis.Index;
import io.meshkit.analysis.Node;
import io.meshkit.analysis.Rule;
import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.RuleView;
import io.meshkit.istio.internal.rules.model.EmbeddedText;
import io.meshkit.istio.internal.rules.model.Kinds;
import io.meshkit.istio.internal.rules.model.MeshConfigurations;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Resource;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/**
 * A network of the mesh takes its endpoints from a registry that is none. istioctl knows neither the name that istiod gives its own cluster
 * nor secrets that are still written as text, nor the networks that the mesh's ConfigMap holds as a text.
 */
final class UnknownRegistry implements Rule {

    /** istio/istio:pkg/config/analysis/analyzers/multicluster/meshnetworks.go; case matters. */
    private static final Set<String> BUILT_IN = Set.of("Mock", "Kubernetes", "External");

    private static final RuleInfo INFO = RuleInfo.error("MKV-ISTIO-NET-001", "A network names an unknown registry")
            .alias("istioctl", "IST0126")
            .group("meshnetworks.MeshNetworksAnalyzer")
            .subject(Kinds.MESH_NETWORKS, Kinds.CONFIG_MAP)
            .needs(Kinds.SECRET)
            .reads(Kinds.DEPLOYMENT)
            .reason("The endpoints of that cluster belong to no network, and callers try to reach them without its"
                    + " gateway.")
            .remedy("Write the name of the cluster as its remote secret has it, or as istiod has it in CLUSTER_ID.")
            .build();

    private static final Index<String, Source> CLUSTERS =
            Index.of("clusters by name", Set.of(Kinds.SECRET, Kinds.DEPLOYMENT), UnknownRegistry::clusters);

    /** Where the name of a cluster comes from. */
    private enum Source {
        REMOTE_SECRET,
        REMOTE_SECRET_AS_TEXT,
        ISTIOD
    }

    private static void clusters(Resource resource, BiConsumer<String, Source> into) {
        GroupKind kind = resource.key().groupKind();
        if (kind.equals(Kinds.DEPLOYMENT)) {
            if ("istiod".equals(resource.labels().get("app"))) {
                Node.of(resource).get("spec", "template", "spec", "containers").items().stream()
                        .flatMap(container -> container.get("env").items().stream())
                        .filter(variable -> variable.get("name").text("").equals("CLUSTER_ID"))
                        .flatMap(variable -> variable.get("value").text().stream())
                        .forEach(name -> into.accept(name, Source.ISTIOD));
            }
        } else if ("true".equals(resource.labels().get("istio/multiCluster"))) {
            Node root = Node.of(resource);
            root.get("data").entries().forEach(entry -> into.accept(entry.key(), Source.REMOTE_SECRET));
            root.get("stringData").entries().forEach(entry -> into.accept(entry.key(), Source.REMOTE_SECRET_AS_TEXT));
        }
    }

    private final EmbeddedText texts;

    UnknownRegistry(EmbeddedText texts) {
        this.texts = texts;
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Resource resource, RuleView view) {
        if (resource.key().groupKind().equals(Kinds.MESH_NETWORKS)) {
            check(Node.of(resource).get("networks"), registry -> registry, view);
        } else if (isOfMesh(resource, view)) {
            Node text = Node.of(resource).get("data", "meshNetworks");
            text.text()
                    .flatMap(networks -> texts.read(resource, networks))
                    .ifPresent(read -> check(Node.of(read).get("networks"), registry -> text, view));
        }
    }

    private static boolean isOfMesh(Resource map, RuleView view) {
        return map.key().namespace().equals(view.settings().rootNamespace())
                && MeshConfigurations.isMeshMap(map.key().name())
                && !view.imitates("istioctl");
    }

    private static void check(Node networks, UnaryOperator<Node> place, RuleView view) {
        for (Node network : networks.entries()) {
            for (Node endpoint : network.get("endpoints").items()) {
                Node registry = endpoint.get("fromRegistry");
                check(network.key(), registry.text(""), place.apply(registry), view);
            }
        }
    }

    private static void check(String network, String name, Node at, RuleView view) {
        if (name.isEmpty() || BUILT_IN.contains(name) || isCluster(name, view)) {
            return;
        }
        view.report(
                at,
                "the network \"" + network + "\" takes endpoints from \"" + name + "\", which is neither "
                        + String.join(", ", BUILT_IN.stream().sorted().toList())
                        + " nor a cluster of a remote secret; write the name of a cluster",
                finding -> finding.parameter("network", network).parameter("registry", name));
    }

    private static boolean isCluster(String name, RuleView view) {
        return view.find(CLUSTERS, name).stream()
                .anyMatch(source -> source == Source.REMOTE_SECRET || !view.imitates("istioctl"));
    }
}
