// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.real;

import io.meshkit.plan.OperationListener;
import io.meshkit.plan.OperationResult;
import io.meshkit.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Hears in which order the steps of one operation begin, wait and end. */
final class StepOrder implements OperationListener {

    private final List<String> events = new ArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);

    @Override
    public void stepStarted(Step step) {
        events.add("started " + step.id());
    }

    @Override
    public void stepWaiting(Step step, String message) {
        events.add("waiting " + step.id() + ": " + message);
    }

    @Override
    public void stepFinished(Step step, OperationResult.StepResult result) {
        events.add("finished " + step.id());
    }

    @Override
    public void finished(OperationResult result) {
        ended.countDown();
    }

    /** All that was heard; a listener hears of the end a little after the operation ended. */
    List<String> events() {
        try {
            if (!ended.await(10, TimeUnit.SECONDS)) {
                throw new AssertionError("the listener did not hear of the end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
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
