// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import io.meshkit.core.internal.catalog.ForeignFault;
import io.meshkit.plan.OperationListener;
import io.meshkit.plan.OperationResult;
import io.meshkit.plan.OperationResult.StepResult;
import io.meshkit.plan.Plan;
import io.meshkit.plan.Step;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a listener on a thread of its own what happens. What waits to be told is bounded: two events for each step, and the last waiting
 * message of each.
 */
final class ListenerRelay implements OperationListener {

    private static final Logger LOG = LoggerFactory.getLogger(ListenerRelay.class);

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final OperationListener listener;
    private final Deque<Runnable> events = new ArrayDeque<>();
    private final Map<String, WaitingMessage> messages = new HashMap<>();
    private boolean ended;
    private boolean told;

    ListenerRelay(OperationListener listener) {
        this.listener = listener;
    }

    void start() {
        if (listener != OperationListener.NONE) {
            Parallel.daemons("meshkit-progress-").newThread(this::tell).start();
        }
    }

    private final class WaitingMessage implements Runnable {
        private final Step step;
        private String message;

        WaitingMessage(Step step, String message) {
            this.step = step;
            this.message = message;
        }

        @Override
        public void run() {
            String last;
            synchronized (events) {
                messages.remove(step.id());
                last = message;
            }
            listener.stepWaiting(step, last);
        }
    }

    @Override
    public void started(Plan plan) {
        add(() -> listener.started(plan), false);
    }

    @Override
    public void stepStarted(Step step) {
        add(() -> listener.stepStarted(step), false);
    }

    @Override
    public void stepWaiting(Step step, String message) {
        synchronized (events) {
            WaitingMessage waiting = messages.get(step.id());
            if (waiting != null) {
                waiting.message = message;
                return;
            }
            WaitingMessage fresh = new WaitingMessage(step, message);
            messages.put(step.id(), fresh);
            add(fresh, false);
        }
    }

    @Override
    public void stepFinished(Step step, StepResult result) {
        add(() -> listener.stepFinished(step, result), false);
    }

    @Override
    public void verifying(int proxies) {
        add(() -> listener.verifying(proxies), false);
    }

    @Override
    public void finished(OperationResult result) {
        add(() -> listener.finished(result), true);
        awaitTold();
    }

    /** A program that goes on, or ends, when the operation is done shall have shown that it is; but no longer than a listener deserves. */
    private void awaitTold() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        synchronized (events) {
            try {
                long left = end - System.nanoTime();
                while (listener != OperationListener.NONE && !told && left > 0) {
                    TimeUnit.NANOSECONDS.timedWait(events, left);
                    left = end - System.nanoTime();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Ends the thread without a result, when the work could not begin. */
    void abandon() {
        add(() -> {}, true);
    }

    private void add(Runnable event, boolean last) {
        synchronized (events) {
            if (listener != OperationListener.NONE && !ended) {
                events.add(event);
                ended = last;
                events.notifyAll();
            }
        }
    }

    private void tell() {
        try {
            while (true) {
                Runnable event;
                synchronized (events) {
                    while (events.isEmpty()) {
                        if (ended) {
                            told = true;
                            events.notifyAll();
                            return;
                        }
                        events.wait();
                    }
                    event = events.poll();
                }
                tell(event);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void tell(Runnable event) {
        try {
            event.run();
        } catch (Throwable e) {
            ForeignFault.refuseFatal(e);
            LOG.warn("A listener of an operation failed; the operation goes on.", e);
        }
    }
}
