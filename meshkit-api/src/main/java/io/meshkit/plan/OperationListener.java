// SPDX-License-Identifier: Apache-2.0
package io.meshkit.plan;

/**
 * Hears how an operation goes. Called on one daemon thread, in order; a slow listener does not slow the work: of the waiting messages of a
 * step only the last is kept for it. What it throws is logged and does not disturb the work.
 *
 * @since 0.1.0
 */
public interface OperationListener {

    /** Hears nothing. */
    OperationListener NONE = new OperationListener() {};

    /**
     * The work begins: the plan still fits, and the first step is next. An operation that fails before that tells whoever awaits it, and the
     * listener nothing.
     *
     * @param plan what is carried out
     */
    default void started(Plan plan) {}

    /**
     * A step begins.
     *
     * @param step the step
     */
    default void stepStarted(Step step) {}

    /**
     * A step waits for something.
     *
     * @param step the step
     * @param message for what, one line
     */
    default void stepWaiting(Step step, String message) {}

    /**
     * A step ended, or will not be begun.
     *
     * @param step the step
     * @param result how it ended
     */
    default void stepFinished(Step step, OperationResult.StepResult result) {}

    /**
     * All steps are done, and proxies are watched whether they take up what was applied.
     *
     * @param proxies how many, at least 1
     */
    default void verifying(int proxies) {}

    /**
     * The work that {@link #started} told of ended. Called once, last. The operation ends when this has returned, but waits about a second for it at most.
     *
     * @param result how it ended
     */
    default void finished(OperationResult result) {}
}
