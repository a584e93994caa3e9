// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import io.meshkit.document.MapValue;
import io.meshkit.plan.DesiredResource;
import io.meshkit.resource.ApiResource;
import io.meshkit.resource.Cluster;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.ResourceStore;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What is known of kinds: whether the store serves them, whether a CRD of the plan defines them, whether they have namespaces. */
final class Kinds {

    static final GroupKind NAMESPACE = new GroupKind("", "Namespace");
    static final GroupKind DEFINITION = new GroupKind("apiextensions.k8s.io", "CustomResourceDefinition");

    private final ResourceStore store;
    private final Map<GroupKind, ResourceKey> definitions = new HashMap<>();
    private final Map<GroupKind, Boolean> definedNamespaced = new HashMap<>();
    private final Map<GroupKind, Optional<ApiResource>> served = new HashMap<>();

    Kinds(ResourceStore store, Collection<DesiredResource> desired) {
        this.store = store;
        for (DesiredResource resource : desired) {
            definedKind(resource.resource()).ifPresent(kind -> {
                definitions.put(kind, resource.key().in(store.id()));
                definedNamespaced.put(kind, isNamespaced(resource.resource()));
            });
        }
    }

    /** The kind that a CRD defines. */
    static Optional<GroupKind> definedKind(Resource resource) {
        if (!resource.key().groupKind().equals(DEFINITION)) {
            return Optional.empty();
        }
        Optional<MapValue> spec = resource.body().map("spec");
        Optional<String> group = spec.flatMap(map -> map.text("group"));
        Optional<String> kind = spec.flatMap(map -> map.map("names"))
                .flatMap(names -> names.text("kind"))
                .filter(text -> !text.isBlank());
        return group.isPresent() && kind.isPresent()
                ? Optional.of(new GroupKind(group.get(), kind.get()))
                : Optional.empty();
    }

    private static boolean isNamespaced(Resource definition) {
        return definition
                .body()
                .map("spec")
                .flatMap(spec -> spec.text("scope"))
                .map("Namespaced"::equals)
                .orElse(true);
    }

    /** Whether the store has the kind now. Stores that cannot be asked for kinds are taken to have all. */
    boolean isServed(GroupKind kind) {
        return !(store instanceof Cluster) || served(kind).isPresent();
    }

    /** The CRD of the plan that defines the kind. */
    Optional<ResourceKey> definition(GroupKind kind) {
        return Optional.ofNullable(definitions.get(kind));
    }

    /** Whether resources of the kind live in namespaces; empty when that is not known. */
    Optional<Boolean> isNamespaced(GroupKind kind) {
        if (!store.features().namespaces()) {
            return Optional.of(false);
        }
        return served(kind).map(ApiResource::namespaced).or(() -> Optional.ofNullable(definedNamespaced.get(kind)));
    }

    private Optional<ApiResource> served(GroupKind kind) {
        return store instanceof Cluster cluster ? served.computeIfAbsent(kind, cluster::apiResource) : Optional.empty();
    }
}
