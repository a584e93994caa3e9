// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.real;

import io.meshkit.plan.OperationListener;
import io.meshkit.plan.OperationResult;
import io.meshkit.plan.Step;
import java.util.ArrayList;
import java.util.List;

/** Hears in which order steps begin, wait and end. */
final class StepOrder implements OperationListener {

    private final List<String> events = new ArrayList<>();

    @Override
    public synchronized void stepStarted(Step step) {
        events.add("started " + step.id());
    }

    @Override
    public synchronized void stepWaiting(Step step, String message) {
        events.add("waiting " + step.id() + ": " + message);
    }

    @Override
    public synchronized void stepFinished(Step step, OperationResult.StepResult result) {
        events.add("finished " + step.id());
    }

    synchronized List<String> events() {
        return List.copyOf(events);
    }

    /** Where in the order an event stands. */
    int indexOf(String event) {
        int index = events().indexOf(event);
        if (index < 0) {
            throw new AssertionError("\"" + event + "\" is not among " + events());
        }
        return index;
    }
}
