// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.plan.OperationResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

class RunningOperationTest {

    private static final OperationResult EMPTY = new OperationResult(List.of(), 0, Optional.empty(), Optional.empty());

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
