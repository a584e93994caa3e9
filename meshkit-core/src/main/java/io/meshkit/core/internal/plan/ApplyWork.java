// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import io.meshkit.plan.ApplyStep;
import io.meshkit.plan.Change;
import io.meshkit.plan.PlanOptions;
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
    private final ReadinessCheck check;
    private final @Nullable PreImage before;
    private Stage stage;
    private @Nullable String madeUid;
    private volatile boolean written;

    private enum Stage {
        DELETE,
        GONE,
        WRITE,
        READY
    }

    ApplyWork(
            ApplyStep step, Resource resource, CountedStore store, PlanOptions options, Optional<LiveResource> before) {
        this.step = step;
        this.resource = resource;
        this.store = store;
        this.write = FieldManagers.write(step.fieldManager()).force(options.forceConflicts());
        this.check = new ReadinessCheck(store.store());
        this.before = before.map(PreImage::new).orElse(null);
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
            LiveResource live = store.apply(resource, write);
            madeUid = live.uid().orElse(null);
            return Optional.of(live);
        } catch (StoreException e) {
            written = writtenBefore || CountedStore.mayHaveWritten(e);
            if (e.reason() == StoreException.Reason.UNKNOWN_KIND && step.change() == Change.UNKNOWN) {
                return Optional.empty();
            }
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
            DeleteOptions options = DeleteOptions.DEFAULT;
            store.delete(step.key(), madeUid == null ? options : options.expectUid(madeUid));
        } else {
            store.apply(before.restoring(resource, step.diff()), write.force(true));
        }
    }
}
