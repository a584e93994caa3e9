// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.model;

import io.meshkit.analysis.Index;
import io.meshkit.analysis.Node;
import io.meshkit.analysis.PodTemplate.Home;
import io.meshkit.analysis.Presence;
import io.meshkit.analysis.RuleView;
import io.meshkit.resource.Resource;
import io.meshkit.resource.StoreId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Finds the configuration of a mesh. In a cluster it is a text in the ConfigMap {@code istio} of the root namespace, or in {@code
 * istio-REVISION} where the control plane has a name (istio/istio:manifests/charts/istio-control/istio-discovery/templates/configmap.yaml);
 * who has it otherwise gives it as the resource {@code meshconfig}, which goes before.
 */
public final class MeshConfigurations {

    private static final String NAME = "meshconfig";
    private static final String CONFIG_MAP = "istio";

    private final EmbeddedText texts;
    private final Index<Home, Said> byNamespace = Index.of(
            "configurations of the mesh by namespace", Set.of(Kinds.MESH_CONFIG, Kinds.CONFIG_MAP), this::entries);

    public MeshConfigurations(EmbeddedText texts) {
        this.texts = texts;
    }

    /** A configuration, and the resource that has it; empty when that resource has a text that cannot be read. */
    private record Said(Resource by, Optional<Resource> mesh) {}

    /** The configuration of the mesh that a cluster belongs to; one that belongs to no cluster holds for those that have none. */
    public MeshConfiguration of(RuleView view, StoreId cluster) {
        String root = view.settings().rootNamespace();
        List<Said> said = new ArrayList<>(view.find(byNamespace, new Home(cluster, root)));
        if (said.isEmpty()) {
            said.addAll(view.find(byNamespace, new Home(StoreId.UNBOUND, root)));
        }
        Optional<Said> one = first(said, Kinds.MESH_CONFIG.kind(), NAME)
                .or(() -> first(said, Kinds.CONFIG_MAP.kind(), CONFIG_MAP))
                .or(() -> said.size() == 1 ? Optional.of(said.get(0)) : Optional.empty());
        if (one.isPresent() && one.get().mesh.isPresent()) {
            Said found = one.get();
            return MeshConfiguration.found(found.mesh.get(), found.by.body().place(), root);
        }
        boolean isAbsent = said.isEmpty() && view.isLoaded(cluster, Kinds.MESH_CONFIG, root);
        return MeshConfiguration.missing(isAbsent ? Presence.ABSENT : Presence.UNKNOWN, root);
    }

    private static Optional<Said> first(List<Said> said, String kind, String name) {
        return said.stream()
                .filter(one -> one.by.key().groupKind().kind().equals(kind))
                .filter(one -> one.by.key().name().equals(name))
                .findFirst();
    }

    private void entries(Resource resource, BiConsumer<Home, Said> into) {
        Home home = Home.of(resource);
        if (resource.key().groupKind().equals(Kinds.MESH_CONFIG)) {
            into.accept(home, new Said(resource, Optional.of(resource)));
        } else if (isMeshMap(resource.key().name())) {
            Node.of(resource)
                    .get("data", "mesh")
                    .text()
                    .ifPresent(text -> into.accept(home, new Said(resource, texts.read(resource, text))));
        }
    }

    /** Whether a ConfigMap of the root namespace has the name of one that holds the configuration of a mesh. */
    public static boolean isMeshMap(String name) {
        return name.equals(CONFIG_MAP) || name.startsWith(CONFIG_MAP + "-");
    }
}
