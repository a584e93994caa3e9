// SPDX-License-Identifier: Apache-2.0
package io.meshkit.plan;

import static java.util.Objects.requireNonNull;

import io.meshkit.MeshKitException;
import io.meshkit.document.MapValue;
import io.meshkit.finding.Report;
import java.util.List;
import java.util.Optional;

/**
 * How an operation ended: what became of each step, how many writes it took, the revision recorded, and what the proxies said.
 *
 * @param steps one outcome for each step, in the order of the plan
 * @param writes how many writes were sent to the store, records of the set included
 * @param revision the revision that was recorded; empty when none was
 * @param failure what went wrong beside the steps, such as a record that could not be written; empty otherwise
 * @param report what the store refused when it was written, at the place of the values refused as far as the plan keeps places; and what
 *     running proxies said of what was applied; empty when neither complains
 * @since 0.1.0
 */
public record OperationResult(
        List<StepResult> steps,
        int writes,
        Optional<Integer> revision,
        Optional<MeshKitException> failure,
        Report report) {

    /** Copies the steps. */
    public OperationResult {
        steps = List.copyOf(steps);
        requireNonNull(revision, "revision");
        requireNonNull(failure, "failure");
        requireNonNull(report, "report");
    }

    /** How a step ended. */
    public enum Outcome {
        /** It was done. */
        DONE,
        /** Nothing was to do. */
        UNCHANGED,
        /** It was tried and failed. */
        FAILED,
        /** It was not begun because an earlier one failed. */
        SKIPPED,
        /** It was done and undone again. */
        ROLLED_BACK,
        /** It was not begun, or not finished, because the operation was cancelled. */
        CANCELLED
    }

    /**
     * How one step ended.
     *
     * @param step the id of the step
     * @param outcome how it ended
     * @param error why it failed, or could not be undone; empty otherwise
     * @param output what it gave; empty for most steps
     */
    public record StepResult(String step, Outcome outcome, Optional<MeshKitException> error, MapValue output) {

        /** Checks that nothing is null. */
        public StepResult {
            requireNonNull(step, "step");
            requireNonNull(outcome, "outcome");
            requireNonNull(error, "error");
            requireNonNull(output, "output");
        }
    }

    /**
     * Whether all is as the plan said.
     *
     * @return true when every step is done or had nothing to do, nothing else went wrong, and no proxy rejects what was applied
     */
    public boolean isSuccess() {
        return failure.isEmpty()
                && !report.hasErrors()
                && steps.stream()
                        .allMatch(step -> step.outcome() == Outcome.DONE || step.outcome() == Outcome.UNCHANGED);
    }

    /**
     * How many steps ended in a way.
     *
     * @param outcome the way
     * @return the number
     */
    public long count(Outcome outcome) {
        return steps.stream().filter(step -> step.outcome() == outcome).count();
    }

    /**
     * The outcome of a step.
     *
     * @param id the id of the step
     * @return its outcome; empty when the plan has no such step
     */
    public Optional<StepResult> step(String id) {
        return steps.stream().filter(step -> step.step().equals(id)).findFirst();
    }

    /**
     * Gives this result if it is a success, else throws what went wrong first.
     *
     * @return this result
     * @throws MeshKitException the failure, or with code {@code MK-PLAN-INCOMPLETE} when steps were cancelled
     */
    public OperationResult orThrow() {
        if (isSuccess()) {
            return this;
        }
        throw failure.or(() ->
                        steps.stream().flatMap(step -> step.error().stream()).findFirst())
                .orElseGet(() -> new MeshKitException(
                        PlanErrors.INCOMPLETE,
                        count(Outcome.CANCELLED) + " of " + steps.size()
                                + " steps were not done, because the operation was cancelled.",
                        "Plan and apply again; what is done already is left as it is."));
    }
}
