// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import static io.meshkit.core.internal.plan.Workbench.configMap;
import static io.meshkit.core.internal.plan.Workbench.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshkit.document.JsonPointer;
import io.meshkit.document.MapValue;
import io.meshkit.plan.ActionHandler;
import io.meshkit.plan.ActionRun;
import io.meshkit.plan.ActionStep;
import io.meshkit.plan.Change;
import io.meshkit.plan.FailurePolicy;
import io.meshkit.plan.OperationListener;
import io.meshkit.plan.OperationOptions;
import io.meshkit.plan.OperationResult;
import io.meshkit.plan.OperationResult.Outcome;
import io.meshkit.plan.OperationResult.StepResult;
import io.meshkit.plan.Plan;
import io.meshkit.plan.Step;
import io.meshkit.resource.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ActionsTest {

    private static final Resource A = configMap("a", "1");

    private final Workbench bench = new Workbench();
    private final List<String> calls = new CopyOnWriteArrayList<>();

    /** Tells what it is called with, and gives back what it got. */
    private class Echo implements ActionHandler {

        @Override
        public String id() {
            return "echo";
        }

        @Override
        public MapValue run(MapValue arguments, ActionRun run) {
            calls.add("run " + arguments);
            assertThat(run.set()).isEqualTo(Workbench.SET);
            assertThat(run.isCancelled()).isFalse();
            assertThat(run.store()).isSameAs(bench.store);
            run.progress("half of " + run.step().id());
            return MapValue.builder().put("got", arguments).build();
        }

        @Override
        public void undo(MapValue arguments, MapValue output, ActionRun run) {
            calls.add("undo " + arguments + " " + output);
        }
    }

    private static ActionStep.Builder echo(String id, String argument) {
        MapValue arguments = MapValue.builder().put("x", argument).build();
        return ActionStep.of(id, "echo", arguments, Change.UPDATE).reversible(true);
    }

    private Plan with(ActionStep... actions) {
        List<Step> steps = new ArrayList<>(List.of(actions));
        return bench.plan(state(A)).plus(steps);
    }

    @Test
    void an_action_runs_after_what_it_depends_on_and_its_output_is_in_the_result() {
        bench.handlers.add(new Echo());

        OperationResult result = bench.apply(with(
                echo("go", "1").dependsOn(Set.of("apply ConfigMap default/a")).build()));

        assertThat(calls).containsExactly("run {x: 1}");
        assertThat(result.step("go").orElseThrow().output()).hasToString("{got: {x: 1}}");
    }

    @Test
    void what_an_earlier_step_gave_is_filled_in() {
        bench.handlers.add(new Echo());
        ActionStep second = echo("two", "1")
                .input(JsonPointer.parse("/y"), new ActionStep.Output("one", JsonPointer.parse("/got/x")))
                .input(
                        JsonPointer.parse("/z"),
                        new ActionStep.Output("apply ConfigMap default/a", JsonPointer.parse("/data/key")))
                .build();

        bench.apply(with(echo("one", "7").build(), second)).orThrow();

        assertThat(calls).containsExactly("run {x: 7}", "run {x: 1, y: 7, z: 1}");
    }

    @Test
    void an_input_that_no_step_gave_fails_the_action() {
        bench.handlers.add(new Echo());
        ActionStep second = echo("two", "1")
                .input(JsonPointer.parse("/y"), new ActionStep.Output("one", JsonPointer.parse("/nothing")))
                .build();

        OperationResult result = bench.apply(with(echo("one", "7").build(), second));

        assertThat(result.step("two").orElseThrow().error())
                .get()
                .satisfies(error -> assertThat(error)
                        .hasMessageContaining("\"two\" needs /nothing of \"one\", which did not give it"));
    }

    @Test
    void actions_before_a_failure_are_undone_last_first() {
        bench.handlers.add(new Echo());
        bench.handlers.add(new Broken());
        ActionStep broken = ActionStep.of("three", "broken", MapValue.EMPTY, Change.UPDATE)
                .dependsOn(Set.of("two"))
                .build();

        OperationResult result = bench.apply(
                with(
                        echo("one", "1").build(),
                        echo("two", "2").dependsOn(Set.of("one")).build(),
                        broken),
                OperationOptions.DEFAULT.parallelism(1).failurePolicy(FailurePolicy.ROLL_BACK));

        assertThat(calls)
                .containsExactly("run {x: 1}", "run {x: 2}", "undo {x: 2} {got: {x: 2}}", "undo {x: 1} {got: {x: 1}}");
        assertThat(result.steps())
                .extracting(StepResult::outcome)
                .containsExactly(Outcome.ROLLED_BACK, Outcome.ROLLED_BACK, Outcome.ROLLED_BACK, Outcome.FAILED);
        assertThat(bench.find(A)).isEmpty();
    }

    @Test
    void an_action_that_cannot_be_undone_keeps_the_records_wide() {
        bench.handlers.add(new Echo());
        bench.handlers.add(new Broken());
        ActionStep broken = ActionStep.of("two", "broken", MapValue.EMPTY, Change.UPDATE)
                .dependsOn(Set.of("one"))
                .build();

        OperationResult result = bench.apply(
                with(echo("one", "1").reversible(false).build(), broken),
                OperationOptions.DEFAULT.parallelism(1).failurePolicy(FailurePolicy.ROLL_BACK));

        assertThat(calls).containsExactly("run {x: 1}");
        assertThat(result.step("one").orElseThrow().outcome()).isEqualTo(Outcome.DONE);
        assertThat(bench.store.inventories().sets()).containsExactly(Workbench.SET);
    }

    private static final class Broken implements ActionHandler {

        @Override
        public String id() {
            return "broken";
        }

        @Override
        public MapValue run(MapValue arguments, ActionRun run) {
            throw new IllegalStateException("it broke");
        }

        @Override
        public void undo(MapValue arguments, MapValue output, ActionRun run) {}
    }

    @Test
    void an_undo_that_breaks_is_told_and_the_others_go_on() {
        bench.handlers.add(new Echo() {
            @Override
            public void undo(MapValue arguments, MapValue output, ActionRun run) {
                throw new IllegalStateException("stuck");
            }
        });
        bench.handlers.add(new Broken());
        ActionStep broken = ActionStep.of("two", "broken", MapValue.EMPTY, Change.UPDATE)
                .dependsOn(Set.of("one"))
                .build();

        OperationResult result = bench.apply(
                with(echo("one", "1").build(), broken),
                OperationOptions.DEFAULT.parallelism(1).failurePolicy(FailurePolicy.ROLL_BACK));

        assertThat(result.step("one").orElseThrow().error())
                .get()
                .satisfies(error -> assertThat(error)
                        .hasMessageContaining("\"one\" could not be undone")
                        .hasMessageContaining("stuck"));
        assertThat(bench.find(A)).isEmpty();
    }

    @Test
    void progress_of_an_action_reaches_the_listener() {
        bench.handlers.add(new Echo());
        List<String> heard = new CopyOnWriteArrayList<>();
        CountDownLatch end = new CountDownLatch(1);

        bench.apply(with(echo("go", "1").build()), OperationOptions.DEFAULT.listener(new OperationListener() {
            @Override
            public void stepWaiting(Step step, String message) {
                heard.add(message);
            }

            @Override
            public void finished(OperationResult result) {
                end.countDown();
            }
        }));
        join(end);

        assertThat(heard).containsExactly("half of go");
    }

    private static void join(CountDownLatch end) {
        try {
            assertThat(end.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_plan_with_an_action_that_nobody_provides_is_refused_before_anything_is_written() {
        Plan plan = with(echo("go", "1").build());

        assertThatThrownBy(() -> bench.start(plan, OperationOptions.DEFAULT))
                .hasMessageContaining("MK-PLAN-ACTION")
                .hasMessageContaining("needs the handler \"echo\"");
        assertThat(bench.store.writes).isEmpty();
    }
}
