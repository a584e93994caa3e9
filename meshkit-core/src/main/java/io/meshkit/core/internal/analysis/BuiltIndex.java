// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.analysis;

import io.meshkit.analysis.Index;
import io.meshkit.analysis.Snapshot;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Resource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An index of one snapshot. Immutable once built. */
final class BuiltIndex<K, E> {

    private final Map<K, List<E>> entries = new HashMap<>();

    BuiltIndex(Index<K, E> index, Snapshot snapshot) {
        for (GroupKind kind : index.inputs()) {
            for (Resource resource : snapshot.resources(kind)) {
                index.entries(resource, this::add);
            }
        }
    }

    private void add(K key, E entry) {
        entries.computeIfAbsent(key, any -> new ArrayList<>(1)).add(entry);
    }

    List<E> find(K key) {
        return Collections.unmodifiableList(entries.getOrDefault(key, List.of()));
    }
}
