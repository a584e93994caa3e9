// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import io.meshkit.document.MapValue;
import io.meshkit.plan.OperationResult.Outcome;
import java.time.Duration;
import java.util.Optional;

/**
 * The work of one step. {@link #advance} is called until it says that the step is done, by one thread at a time; between two calls the
 * step waits for the outside world and holds no thread.
 */
interface StepWork {

    /**
     * Does what can be done now. Blocks for requests, never for waiting.
     *
     * @return whether the step is done, or what it waits for
     */
    Progress advance();

    /**
     * How long it may wait.
     *
     * @return the limit; empty for that of the operation
     */
    Optional<Duration> limit();

    /**
     * Whether it changed something, be it that it is not done yet.
     *
     * @return true when there is something to undo
     */
    boolean hasWritten();

    /** Takes back what it did. */
    void undo();

    /** Where a step stands. */
    sealed interface Progress permits Done, Waiting {}

    /**
     * The step is done.
     *
     * @param outcome done or unchanged
     * @param live the object that it left, for later steps; empty for most
     * @param output what it gave
     */
    record Done(Outcome outcome, MapValue live, MapValue output) implements Progress {

        static final Done UNCHANGED = new Done(Outcome.UNCHANGED, MapValue.EMPTY, MapValue.EMPTY);

        static Done with(MapValue live) {
            return new Done(Outcome.DONE, live, MapValue.EMPTY);
        }
    }

    /**
     * The step waits.
     *
     * @param what for what, one line
     */
    record Waiting(String what) implements Progress {}
}
