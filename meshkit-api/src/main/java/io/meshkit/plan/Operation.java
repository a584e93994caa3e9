// SPDX-License-Identifier: Apache-2.0
package io.meshkit.plan;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * A plan that is being applied: to be awaited or cancelled. Closing it cancels what still runs. Thread-safe.
 *
 * @since 0.1.0
 */
public interface Operation extends AutoCloseable {

    /**
     * Waits for the end.
     *
     * @param limit how long to wait at most
     * @return the result; failed steps are in it, not thrown
     * @throws OperationTimeoutException when it has not ended by then; the work goes on
     * @throws io.meshkit.MeshKitException with code {@code MK-INTERRUPTED} when the waiting thread is interrupted (its flag is set
     *     again; the work goes on), or with the failure that kept the work from running at all
     */
    OperationResult await(Duration limit);

    /** Asks the work to end: steps that run are finished, no further one begins. May be called any number of times. */
    void cancel();

    /**
     * The end as a stage, for programs that do not wait.
     *
     * @return completes with the result
     */
    CompletionStage<OperationResult> completion();

    /**
     * Cancels the work and waits until no step of it runs, some minutes at most: a step that hangs, such as an action of a plugin, is left
     * to itself then. Does nothing when the work has ended.
     */
    @Override
    void close();
}
