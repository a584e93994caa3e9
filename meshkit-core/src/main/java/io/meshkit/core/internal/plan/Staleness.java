// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import io.meshkit.MeshKitException;
import io.meshkit.plan.ApplyStep;
import io.meshkit.plan.Change;
import io.meshkit.plan.DeleteStep;
import io.meshkit.plan.Digest;
import io.meshkit.plan.Plan;
import io.meshkit.plan.Step;
import io.meshkit.resource.Inventory;
import io.meshkit.resource.LiveResource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.ResourceVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Whether the world is still the one that a plan was made on. */
final class Staleness {

    private static final int SHOWN = 10;

    private final Plan plan;

    Staleness(Plan plan) {
        this.plan = plan;
    }

    /** The resources that the plan will write. */
    static Set<ResourceKey> touched(Plan plan) {
        Set<ResourceKey> touched = new TreeSet<>();
        for (Step step : plan.steps()) {
            if (step instanceof ApplyStep apply && apply.change() != Change.NO_CHANGE) {
                touched.add(apply.key());
            } else if (step instanceof DeleteStep delete) {
                touched.add(delete.key());
            }
        }
        return touched;
    }

    /**
     * Refuses a plan that does not fit any more.
     *
     * @throws MeshKitException with code {@code MK-PLAN-STALE}, which names what changed
     */
    void check(LiveState now, Inventory inventory) {
        List<String> changed = new ArrayList<>();
        if (!inventory.version().equals(plan.inventory())) {
            changed.add("the inventory of " + plan.set());
        }
        for (Step step : plan.steps()) {
            if (step instanceof ApplyStep apply && apply.change() != Change.NO_CHANGE && !apply.interim()) {
                compare(apply.key(), apply.expected(), apply.expectedState(), now)
                        .ifPresent(changed::add);
            } else if (step instanceof DeleteStep delete
                    && now.get(delete.key()).isPresent()) {
                compare(delete.key(), delete.expected(), delete.expectedState(), now)
                        .ifPresent(changed::add);
            }
        }
        if (!changed.isEmpty()) {
            throw stale(changed);
        }
    }

    private static Optional<String> compare(
            ResourceKey key, Optional<ResourceVersion> version, Optional<Digest> state, LiveState now) {
        Optional<LiveResource> live =
                now.get(key).filter(there -> !ServerFields.isTerminating(there) || version.isPresent());
        if (live.isEmpty()) {
            return version.isEmpty() ? Optional.empty() : Optional.of(key + " (gone)");
        }
        if (version.isEmpty()) {
            return Optional.of(key + " (was not there)");
        }
        boolean same = live.get().version().equals(version.get())
                || state.filter(ServerFields.state(live.get())::equals).isPresent();
        return same ? Optional.empty() : Optional.of(key.toString());
    }

    private MeshKitException stale(List<String> changed) {
        String shown = String.join(", ", changed.subList(0, Math.min(changed.size(), SHOWN)))
                + (changed.size() > SHOWN ? " and " + (changed.size() - SHOWN) + " more" : "");
        return new MeshKitException(
                PlanCodes.STALE,
                "the " + plan + " does not fit any more; since it was made, these changed: " + shown + ".",
                "Plan again and look at what is new; nothing was written.");
    }
}
