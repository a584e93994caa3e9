// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.model;

import io.meshkit.analysis.Node;
import io.meshkit.analysis.Presence;
import io.meshkit.document.Place;
import io.meshkit.resource.Resource;
import java.util.List;
import java.util.Optional;

/**
 * The configuration of the mesh as a whole, laid over Istio's defaults: istio/api:mesh/v1alpha1/config.proto. {@link MeshConfigurations}
 * finds it.
 */
public final class MeshConfiguration {

    private final Optional<Resource> resource;
    private final Optional<Place> place;
    private final Presence presence;
    private final String rootNamespace;

    private MeshConfiguration(
            Optional<Resource> resource, Optional<Place> place, Presence presence, String rootNamespace) {
        this.resource = resource;
        this.place = place;
        this.presence = presence;
        this.rootNamespace = rootNamespace;
    }

    static MeshConfiguration found(Resource mesh, Optional<Place> place, String defaultRoot) {
        String root = Node.of(mesh)
                .get("rootNamespace")
                .text()
                .filter(name -> !name.isEmpty())
                .orElse(defaultRoot);
        return new MeshConfiguration(Optional.of(mesh), place, Presence.FOUND, root);
    }

    static MeshConfiguration missing(Presence presence, String defaultRoot) {
        return new MeshConfiguration(Optional.empty(), Optional.empty(), presence, defaultRoot);
    }

    /** Where the resource that has it was written. */
    public Optional<Place> place() {
        return place;
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
