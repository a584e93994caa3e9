// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.plan;

import static java.util.Objects.requireNonNull;

import io.meshkit.finding.Severity;
import io.meshkit.plan.ApplyStep;
import io.meshkit.plan.Change;
import io.meshkit.plan.DeleteStep;
import io.meshkit.plan.OperationListener;
import io.meshkit.plan.OperationResult;
import io.meshkit.plan.OperationResult.Outcome;
import io.meshkit.plan.OperationResult.StepResult;
import io.meshkit.plan.Plan;
import io.meshkit.plan.PlanStyle;
import io.meshkit.plan.Step;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Shows an operation as plain lines: one when a step ends, one when what it waits for changes, and one with the numbers at the end. Steps
 * that find nothing to do are silent. Lines are never written over, so that logs read as terminals do. For one operation at a time.
 *
 * @since 0.1.0
 */
public final class ConsoleProgress implements OperationListener {

    /** What went wrong has the colour of what goes away, what went well that of what is new. */
    private static final Change BAD = Change.DELETE;

    private static final Change GOOD = Change.CREATE;

    private final PrintStream out;
    private final PlanStyle style;
    private final Map<String, String> waits = new HashMap<>();
    private int total;
    private int ended;

    private ConsoleProgress(PrintStream out, PlanStyle style) {
        this.out = requireNonNull(out, "out");
        this.style = requireNonNull(style, "style");
    }

    /**
     * Progress on a stream, without colours.
     *
     * @param out where to, such as standard error; never closed
     * @return the listener
     */
    public static ConsoleProgress to(PrintStream out) {
        return to(out, PlanStyle.PLAIN);
    }

    /**
     * Progress on a stream.
     *
     * @param out where to, such as standard error; never closed
     * @param style such as that of {@link TerminalStyle#ofThisProcess()}
     * @return the listener
     */
    public static ConsoleProgress to(PrintStream out, PlanStyle style) {
        return new ConsoleProgress(out, style);
    }

    @Override
    public void started(Plan plan) {
        total = plan.steps().size();
        ended = 0;
        waits.clear();
    }

    @Override
    public void stepWaiting(Step step, String message) {
        if (!message.equals(waits.put(step.id(), message))) {
            out.println(style.paint(Change.NO_CHANGE, "        waiting for " + printable(message)));
        }
    }

    @Override
    public void stepFinished(Step step, StepResult result) {
        ended++;
        waits.remove(step.id());
        if (result.outcome() == Outcome.UNCHANGED && step.change() == Change.NO_CHANGE) {
            return;
        }
        String line = "[" + ended + "/" + total + "] " + step.change().mark() + " " + printable(title(step)) + ": "
                + result.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        boolean done = result.outcome() == Outcome.DONE || result.outcome() == Outcome.UNCHANGED;
        out.println(style.paint(done ? step.change() : BAD, line));
        result.error()
                .ifPresent(error ->
                        out.println(style.paint(BAD, "        " + printable(String.valueOf(error.getMessage())))));
    }

    private static String title(Step step) {
        if (step instanceof ApplyStep apply) {
            return apply.key().toString();
        }
        return step instanceof DeleteStep delete ? delete.key().toString() : step.id();
    }

    @Override
    public void verifying(int proxies) {
        String who = proxies == 1 ? "1 proxy" : proxies + " proxies";
        out.println(style.paint(Change.NO_CHANGE, "        watching whether " + who + " will take it up"));
    }

    @Override
    public void finished(OperationResult result) {
        List<String> parts = new ArrayList<>();
        for (Outcome outcome : Outcome.values()) {
            long count = result.count(outcome);
            if (count > 0) {
                parts.add(count + " " + outcome.name().toLowerCase(Locale.ROOT).replace('_', ' '));
            }
        }
        parts.add(result.writes() + (result.writes() == 1 ? " write" : " writes"));
        out.println(style.paint(
                result.isSuccess() ? GOOD : BAD,
                (result.isSuccess() ? "Done: " : "Not done: ") + String.join(", ", parts) + "."));
        result.failure()
                .ifPresent(failure -> out.println(style.paint(BAD, printable(String.valueOf(failure.getMessage())))));
        result.report()
                .findings()
                .forEach(finding -> out.println(style.paint(
                        finding.severity() == Severity.ERROR ? BAD : Change.NO_CHANGE,
                        finding.code() + ": "
                                + printable(finding.message()
                                        + finding.place()
                                                .map(place -> " (" + place + ")")
                                                .orElse("")))));
    }

    /** Text of servers must not move the cursor of a terminal. */
    private static String printable(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints().forEach(c -> safe.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
        return safe.toString();
    }
}
