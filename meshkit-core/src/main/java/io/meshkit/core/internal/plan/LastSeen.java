// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import io.meshkit.resource.LiveResource;
import io.meshkit.resource.ResourceKey;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The objects of an operation as it last saw them: as they were when the plan was checked, or as it left them itself. Thread-safe. */
final class LastSeen {

    private final Map<ResourceKey, LiveResource> seen;

    LastSeen(LiveState checked) {
        seen = new ConcurrentHashMap<>(checked.resources());
    }

    /** Empty when it was not there; what is being deleted counts as gone. */
    Optional<LiveResource> of(ResourceKey key) {
        return Optional.ofNullable(seen.get(key)).filter(live -> !ServerFields.isTerminating(live));
    }

    void is(LiveResource live) {
        seen.put(live.key(), live);
    }

    void isGone(ResourceKey key) {
        seen.remove(key);
    }
}
