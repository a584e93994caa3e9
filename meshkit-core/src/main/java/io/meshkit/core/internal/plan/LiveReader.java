// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import io.meshkit.resource.GroupKind;
import io.meshkit.resource.LiveResource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.ResourceQuery;
import io.meshkit.resource.ResourceStore;
import io.meshkit.resource.StoreException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads many resources with few requests: one for each kind. */
final class LiveReader {

    private final ResourceStore store;

    LiveReader(ResourceStore store) {
        this.store = store;
    }

    LiveState read(Collection<ResourceKey> keys) {
        SortedMap<GroupKind, Set<ResourceKey>> byKind = new TreeMap<>();
        keys.forEach(key ->
                byKind.computeIfAbsent(key.groupKind(), kind -> new TreeSet<>()).add(key));
        Map<ResourceKey, LiveResource> found = new HashMap<>();
        Map<GroupKind, StoreException> failures = new TreeMap<>();
        byKind.forEach((kind, wanted) -> {
            try {
                kind(kind, wanted).stream()
                        .filter(live -> wanted.contains(live.key()))
                        .forEach(live -> found.put(live.key(), live));
            } catch (StoreException e) {
                if (e.reason() != StoreException.Reason.UNKNOWN_KIND) {
                    failures.put(kind, e);
                }
            }
        });
        return new LiveState(found, failures);
    }

    private List<LiveResource> kind(GroupKind kind, Set<ResourceKey> keys) {
        if (keys.size() == 1) {
            return store.get(keys.iterator().next()).stream().toList();
        }
        Set<String> namespaces =
                keys.stream().map(ResourceKey::namespace).collect(Collectors.toCollection(TreeSet::new));
        if (namespaces.size() == 1) {
            return namespace(kind, namespaces.iterator().next());
        }
        try {
            return store.listAll(ResourceQuery.of(kind));
        } catch (StoreException e) {
            if (e.reason() != StoreException.Reason.FORBIDDEN) {
                throw e;
            }
            // who may not list a whole cluster may still list the namespaces at hand
            List<LiveResource> all = new ArrayList<>();
            namespaces.forEach(namespace -> all.addAll(namespace(kind, namespace)));
            return all;
        }
    }

    private List<LiveResource> namespace(GroupKind kind, String namespace) {
        ResourceQuery query = ResourceQuery.of(kind);
        return store.listAll(namespace.isEmpty() ? query : query.inNamespace(namespace));
    }
}
