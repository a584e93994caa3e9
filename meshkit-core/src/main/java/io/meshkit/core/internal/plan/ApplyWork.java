// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import io.meshkit.MeshKitException;
import io.meshkit.plan.ApplyStep;
import io.meshkit.plan.Change;
import io.meshkit.resource.ApplyOptions;
import io.meshkit.resource.DeleteOptions;
import io.meshkit.resource.LiveResource;
import io.meshkit.resource.Resource;
import io.meshkit.resource.StoreException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Applies a resource and waits until it does its work; to replace one, deletes it and waits until it is gone first. */
final class ApplyWork implements StepWork {

    private final ApplyStep step;
    private final Resource resource;
    private final CountedStore store;
    private final ApplyOptions write;
    private final GuardedWrite guarded;
    private final Undoing undoing;
    private final LastSeen seen;
    private final ReadinessCheck check;
    private final @Nullable PreImage before;
    private Stage stage;
    private volatile boolean written;

    private enum Stage {
        DELETE,
        GONE,
        WRITE,
        READY
    }

    ApplyWork(
            ApplyStep step,
            Resource resource,
            CountedStore store,
            ApplyOptions write,
            GuardedWrite guarded,
            Undoing undoing,
            LastSeen seen) {
        this.step = step;
        this.resource = resource;
        this.store = store;
        this.write = write;
        this.guarded = guarded;
        this.undoing = undoing;
        this.seen = seen;
        this.check = new ReadinessCheck(store.store());
        this.before = step.expected().isPresent()
                ? seen.of(step.key()).map(PreImage::new).orElse(null)
                : null;
        stage = step.change() == Change.REPLACE ? Stage.DELETE : Stage.WRITE;
    }

    @Override
    public Progress advance() {
        if (step.change() == Change.NO_CHANGE) {
            return Done.UNCHANGED;
        }
        if (stage == Stage.DELETE) {
            delete();
            stage = Stage.GONE;
        }
        if (stage == Stage.GONE) {
            if (!check.isGone(step.key(), uidBefore())) {
                return new Waiting("the old " + step.key() + " to be gone");
            }
            seen.isGone(step.key());
            stage = Stage.WRITE;
        }
        if (stage == Stage.READY) {
            return check.ready(step.key());
        }
        Optional<LiveResource> live = write();
        if (live.isEmpty()) {
            return new Waiting("the server to know the kind " + step.key().groupKind());
        }
        stage = Stage.READY;
        return check.ready(live.get());
    }

    private Optional<String> uidBefore() {
        return before == null ? Optional.empty() : before.before().uid();
    }

    private void delete() {
        written = true;
        store.delete(
                step.key(), uidBefore().map(DeleteOptions.DEFAULT::expectUid).orElse(DeleteOptions.DEFAULT));
    }

    /** Empty while a kind that an earlier step defined is not served yet. */
    private Optional<LiveResource> write() {
        boolean writtenBefore = written;
        try {
            written = true;
            return Optional.of(guarded.write(resource));
        } catch (StoreException e) {
            written = writtenBefore || CountedStore.mayHaveWritten(e);
            if (e.reason() == StoreException.Reason.UNKNOWN_KIND && step.change() == Change.UNKNOWN) {
                return Optional.empty();
            }
            throw e;
        } catch (MeshKitException e) {
            written = writtenBefore;
            throw e;
        }
    }

    @Override
    public Optional<Duration> limit() {
        return step.readinessLimit();
    }

    @Override
    public boolean hasWritten() {
        return written;
    }

    @Override
    public void undo() {
        if (before == null) {
            undoing.delete(resource, write);
        } else if (step.change() == Change.REPLACE) {
            undoing.bringBack(before, resource, write);
        } else {
            undoing.restore(before.before(), before.restoring(resource, step.diff()), resource, write);
        }
    }
}
