// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import io.meshkit.plan.DeleteStep;
import io.meshkit.resource.ApplyOptions;
import io.meshkit.resource.DeleteOptions;
import io.meshkit.resource.LiveResource;
import io.meshkit.resource.StoreException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Deletes a resource and waits until it is gone. */
final class DeleteWork implements StepWork {

    private final DeleteStep step;
    private final CountedStore store;
    private final ReadinessCheck check;
    private final @Nullable PreImage before;
    private boolean asked;
    private volatile boolean written;

    DeleteWork(DeleteStep step, CountedStore store, Optional<LiveResource> before) {
        this.step = step;
        this.store = store;
        this.check = new ReadinessCheck(store.store());
        this.before = before.map(PreImage::new).orElse(null);
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
        try {
            written = true;
            return store.delete(
                    step.key(), step.uid().map(DeleteOptions.DEFAULT::expectUid).orElse(DeleteOptions.DEFAULT));
        } catch (StoreException e) {
            written = CountedStore.mayHaveWritten(e);
            if (e.reason() == StoreException.Reason.CHANGED && check.isGone(step.key(), step.uid())) {
                return false;
            }
            throw e;
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
        if (before != null && !isStillThere()) {
            store.apply(before.recreation(), ApplyOptions.DEFAULT.force(true));
        }
    }

    private boolean isStillThere() {
        return store.store()
                .get(step.key())
                .filter(live -> live.uid().equals(step.uid()) && !ServerFields.isTerminating(live))
                .isPresent();
    }
}
