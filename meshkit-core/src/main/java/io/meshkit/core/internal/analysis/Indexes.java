// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.analysis;

import io.meshkit.analysis.Index;
import io.meshkit.analysis.Snapshot;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The indexes of one snapshot, each built when it is first asked. Used on one thread. */
final class Indexes {

    private final Snapshot snapshot;
    private final Map<Index<?, ?>, BuiltIndex<?, ?>> built = new HashMap<>();
    private final Map<GroupKind, Map<ResourceKey, Resource>> byKey = new HashMap<>();

    Indexes(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    Snapshot snapshot() {
        return snapshot;
    }

    <K, E> List<E> find(Index<K, E> index, K key) {
        @SuppressWarnings("unchecked") // an index maps to what was built of it
        BuiltIndex<K, E> entries =
                (BuiltIndex<K, E>) built.computeIfAbsent(index, any -> new BuiltIndex<>(index, snapshot));
        return entries.find(key);
    }

    Optional<Resource> resource(ResourceKey key) {
        return Optional.ofNullable(
                byKey.computeIfAbsent(key.groupKind(), this::byKey).get(key));
    }

    private Map<ResourceKey, Resource> byKey(GroupKind kind) {
        Map<ResourceKey, Resource> found = new HashMap<>();
        snapshot.resources(kind).forEach(resource -> found.putIfAbsent(resource.key(), resource));
        return found;
    }
}
