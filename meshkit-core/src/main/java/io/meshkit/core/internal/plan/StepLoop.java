// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import static java.util.Objects.requireNonNull;

import io.meshkit.MeshKitException;
import io.meshkit.document.MapValue;
import io.meshkit.plan.Change;
import io.meshkit.plan.FailurePolicy;
import io.meshkit.plan.OperationListener;
import io.meshkit.plan.OperationOptions;
import io.meshkit.plan.OperationResult.Outcome;
import io.meshkit.plan.OperationResult.StepResult;
import io.meshkit.plan.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Carries steps out, each when all it depends on is done, some at a time. One thread decides; others block in requests; steps that wait
 * hold no thread.
 */
final class StepLoop {

    private final List<Run> runs = new ArrayList<>();
    private final OperationOptions options;
    private final Polling polling;
    private final OperationListener listener;
    private final BlockingQueue<Event> events;
    private final PriorityQueue<Run> waiting = new PriorityQueue<>();
    private final PriorityQueue<Integer> ready = new PriorityQueue<>();
    private final List<Run> finished = new ArrayList<>();
    private int open;
    private int heldBack;
    private int working;
    private boolean failed;
    private boolean cancelled;
    private boolean interrupted;

    /** What the deciding thread hears. */
    sealed interface Event permits Advanced, Broke, Cancel {}

    private record Advanced(Run run, StepWork.Progress progress) implements Event {}

    private record Broke(Run run, MeshKitException error) implements Event {}

    /** Asks the loop to end. */
    record Cancel() implements Event {}

    /** One step while it is carried out. */
    private static final class Run implements Comparable<Run> {
        private final int index;
        private final Step step;
        private final StepWork work;
        private final boolean held;
        private final List<Run> dependants = new ArrayList<>();
        private int needs;
        private boolean started;
        private long deadline;
        private boolean isWaiting;
        private int looks;
        private long due;
        private String waitsFor = "";
        private Optional<StepResult> result = Optional.empty();

        Run(int index, Step step, StepWork work, boolean held) {
            this.index = index;
            this.step = step;
            this.work = work;
            this.held = held;
        }

        @Override
        public int compareTo(Run other) {
            int byTime = Long.compare(due - other.due, 0);
            return byTime != 0 ? byTime : Integer.compare(index, other.index);
        }
    }

    /**
     * A loop, not yet running.
     *
     * @param work for each step its work, in the order of the steps
     * @param held for each step whether it may begin only when all that are not held are done
     */
    StepLoop(
            List<Step> steps,
            List<StepWork> work,
            List<Boolean> held,
            OperationOptions options,
            Polling polling,
            OperationListener listener,
            LinkedBlockingQueue<Event> events) {
        this.options = options;
        this.polling = polling;
        this.listener = listener;
        this.events = events;
        Map<String, Run> byId = new HashMap<>();
        for (int i = 0; i < steps.size(); i++) {
            Run run = new Run(i, steps.get(i), work.get(i), held.get(i));
            runs.add(run);
            byId.put(run.step.id(), run);
            run.needs = run.step.dependsOn().size() + (run.held ? 1 : 0);
            run.step
                    .dependsOn()
                    .forEach(id -> requireNonNull(byId.get(id), id).dependants.add(run));
            open += run.held ? 0 : 1;
            heldBack += run.held ? 1 : 0;
            if (run.needs == 0) {
                ready.add(i);
            }
        }
    }

    /** Carries the steps out; gives one result for each, in their order. */
    List<StepResult> run() {
        ExecutorService pool = java.util.concurrent.Executors.newFixedThreadPool(
                options.parallelism(), Parallel.daemons("meshkit-apply-"));
        try {
            releaseHeld();
            while (true) {
                begin(pool);
                if (working == 0 && waiting.isEmpty()) {
                    break;
                }
                handle(pool, next());
            }
        } finally {
            pool.shutdown();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        for (Run run : runs) {
            if (run.result.isEmpty()) {
                finish(run, cancelled ? Outcome.CANCELLED : Outcome.SKIPPED, Optional.empty(), MapValue.EMPTY);
            }
        }
        return results();
    }

    List<StepResult> results() {
        return runs.stream().map(run -> run.result.orElseThrow()).toList();
    }

    boolean isCancelled() {
        return cancelled;
    }

    private void begin(ExecutorService pool) {
        while (!ready.isEmpty() && mayBegin() && working < options.parallelism()) {
            Run run = runs.get(ready.poll());
            if (run.result.isPresent()) {
                continue;
            }
            listener.stepStarted(run.step);
            run.started = true;
            advance(pool, run);
        }
    }

    private boolean mayBegin() {
        return !cancelled && (!failed || options.failurePolicy() == FailurePolicy.CONTINUE_INDEPENDENT);
    }

    private void advance(ExecutorService pool, Run run) {
        working++;
        pool.execute(() -> events.add(outcome(run)));
    }

    private static Event outcome(Run run) {
        try {
            return new Advanced(run, run.work.advance());
        } catch (MeshKitException e) {
            return new Broke(run, e);
        } catch (RuntimeException | Error e) {
            return new Broke(
                    run,
                    new MeshKitException(
                            PlanCodes.STEP_BROKE,
                            "\"" + run.step.id() + "\" broke: " + e + ".",
                            "If the kit was closed meanwhile, plan and apply again; else this is a defect of MeshKit"
                                    + " or of a plugin, to be reported with its cause.",
                            e));
        }
    }

    /** The next event; empty when it is time to look at a waiting step. */
    private Optional<Event> next() {
        Run first = waiting.peek();
        try {
            if (first == null) {
                return Optional.of(events.take());
            }
            long pause = first.due - System.nanoTime();
            return Optional.ofNullable(events.poll(Math.max(pause, 0), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            // what works already is still waited for; the mark is set again when the loop ends
            interrupted = true;
            return Optional.of(new Cancel());
        }
    }

    private void handle(ExecutorService pool, Optional<Event> event) {
        if (event.isEmpty()) {
            look(pool);
        } else if (event.get() instanceof Cancel) {
            cancel();
        } else if (event.get() instanceof Broke broke) {
            working--;
            fail(broke.run, broke.error);
        } else if (event.get() instanceof Advanced advanced) {
            working--;
            advanced(advanced.run, advanced.progress);
        }
    }

    private void advanced(Run run, StepWork.Progress progress) {
        if (progress instanceof StepWork.Done done) {
            finish(run, done.outcome(), Optional.empty(), done.output());
            run.dependants.forEach(this::released);
            countDown(run);
            return;
        }
        String what = ((StepWork.Waiting) progress).what();
        long now = System.nanoTime();
        if (!run.isWaiting) {
            run.isWaiting = true;
            run.deadline = now + limit(run).toNanos();
        }
        run.waitsFor = what;
        if (cancelled) {
            finish(run, Outcome.CANCELLED, Optional.empty(), MapValue.EMPTY);
        } else if (now - run.deadline >= 0) {
            fail(run, NotReady.late(run.step.id(), limit(run), what));
        } else {
            listener.stepWaiting(run.step, what);
            run.due = Math.min(now + polling.pause(run.looks++).toNanos(), run.deadline);
            waiting.add(run);
        }
    }

    private Duration limit(Run run) {
        return run.work.limit().orElse(options.readinessLimit());
    }

    /** Waiting steps that are due are looked at again, ahead of steps that have not begun. */
    private void look(ExecutorService pool) {
        long now = System.nanoTime();
        while (!waiting.isEmpty() && now - waiting.peek().due >= 0) {
            advance(pool, waiting.poll());
        }
    }

    private void released(Run run) {
        if (--run.needs == 0) {
            ready.add(run.index);
        }
    }

    private void countDown(Run run) {
        if (!run.held) {
            open--;
            releaseHeld();
        }
    }

    private void releaseHeld() {
        if (open == 0 && heldBack > 0) {
            heldBack = 0;
            runs.stream().filter(run -> run.held).forEach(this::released);
        }
    }

    private void fail(Run run, MeshKitException error) {
        failed = true;
        finish(run, Outcome.FAILED, Optional.of(error), MapValue.EMPTY);
    }

    private void cancel() {
        cancelled = true;
        while (!waiting.isEmpty()) {
            finish(waiting.poll(), Outcome.CANCELLED, Optional.empty(), MapValue.EMPTY);
        }
    }

    private void finish(Run run, Outcome outcome, Optional<MeshKitException> error, MapValue output) {
        StepResult result = new StepResult(run.step.id(), outcome, error, output);
        run.result = Optional.of(result);
        if (run.started) {
            finished.add(run);
        }
        listener.stepFinished(run.step, result);
    }

    /** A step that was done turns out to have failed: a proxy rejects what it applied. */
    void reject(String id, MeshKitException error) {
        for (Run run : runs) {
            StepResult result = run.result.orElseThrow();
            if (result.step().equals(id) && result.outcome() != Outcome.FAILED) {
                run.result = Optional.of(new StepResult(id, Outcome.FAILED, Optional.of(error), result.output()));
            }
        }
    }

    /** Undoes what was done, the last first; gives how many writes could not be undone. */
    int undo() {
        int left = 0;
        for (int i = finished.size() - 1; i >= 0; i--) {
            Run run = finished.get(i);
            if (run.work.hasWritten() && !undo(run)) {
                left++;
            }
        }
        return left;
    }

    private static boolean undo(Run run) {
        StepResult result = run.result.orElseThrow();
        try {
            refuseTheIrreversible(run.step);
            run.work.undo();
            Outcome outcome = result.outcome() == Outcome.FAILED ? Outcome.FAILED : Outcome.ROLLED_BACK;
            run.result = Optional.of(new StepResult(result.step(), outcome, result.error(), result.output()));
            return true;
        } catch (RuntimeException e) {
            MeshKitException why = e instanceof MeshKitException known
                    ? known
                    : new MeshKitException(
                            PlanCodes.STEP_BROKE,
                            "\"" + result.step() + "\" could not be undone: " + e + ".",
                            "Plan again and look what is left.",
                            e);
            MeshKitException error =
                    result.error().map(first -> notUndone(first, why)).orElse(why);
            run.result =
                    Optional.of(new StepResult(result.step(), result.outcome(), Optional.of(error), result.output()));
            return false;
        }
    }

    /** A replacement is not reversible, for the new object is not the old one; but its content can be brought back. */
    private static void refuseTheIrreversible(Step step) {
        if (!step.reversible() && step.change() != Change.REPLACE) {
            throw new MeshKitException(
                    PlanCodes.NOT_UNDONE,
                    "\"" + step.id() + "\" cannot be undone, so what it did is left as it is.",
                    "Plan again and look what is left.");
        }
    }

    private static MeshKitException notUndone(MeshKitException first, MeshKitException why) {
        return new MeshKitException(
                first.code(), first.getMessage() + " And it is not undone: " + why.getMessage(), first.remedy(), first);
    }
}
