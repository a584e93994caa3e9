// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import io.meshkit.resource.LiveResource;
import io.meshkit.resource.Readiness;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.ResourceStore;
import java.util.Optional;

/** Whether a resource is where it shall be. */
final class ReadinessCheck {

    private final ResourceStore store;

    ReadinessCheck(ResourceStore store) {
        this.store = store;
    }

    /** Done, or what it waits for; throws when it will not get there by itself. */
    StepWork.Progress ready(LiveResource live) {
        if (!store.features().readiness()) {
            return StepWork.Done.with(live.resource().body());
        }
        Readiness readiness = store.readiness(live);
        return switch (readiness.status()) {
            case CURRENT, UNKNOWN -> StepWork.Done.with(live.resource().body());
            case FAILED -> throw NotReady.failed(live.key(), readiness.message());
            case IN_PROGRESS ->
                new StepWork.Waiting(live.key() + " to be ready"
                        + (readiness.message().isBlank() ? "" : ": " + readiness.message()));
            case TERMINATING, NOT_FOUND -> new StepWork.Waiting(live.key() + " to be there again: it is being deleted");
        };
    }

    StepWork.Progress ready(ResourceKey key) {
        Optional<LiveResource> live = store.get(key);
        return live.isPresent() ? ready(live.get()) : new StepWork.Waiting(key + " to be there");
    }

    /** Whether an object is gone, or another is there under its name. */
    boolean isGone(ResourceKey key, Optional<String> uid) {
        Optional<LiveResource> live = store.get(key);
        return live.isEmpty()
                || uid.isPresent()
                        && live.get().uid().isPresent()
                        && !live.get().uid().equals(uid);
    }
}
