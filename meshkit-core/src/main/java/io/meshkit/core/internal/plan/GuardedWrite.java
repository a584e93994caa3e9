// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import io.meshkit.MeshKitException;
import io.meshkit.plan.ApplyStep;
import io.meshkit.plan.FieldChange;
import io.meshkit.resource.ApplyOptions;
import io.meshkit.resource.LiveResource;
import io.meshkit.resource.Preview;
import io.meshkit.resource.Resource;
import io.meshkit.resource.SetId;
import io.meshkit.resource.StoreException;
import io.meshkit.resource.StoreException.Reason;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes an object only over the state that its step was planned for: what was not there is created, never taken; what was there is changed
 * only while it is the same object of the same set and the change still does what the plan shows. What others do to other fields in
 * between, above all to the status, is no hindrance.
 */
final class GuardedWrite {

    /** Whoever loses a race this often is refused. */
    private static final int ATTEMPTS = 8;

    private static final Set<Reason> RACES = EnumSet.of(Reason.CHANGED, Reason.ALREADY_EXISTS, Reason.FIELD_CONFLICT);

    private final ApplyStep step;
    private final SetId set;
    private final CountedStore store;
    private final ApplyOptions write;
    private final ResourceDiff differences;
    private final LastSeen seen;

    GuardedWrite(
            ApplyStep step,
            SetId set,
            CountedStore store,
            ApplyOptions write,
            ResourceDiff differences,
            LastSeen seen) {
        this.step = step;
        this.set = set;
        this.store = store;
        this.write = write;
        this.differences = differences;
        this.seen = seen;
    }

    /**
     * The object as it was written.
     *
     * @throws MeshKitException with code {@code MK-PLAN-STALE} when somebody else was there first; then nothing was written
     */
    LiveResource write(Resource resource) {
        for (int attempt = 1; ; attempt++) {
            Optional<LiveResource> last = seen.of(step.key());
            try {
                LiveResource written = store.apply(resource, expecting(last));
                seen.is(written);
                return written;
            } catch (StoreException e) {
                if (!RACES.contains(e.reason())) {
                    throw e;
                }
                if (attempt == ATTEMPTS) {
                    throw stale("changes all the time", e);
                }
                lookAgain(resource, last, e);
            }
        }
    }

    private ApplyOptions expecting(Optional<LiveResource> last) {
        if (last.isEmpty()) {
            return write.expectAbsent();
        }
        ApplyOptions same = write.expectVersion(last.get().version());
        return last.get().uid().map(same::expectUid).orElse(same);
    }

    /** Gives up unless the object may still be written as it is now. */
    private void lookAgain(Resource resource, Optional<LiveResource> last, StoreException failure) {
        Optional<LiveResource> now = store.store().get(step.key());
        if (last.isEmpty() && now.isEmpty()) {
            return;
        }
        if (last.isEmpty()) {
            throw stale("was not there, and somebody else has made it meanwhile", failure);
        }
        if (now.isEmpty() || ServerFields.isTerminating(now.get())) {
            throw stale("was there, and somebody else has deleted it meanwhile", failure);
        }
        refuseAnother(last.get(), now.get(), failure);
        boolean untouched = now.get().version().equals(last.get().version());
        if (untouched && failure.reason() == Reason.FIELD_CONFLICT) {
            throw failure;
        }
        if (!ServerFields.state(now.get()).equals(ServerFields.state(last.get()))) {
            refuseAnotherChange(resource, now.get(), failure);
        }
        seen.is(now.get());
    }

    private void refuseAnother(LiveResource last, LiveResource now, StoreException failure) {
        if (!now.uid().equals(last.uid())) {
            throw stale("was deleted meanwhile, and somebody else has made another of that name", failure);
        }
        boolean sameMark = store.store()
                .inventories()
                .membership(now, set)
                .equals(store.store().inventories().membership(last, set));
        if (!write.partial() && !sameMark) {
            throw stale("bears another mark by now, so it may belong to another set", failure);
        }
    }

    private void refuseAnotherChange(Resource resource, LiveResource now, StoreException failure) {
        Preview preview = store.store().preview(resource, write);
        if (preview.result().isEmpty()) {
            String why =
                    preview.rejection().map(rejection -> rejection.message()).orElse("");
            throw stale("was changed by somebody else meanwhile; the server says: " + why, failure);
        }
        List<FieldChange> change = differences.between(
                step.key(), now.resource().body(), preview.result().get().body());
        if (!change.equals(step.diff())) {
            throw stale("was changed by somebody else meanwhile, in fields that this plan is about", failure);
        }
    }

    private MeshKitException stale(String why, @Nullable Throwable cause) {
        return new MeshKitException(
                PlanCodes.STALE,
                step.key() + " " + why + ", so it was not written.",
                "Plan again and look at what is new.",
                cause);
    }
}
