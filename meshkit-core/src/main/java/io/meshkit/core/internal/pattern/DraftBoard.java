// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.pattern.Draft;
import io.meshkit.pattern.Drafts;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.StoreId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The objects under construction, by key. Used on one thread. */
final class DraftBoard implements Drafts {

    private final Map<ResourceKey, DraftObject> objects = new TreeMap<>();
    private final Map<String, Map<ResourceKey, DraftObject>> byComponent = new HashMap<>();
    private Writer writer = new Writer(0, "", "", Optional.empty());

    /** Says who writes from now on. */
    void writer(Writer next) {
        writer = next;
    }

    Writer writer() {
        return writer;
    }

    @Override
    public Draft draft(String apiVersion, String kind, String namespace, String name) {
        DraftObject object = object(new ResourceKey(StoreId.UNBOUND, GroupKind.of(apiVersion, kind), namespace, name));
        object.asked(apiVersion);
        return object;
    }

    @Override
    public void add(Resource resource) {
        object(resource.key().in(StoreId.UNBOUND)).whole(resource);
    }

    private DraftObject object(ResourceKey key) {
        return objects.computeIfAbsent(key, wanted -> new DraftObject(this, wanted));
    }

    /** Somebody wrote into an object. */
    void wrote(DraftObject object) {
        byComponent
                .computeIfAbsent(writer.component(), component -> new TreeMap<>())
                .put(object.key(), object);
    }

    /** The objects that a component wrote into, sorted by key. */
    List<DraftObject> objectsOf(String component) {
        return List.copyOf(byComponent.getOrDefault(component, Map.of()).values());
    }

    /** All objects, sorted by key. */
    Collection<DraftObject> objects() {
        return objects.values();
    }
}
