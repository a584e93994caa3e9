// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.finding.Finding;
import io.meshkit.plan.DesiredResource;
import io.meshkit.plan.DesiredResource.Ownership;
import io.meshkit.plan.DesiredState;
import io.meshkit.plan.PlanOptions;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.ResourceStore;
import io.meshkit.resource.SetId;
import io.meshkit.resource.StoreException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a desired state that of one store: keys name the store, namespaces are filled in, foreign fields are out, resources bear the mark
 * of the set, and each key is there once.
 */
final class DesiredBinder {

    private static final GroupKind SECRET = new GroupKind("", "Secret");

    private final ResourceStore store;
    private final Kinds kinds;
    private final PlanOptions options;
    private final List<Finding> findings = new ArrayList<>();

    DesiredBinder(ResourceStore store, Kinds kinds, PlanOptions options) {
        this.store = store;
        this.kinds = kinds;
        this.options = options;
    }

    List<Finding> findings() {
        return findings;
    }

    DesiredState bind(DesiredState desired) {
        UnkeptComponents unkept = new UnkeptComponents(
                store.id(), new KnownErrors(desired.report().findings()));
        ForeignFields foreign = new ForeignFields(desired.foreignFields());
        Map<ResourceKey, DesiredResource> bound = new LinkedHashMap<>();
        Map<ResourceKey, ResourceKey> renamed = new HashMap<>();
        for (DesiredResource resource : desired.resources()) {
            Optional<Resource> bindable = inForm(resource, unkept);
            if (bindable.isEmpty()) {
                continue;
            }
            Resource written = write(bindable.get(), resource.ownership(), foreign, desired.set());
            renamed.put(resource.key().in(store.id()), written.key());
            DesiredResource first = bound.get(written.key());
            if (first == null) {
                bound.put(written.key(), copy(resource, written, Map.of()).build());
            } else if (first.resource().equals(written) && first.ownership() == resource.ownership()) {
                bound.put(written.key(), join(first, resource));
            } else {
                findings.add(duplicate(first, resource));
            }
        }
        findings.addAll(unkept.findings());
        DesiredState.Builder state = DesiredState.of(desired.set()).foreign(desired.foreignFields());
        bound.values()
                .forEach(resource ->
                        state.add(copy(resource, resource.resource(), renamed).build()));
        return state.findings(desired.report().findings()).build();
    }

    /** The resource as the store takes it; what it cannot keep is a finding where that was written. */
    private Optional<Resource> inForm(DesiredResource desired, UnkeptComponents unkept) {
        try {
            return Optional.of(store.inForm(desired.resource().in(store.id())));
        } catch (StoreException e) {
            unkept.add(desired, e.rejection().orElseThrow(() -> e));
            return Optional.empty();
        }
    }

    private Resource write(Resource desired, Ownership ownership, ForeignFields foreign, SetId set) {
        Resource resource = foreign.strip(plainSecret(inNamespace(desired)));
        return ownership == Ownership.WHOLE ? store.inventories().mark(resource, set) : resource;
    }

    private Resource inNamespace(Resource resource) {
        ResourceKey key = resource.key();
        Optional<Boolean> namespaced = kinds.isNamespaced(key.groupKind());
        if (namespaced.isEmpty() || !store.features().namespaces()) {
            return resource;
        }
        Optional<MapValue> metadata = resource.body().map("metadata");
        if (namespaced.get() && key.namespace().isEmpty() && metadata.isPresent()) {
            ResourceKey there = new ResourceKey(key.store(), key.groupKind(), options.defaultNamespace(), key.name());
            Value namespace = TextValue.of(options.defaultNamespace());
            return Resource.of(
                    there, resource.body().with("metadata", metadata.get().with("namespace", namespace)));
        }
        if (!namespaced.get() && !key.namespace().isEmpty() && metadata.isPresent()) {
            findings.add(Finding.warning(
                            PlanCodes.NO_NAMESPACE,
                            key.groupKind() + " " + key.name() + " names the namespace \"" + key.namespace()
                                    + "\", but this kind has no namespaces; the namespace is ignored. Leave it out.")
                    .resource(key)
                    .at(BodyPlaces.nearest(resource.body(), "/metadata/namespace"))
                    .build());
            ResourceKey there = new ResourceKey(key.store(), key.groupKind(), "", key.name());
            return Resource.of(
                    there, resource.body().with("metadata", metadata.get().without("namespace")));
        }
        return resource;
    }

    /**
     * The server turns {@code stringData} into {@code data} and forgets it, so it could never be compared
     * (kubernetes/kubernetes:pkg/apis/core/v1/conversion.go).
     */
    private static Resource plainSecret(Resource resource) {
        Optional<MapValue> texts = resource.body().map("stringData");
        if (!resource.key().groupKind().equals(SECRET) || texts.isEmpty()) {
            return resource;
        }
        MapValue.Builder data = resource.body().map("data").orElse(MapValue.EMPTY).toBuilder();
        for (MapValue.Entry entry : texts.get()) {
            Value value = entry.value();
            if (value instanceof TextValue text) {
                byte[] bytes = text.text().getBytes(StandardCharsets.UTF_8);
                value = TextValue.of(Base64.getEncoder().encodeToString(bytes)).at(text);
            }
            data.put(entry.key(), value);
        }
        return resource.withBody(resource.body().without("stringData").with("data", data.build()));
    }

    private static DesiredResource.Builder copy(
            DesiredResource from, Resource resource, Map<ResourceKey, ResourceKey> renamed) {
        DesiredResource.Builder copy =
                DesiredResource.of(resource).component(from.component()).ownership(from.ownership());
        from.after().forEach(key -> copy.after(rename(key, resource, renamed)));
        from.serves().forEach(key -> copy.serves(rename(key, resource, renamed)));
        return copy;
    }

    private static ResourceKey rename(ResourceKey key, Resource resource, Map<ResourceKey, ResourceKey> renamed) {
        ResourceKey here = key.in(resource.key().store());
        return renamed.getOrDefault(here, here);
    }

    private static DesiredResource join(DesiredResource one, DesiredResource other) {
        DesiredResource.Builder joined = copy(one, one.resource(), Map.of());
        other.after().forEach(key -> joined.after(key.in(one.key().store())));
        other.serves().forEach(key -> joined.serves(key.in(one.key().store())));
        return joined.build();
    }

    private static Finding duplicate(DesiredResource first, DesiredResource second) {
        return Finding.error(
                        PlanCodes.DUPLICATE,
                        first.key() + " is wanted twice with different content"
                                + (first.component().equals(second.component())
                                        ? ""
                                        : " (by " + first.component() + " and " + second.component() + ")")
                                + "; say all of it in one place.")
                .resource(first.key())
                .at(BodyPlaces.nearest(second.resource().body(), ""))
                .related(BodyPlaces.nearest(first.resource().body(), ""), "first written here")
                .build();
    }
}
