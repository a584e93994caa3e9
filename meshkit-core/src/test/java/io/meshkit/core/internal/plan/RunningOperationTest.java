// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import static io.meshkit.core.internal.plan.Workbench.after;
import static io.meshkit.core.internal.plan.Workbench.configMap;
import static io.meshkit.core.internal.plan.Workbench.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.meshkit.finding.Report;
import io.meshkit.plan.OperationOptions;
import io.meshkit.plan.OperationResult;
import io.meshkit.plan.Plan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class RunningOperationTest {

    private static final OperationResult EMPTY =
            new OperationResult(List.of(), 0, Optional.empty(), Optional.empty(), Report.EMPTY);

    private final CountDownLatch goOn = new CountDownLatch(1);

    @Test
    void closing_waits_for_work_that_never_ends_for_a_limited_time_and_leaves_it_to_itself() {
        RunningOperation operation = hanging(Duration.ofMillis(50));

        long before = System.nanoTime();
        operation.close();

        assertThat(Duration.ofNanos(System.nanoTime() - before))
                .isBetween(Duration.ofMillis(50), Workbench.LIMIT.dividedBy(2));
        assertThat(operation.isCancelled()).isTrue();
        assertThat(operation.completion().toCompletableFuture()).isNotDone();
        goOn.countDown();
        assertThat(operation.await(Workbench.LIMIT)).isEqualTo(EMPTY);
    }

    @Test
    void an_interrupted_close_waits_no_longer_than_another() {
        RunningOperation operation = hanging(Duration.ofMillis(50));

        Thread.currentThread().interrupt();
        long before = System.nanoTime();
        operation.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - before))
                .isBetween(Duration.ofMillis(50), Workbench.LIMIT.dividedBy(2));
        goOn.countDown();
    }

    @Test
    void a_limit_of_centuries_is_none_and_a_negative_one_is_refused() {
        RunningOperation operation = hanging(Duration.ofMillis(50));
        goOn.countDown();

        assertThat(operation.await(Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo(EMPTY);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> operation.await(Duration.ofSeconds(-1)))
                .withMessageContaining("PT-1S is negative");
    }

    @Test
    void an_operation_whose_thread_is_interrupted_ends_after_the_steps_under_way() {
        Workbench bench = new Workbench();
        Plan plan = bench.plan(state(after(configMap("a", "1")), after(configMap("b", "1"), configMap("a", ""))));
        AtomicBoolean first = new AtomicBoolean(true);
        bench.store.beforeWrite = write -> {
            if (first.getAndSet(false)) {
                Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().startsWith("meshkit-operation-"))
                        .forEach(Thread::interrupt);
            }
        };

        OperationResult result = bench.apply(plan, OperationOptions.DEFAULT.parallelism(1));

        assertThat(result.steps())
                .extracting(OperationResult.StepResult::outcome)
                .containsExactly(OperationResult.Outcome.DONE, OperationResult.Outcome.CANCELLED);
        bench.planAndApply(state(configMap("a", "1"), configMap("b", "1")));
    }

    private RunningOperation hanging(Duration longestClose) {
        RunningOperation operation = new RunningOperation(new LinkedBlockingQueue<>(), longestClose);
        operation.start(() -> {
            try {
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return EMPTY;
        });
        return operation;
    }
}
