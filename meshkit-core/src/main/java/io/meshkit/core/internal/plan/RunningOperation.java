// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import io.meshkit.MeshKitException;
import io.meshkit.plan.Operation;
import io.meshkit.plan.OperationResult;
import io.meshkit.plan.OperationTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Work on a thread of its own. */
final class RunningOperation implements Operation {

    private static final Logger LOG = LoggerFactory.getLogger(RunningOperation.class);

    /** So long {@link #close()} waits: longer than a request with its repetitions takes, not as long as a handler may hang. */
    static final Duration LONGEST_CLOSE = Duration.ofMinutes(2);

    private final CompletableFuture<OperationResult> end = new CompletableFuture<>();
    private final LinkedBlockingQueue<StepLoop.Event> events;
    private final Duration longestClose;
    private volatile boolean cancelled;

    RunningOperation(LinkedBlockingQueue<StepLoop.Event> events) {
        this(events, LONGEST_CLOSE);
    }

    RunningOperation(LinkedBlockingQueue<StepLoop.Event> events, Duration longestClose) {
        this.events = events;
        this.longestClose = longestClose;
    }

    /** Starts the work; what it throws keeps the operation from ending with a result. */
    void start(Supplier<OperationResult> work) {
        Parallel.daemons("meshkit-operation-")
                .newThread(() -> {
                    try {
                        end.complete(work.get());
                    } catch (RuntimeException | Error e) {
                        end.completeExceptionally(e);
                    }
                })
                .start();
    }

    boolean isCancelled() {
        return cancelled;
    }

    @Override
    public OperationResult await(Duration limit) {
        try {
            return end.get(nanos(limit), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new OperationTimeoutException(limit, cancelled ? "it is ending because it was cancelled" : "it runs");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MeshKitException(
                    PlanCodes.INTERRUPTED,
                    "waiting for the operation was interrupted.",
                    "The operation goes on; cancel it if it shall not.",
                    e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof MeshKitException failure) {
                throw failure;
            }
            throw broke(e.getCause());
        }
    }

    /** A limit of centuries is none. */
    private static long nanos(Duration limit) {
        if (limit.isNegative()) {
            throw new IllegalArgumentException("the limit " + limit + " is negative; give zero or more");
        }
        return limit.compareTo(Duration.ofNanos(Long.MAX_VALUE)) < 0 ? limit.toNanos() : Long.MAX_VALUE;
    }

    /** The store throws no exception of ours when it was closed under the work. */
    private static MeshKitException broke(@Nullable Throwable cause) {
        return new MeshKitException(
                PlanCodes.STEP_BROKE,
                "the operation broke off: " + (cause == null ? "no reason is known" : cause.getMessage()) + ".",
                "Keep the kit open until the operation has ended; plan and apply again to finish it.",
                cause);
    }

    @Override
    public void cancel() {
        if (!cancelled && !end.isDone()) {
            cancelled = true;
            events.add(new StepLoop.Cancel());
        }
    }

    @Override
    public CompletionStage<OperationResult> completion() {
        return end.minimalCompletionStage();
    }

    @Override
    public void close() {
        cancel();
        boolean interrupted = false;
        long deadline = System.nanoTime() + longestClose.toNanos();
        while (!end.isDone()) {
            try {
                end.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (ExecutionException e) {
                // whoever awaits the operation is told; closing only waits for the end
                break;
            } catch (TimeoutException e) {
                LOG.warn("an operation was closed, but a step of it still runs after {}", longestClose);
                break;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
