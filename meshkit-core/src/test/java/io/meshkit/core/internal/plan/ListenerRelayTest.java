// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import static io.meshkit.core.internal.plan.Workbench.after;
import static io.meshkit.core.internal.plan.Workbench.configMap;
import static io.meshkit.core.internal.plan.Workbench.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.finding.Report;
import io.meshkit.plan.OperationListener;
import io.meshkit.plan.OperationOptions;
import io.meshkit.plan.OperationResult;
import io.meshkit.plan.OperationResult.StepResult;
import io.meshkit.plan.Plan;
import io.meshkit.plan.Step;
import io.meshkit.resource.Readiness;
import io.meshkit.resource.Readiness.Status;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ListenerRelayTest {

    private final Workbench bench = new Workbench();
    private final Plan plan =
            bench.plan(state(after(configMap("a", "1")), after(configMap("b", "1"), configMap("a", ""))));

    private static class Heard implements OperationListener {
        final List<String> calls = new CopyOnWriteArrayList<>();
        final CountDownLatch end = new CountDownLatch(1);

        @Override
        public void started(Plan plan) {
            calls.add("started " + plan.steps().size());
        }

        @Override
        public void stepStarted(Step step) {
            calls.add("> " + step.id());
        }

        @Override
        public void stepWaiting(Step step, String message) {
            calls.add("… " + message);
        }

        @Override
        public void stepFinished(Step step, StepResult result) {
            calls.add("< " + step.id() + " " + result.outcome());
        }

        @Override
        public void finished(OperationResult result) {
            calls.add("finished " + result.isSuccess());
            end.countDown();
        }

        List<String> all() {
            await(end);
            return calls;
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void an_operation_ends_when_its_listener_was_told() {
        Heard heard = new Heard();

        bench.apply(plan, OperationOptions.DEFAULT.listener(heard)).orThrow();

        assertThat(heard.calls).last().isEqualTo("finished true");
    }

    @Test
    void an_operation_does_not_wait_long_for_a_listener_that_never_returns() {
        CountDownLatch never = new CountDownLatch(1);
        OperationListener stuck = new OperationListener() {
            @Override
            public void started(Plan any) {
                await(never);
            }
        };

        assertThat(bench.apply(plan, OperationOptions.DEFAULT.listener(stuck)).isSuccess())
                .isTrue();

        assertThat(never.getCount()).isEqualTo(1);
        never.countDown();
    }

    @Test
    void calls_come_in_the_order_of_what_happens() {
        Heard heard = new Heard();

        bench.apply(plan, OperationOptions.DEFAULT.listener(heard)).orThrow();

        assertThat(heard.all())
                .containsExactly(
                        "started 2",
                        "> apply ConfigMap default/a",
                        "< apply ConfigMap default/a DONE",
                        "> apply ConfigMap default/b",
                        "< apply ConfigMap default/b DONE",
                        "finished true");
    }

    @Test
    void a_listener_that_does_not_return_does_not_hold_the_work_up() {
        CountDownLatch goOn = new CountDownLatch(1);
        Heard slow = new Heard() {
            @Override
            public void started(Plan started) {
                await(goOn);
                super.started(started);
            }
        };

        OperationResult result = bench.apply(plan, OperationOptions.DEFAULT.listener(slow));
        List<String> before = List.copyOf(slow.calls);
        goOn.countDown();

        assertThat(result.isSuccess()).isTrue();
        assertThat(before).isEmpty();
        assertThat(slow.all()).hasSize(6).last().isEqualTo("finished true");
    }

    @Test
    void a_listener_that_throws_hears_the_rest_and_the_work_goes_on() {
        Heard throwing = new Heard() {
            @Override
            public void stepStarted(Step step) {
                super.stepStarted(step);
                throw new IllegalStateException("a listener of a test breaks, as it shall");
            }
        };

        OperationResult result = bench.apply(plan, OperationOptions.DEFAULT.listener(throwing));

        assertThat(result.isSuccess()).isTrue();
        assertThat(throwing.all()).hasSize(6);
    }

    @Test
    void of_many_waiting_messages_a_slow_listener_hears_the_last() {
        Step step = plan.steps().get(0);
        CountDownLatch goOn = new CountDownLatch(1);
        Heard slow = new Heard() {
            @Override
            public void started(Plan started) {
                await(goOn);
            }
        };
        ListenerRelay relay = new ListenerRelay(slow);
        relay.start();

        relay.started(plan);
        for (int i = 0; i < 1000; i++) {
            relay.stepWaiting(step, "message " + i);
        }
        relay.finished(new OperationResult(
                List.of(), 0, java.util.Optional.empty(), java.util.Optional.empty(), Report.EMPTY));
        goOn.countDown();

        assertThat(slow.all()).containsExactly("… message 999", "finished true");
    }

    @Test
    void nothing_is_told_after_the_end() {
        Heard heard = new Heard();
        ListenerRelay relay = new ListenerRelay(heard);
        relay.start();

        relay.finished(new OperationResult(
                List.of(), 0, java.util.Optional.empty(), java.util.Optional.empty(), Report.EMPTY));
        relay.stepStarted(plan.steps().get(0));
        relay.abandon();

        assertThat(heard.all()).containsExactly("finished true");
    }

    @Test
    void a_step_that_waits_says_for_what() {
        bench.store.becomes = resource -> new Readiness(Status.IN_PROGRESS, "pulling");
        Heard heard = new Heard() {
            @Override
            public void stepWaiting(Step step, String message) {
                super.stepWaiting(step, message);
                bench.store.readiness.replaceAll((key, was) -> new Readiness(Status.CURRENT, ""));
            }
        };

        bench.apply(plan, OperationOptions.DEFAULT.listener(heard)).orThrow();

        assertThat(heard.all())
                .contains("… ConfigMap default/a to be ready: pulling", "… ConfigMap default/b to be ready: pulling");
    }
}
