// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import io.meshkit.plan.OperationResult.Outcome;
import io.meshkit.plan.WaitStep;
import io.meshkit.resource.ResourceStore;
import java.time.Duration;
import java.util.Optional;

/** Waits until a resource does its work, or is gone. */
final class WaitWork implements StepWork {

    private final WaitStep step;
    private final ReadinessCheck check;

    WaitWork(WaitStep step, ResourceStore store) {
        this.step = step;
        this.check = new ReadinessCheck(store);
    }

    @Override
    public Progress advance() {
        if (step.condition() == WaitStep.Condition.GONE) {
            return check.isGone(step.key(), Optional.empty())
                    ? new Done(Outcome.DONE, io.meshkit.document.MapValue.EMPTY, io.meshkit.document.MapValue.EMPTY)
                    : new Waiting(step.key() + " to be gone");
        }
        return check.ready(step.key());
    }

    @Override
    public Optional<Duration> limit() {
        return step.limit();
    }

    @Override
    public boolean hasWritten() {
        return false;
    }

    @Override
    public void undo() {}
}
