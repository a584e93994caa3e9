// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import io.meshkit.MeshKitException;
import io.meshkit.resource.ApplyOptions;
import io.meshkit.resource.DeleteOptions;
import io.meshkit.resource.InventoryStore.Membership;
import io.meshkit.resource.LiveResource;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.SetId;
import io.meshkit.resource.StoreException;
import io.meshkit.resource.StoreException.Reason;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Takes back what an operation did to one object, and nothing that others did to it since: their object of the same name, their fields and
 * their values stay, and that something stays is an error which says so.
 */
final class Undoing {

    private static final int ATTEMPTS = 8;

    private final ResourceKey key;
    private final SetId set;
    private final CountedStore store;
    private final LastSeen seen;
    private final Polling polling;
    private final Duration limit;

    /**
     * For one object.
     *
     * @param limit how long to wait for an object to be gone that stands in the way
     */
    Undoing(ResourceKey key, SetId set, CountedStore store, LastSeen seen, Polling polling, Duration limit) {
        this.key = key;
        this.set = set;
        this.store = store;
        this.seen = seen;
        this.polling = polling;
        this.limit = limit;
    }

    /**
     * Deletes an object that was created.
     *
     * @param written as it was written, which tells whose it is when the answer to the write was lost
     */
    void delete(Resource written, ApplyOptions write) {
        for (int attempt = 1; ; attempt++) {
            Optional<LiveResource> now = there().filter(live -> !ServerFields.isTerminating(live));
            if (now.isEmpty()) {
                return;
            }
            refuseToDelete(now.get(), written, write);
            try {
                DeleteOptions same =
                        DeleteOptions.DEFAULT.expectVersion(now.get().version());
                store.delete(key, now.get().uid().map(same::expectUid).orElse(same));
                seen.isGone(key);
                return;
            } catch (StoreException e) {
                refuseAllButChanges(e, attempt);
            }
        }
    }

    private void refuseToDelete(LiveResource now, Resource written, ApplyOptions write) {
        Optional<LiveResource> made = seen.of(key);
        if (made.isPresent() && !made.get().uid().equals(now.uid())) {
            throw left("somebody else has made another of that name", null);
        }
        if (made.isEmpty() && !store.store().isUnchanged(written, now, write)) {
            throw left("it is not known whether this operation made it", null);
        }
        if (isTaken(now) || changedSince(made, now, write.fieldManager())) {
            throw left("somebody else has written to it since", null);
        }
    }

    private boolean changedSince(Optional<LiveResource> made, LiveResource now, String manager) {
        if (made.filter(one -> ServerFields.state(one).equals(ServerFields.state(now)))
                .isPresent()) {
            return false;
        }
        if (!store.store().features().fieldOwnership()) {
            return made.isPresent();
        }
        return FieldHolders.strangers(now, manager).stream()
                .anyMatch(entry -> made.map(
                                one -> !FieldHolders.strangers(one, manager).contains(entry))
                        .orElse(true));
    }

    private boolean isTaken(LiveResource now) {
        return store.store().inventories().membership(now, set) == Membership.FOREIGN;
    }

    /**
     * Brings fields of an object back.
     *
     * @param before the object as it was
     * @param fields the fields to bring back
     * @param written as it was written
     */
    void restore(LiveResource before, Resource fields, Resource written, ApplyOptions write) {
        for (int attempt = 1; ; attempt++) {
            LiveResource now = there().orElseThrow(() -> left("somebody else has deleted it", null));
            if (!now.uid().equals(before.uid())) {
                throw left("somebody else has made another of that name", null);
            }
            if (isTaken(now)) {
                throw left("it belongs to another set by now", null);
            }
            boolean alone = isAsLeft(now, written, write);
            if (!alone && !store.store().features().fieldOwnership()) {
                throw left("somebody else has changed it since", null);
            }
            try {
                ApplyOptions same = write.force(alone).expectVersion(now.version());
                seen.is(store.apply(fields, now.uid().map(same::expectUid).orElse(same)));
                return;
            } catch (StoreException e) {
                refuseAllButChanges(e, attempt);
            }
        }
    }

    /** When the answer to the write was lost, what is there tells whether it was done. */
    private boolean isAsLeft(LiveResource now, Resource written, ApplyOptions write) {
        return seen.of(key)
                        .filter(one -> ServerFields.state(one).equals(ServerFields.state(now)))
                        .isPresent()
                || !store.store().features().fieldOwnership() && store.store().isUnchanged(written, now, write);
    }

    /** Makes an object anew that was deleted; when it is still there, nothing is to do. */
    void recreate(PreImage before) {
        Optional<LiveResource> now = there();
        boolean isOld =
                now.filter(live -> live.uid().equals(before.before().uid())).isPresent();
        if (isOld && !ServerFields.isTerminating(now.get())) {
            return;
        }
        if (isOld) {
            awaitGone(now.get());
        }
        try {
            seen.is(store.apply(before.recreation(), ApplyOptions.DEFAULT.expectAbsent()));
        } catch (StoreException e) {
            throw e.reason() == Reason.ALREADY_EXISTS ? left("somebody else has made another of that name", e) : e;
        }
    }

    /** Takes a replacement back: what took the place of the old object goes, and the old one is made anew. */
    void bringBack(PreImage before, Resource written, ApplyOptions write) {
        Optional<LiveResource> now = there();
        boolean isOld =
                now.filter(live -> live.uid().equals(before.before().uid())).isPresent();
        if (now.isPresent() && !isOld) {
            delete(written, write);
            awaitGone(now.get());
        }
        recreate(before);
    }

    private void awaitGone(LiveResource old) {
        ReadinessCheck check = new ReadinessCheck(store.store());
        long deadline = System.nanoTime() + limit.toNanos();
        for (int looks = 0; !check.isGone(key, old.uid()); looks++) {
            if (System.nanoTime() - deadline >= 0) {
                throw left("the object in its place was not gone after " + limit, null);
            }
            try {
                TimeUnit.NANOSECONDS.sleep(polling.pause(looks).toNanos());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw left("the wait for the object in its place to be gone was interrupted", e);
            }
        }
    }

    private Optional<LiveResource> there() {
        return store.store().get(key);
    }

    private void refuseAllButChanges(StoreException e, int attempt) {
        if (e.reason() == Reason.FIELD_CONFLICT) {
            throw left("somebody else has set the same fields since", e);
        }
        if (e.reason() != Reason.CHANGED || attempt == ATTEMPTS) {
            throw e;
        }
    }

    private MeshKitException left(String why, @Nullable Throwable cause) {
        return new MeshKitException(
                PlanCodes.NOT_UNDONE,
                key + " was not rolled back: " + why + ", so it is left as it is.",
                "Look at it and plan again; the inventory still names it.",
                cause);
    }
}
