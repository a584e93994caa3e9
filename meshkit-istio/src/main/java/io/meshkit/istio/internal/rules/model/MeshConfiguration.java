// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.model;

import io.meshkit.analysis.Node;
import io.meshkit.analysis.Presence;
import io.meshkit.analysis.RuleView;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.StoreId;
import java.util.List;
import java.util.Optional;

/**
 * The configuration of the mesh as a whole, laid over Istio's defaults: istio/api:mesh/v1alpha1/config.proto. It is the resource {@code
 * meshconfig} in the root namespace; the one that belongs to no cluster holds for those that have none of their own.
 */
public final class MeshConfiguration {

    private static final String NAME = "meshconfig";

    private final Optional<Resource> resource;
    private final Presence presence;
    private final String rootNamespace;

    private MeshConfiguration(Optional<Resource> resource, Presence presence, String rootNamespace) {
        this.resource = resource;
        this.presence = presence;
        this.rootNamespace = rootNamespace;
    }

    /** The configuration of the mesh that a cluster belongs to. */
    public static MeshConfiguration of(RuleView view, StoreId cluster) {
        String namespace = view.settings().rootNamespace();
        ResourceKey key = new ResourceKey(cluster, Kinds.MESH_CONFIG, namespace, NAME);
        Optional<Resource> resource = view.resource(key).or(() -> view.resource(key.in(StoreId.UNBOUND)));
        Presence presence = resource.isPresent() ? Presence.FOUND : view.presence(key);
        String root = resource.map(Node::of)
                .flatMap(mesh -> mesh.get("rootNamespace").text())
                .filter(name -> !name.isEmpty())
                .orElse(namespace);
        return new MeshConfiguration(resource, presence, root);
    }

    /** Whether it was loaded; where it is absent, the defaults hold. */
    public Presence presence() {
        return presence;
    }

    /** What it says under some keys; without a value where it says nothing, and the default holds. */
    public Optional<Node> find(String... keys) {
        return resource.map(Node::of).map(mesh -> mesh.get(keys)).filter(Node::isPresent);
    }

    /** The namespace whose policies hold for the whole mesh. */
    public String rootNamespace() {
        return rootNamespace;
    }

    /** The names of the providers that are used where a Telemetry names none; by default there are none for access logs and traces. */
    public List<String> defaultProviders(String purpose) {
        return find("defaultProviders", purpose).map(Node::textItems).orElse(List.of());
    }

    /** A provider by name, as somebody configured it; those that Istio brings along are not among them. */
    public Optional<Node> extensionProvider(String name) {
        return find("extensionProviders").map(Node::items).orElse(List.of()).stream()
                .filter(provider -> provider.get("name").text("").equals(name))
                .findFirst();
    }
}
