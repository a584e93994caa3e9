// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import io.meshkit.resource.GroupKind;
import io.meshkit.resource.LiveResource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.StoreException;
import java.util.Map;
import java.util.Optional;

/** What is there of the resources asked for, and of which kinds that could not be read. */
record LiveState(Map<ResourceKey, LiveResource> resources, Map<GroupKind, StoreException> failures) {

    Optional<LiveResource> get(ResourceKey key) {
        return Optional.ofNullable(resources.get(key));
    }

    LiveState orThrow() {
        failures.values().stream().findFirst().ifPresent(failure -> {
            throw failure;
        });
        return this;
    }
}
