// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import io.meshkit.MeshKitException;
import io.meshkit.plan.DeleteStep;
import io.meshkit.resource.DeleteOptions;
import io.meshkit.resource.LiveResource;
import io.meshkit.resource.SetId;
import io.meshkit.resource.StoreException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Deletes a resource and waits until it is gone. Looks at it once more before, for long may have passed since the plan was checked: what lost
 * the mark of the set meanwhile is somebody else's by now.
 */
final class DeleteWork implements StepWork {

    private static final int ATTEMPTS = 5;

    private final DeleteStep step;
    private final SetId set;
    private final CountedStore store;
    private final ReadinessCheck check;
    private final @Nullable PreImage before;
    private final Undoing undoing;
    private boolean asked;
    private volatile boolean written;

    DeleteWork(DeleteStep step, SetId set, CountedStore store, Optional<LiveResource> before, Undoing undoing) {
        this.step = step;
        this.set = set;
        this.store = store;
        this.check = new ReadinessCheck(store.store());
        this.before = before.map(PreImage::new).orElse(null);
        this.undoing = undoing;
    }

    @Override
    public Progress advance() {
        if (!asked) {
            if (before == null || !delete()) {
                return Done.UNCHANGED;
            }
            asked = true;
        }
        return check.isGone(step.key(), step.uid())
                ? Done.with(io.meshkit.document.MapValue.EMPTY)
                : new Waiting(step.key() + " to be gone");
    }

    /** False when it is gone already, or another object has its name by now. */
    private boolean delete() {
        for (int attempt = 1; ; attempt++) {
            Optional<LiveResource> now = there();
            if (now.isEmpty()) {
                return false;
            }
            refuseWhatIsNotOurs(now.get());
            try {
                written = true;
                DeleteOptions options =
                        DeleteOptions.DEFAULT.expectVersion(now.get().version());
                return store.delete(
                        step.key(), step.uid().map(options::expectUid).orElse(options));
            } catch (StoreException e) {
                written = CountedStore.mayHaveWritten(e);
                if (e.reason() != StoreException.Reason.CHANGED || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private Optional<LiveResource> there() {
        return store.store()
                .get(step.key())
                .filter(live -> step.uid().isEmpty() || live.uid().equals(step.uid()));
    }

    private void refuseWhatIsNotOurs(LiveResource now) {
        boolean wasOurs = before != null && Pruning.bearsMark(store.store(), before.before(), set);
        if (wasOurs && !Pruning.bearsMark(store.store(), now, set)) {
            throw new MeshKitException(
                    PlanCodes.STALE,
                    step.key() + " does not bear the mark of " + set + " any more, so it was not deleted.",
                    "Plan again; whose it is now is told by its labels.");
        }
    }

    @Override
    public Optional<Duration> limit() {
        return Optional.empty();
    }

    @Override
    public boolean hasWritten() {
        return written;
    }

    @Override
    public void undo() {
        if (before != null) {
            undoing.recreate(before);
        }
    }
}
