// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import static io.meshkit.core.internal.plan.Workbench.after;
import static io.meshkit.core.internal.plan.Workbench.configMap;
import static io.meshkit.core.internal.plan.Workbench.state;
import static io.meshkit.core.internal.plan.Workbench.yaml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshkit.MeshKitException;
import io.meshkit.document.MapValue;
import io.meshkit.plan.ActionHandler;
import io.meshkit.plan.ActionRun;
import io.meshkit.plan.ActionStep;
import io.meshkit.plan.Change;
import io.meshkit.plan.DesiredResource.Ownership;
import io.meshkit.plan.DesiredState;
import io.meshkit.plan.FailurePolicy;
import io.meshkit.plan.Operation;
import io.meshkit.plan.OperationListener;
import io.meshkit.plan.OperationOptions;
import io.meshkit.plan.OperationResult;
import io.meshkit.plan.OperationResult.Outcome;
import io.meshkit.plan.OperationResult.StepResult;
import io.meshkit.plan.OperationTimeoutException;
import io.meshkit.plan.Plan;
import io.meshkit.plan.PlanOptions;
import io.meshkit.plan.Step;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Inventory;
import io.meshkit.resource.Readiness;
import io.meshkit.resource.Readiness.Status;
import io.meshkit.resource.Resource;
import io.meshkit.resource.SetId;
import io.meshkit.resource.StoreException.Reason;
import io.meshkit.resource.StoreFeatures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ApplyingTest {

    private static final Resource A = configMap("a", "1");
    private static final Resource B = configMap("b", "1");
    private static final Resource C = configMap("c", "1");

    private final Workbench bench = new Workbench();

    private void breaks(String broken) {
        refuses(broken, Reason.SERVER);
    }

    private void refuses(String refused, Reason reason) {
        bench.store.beforeWrite = write -> {
            if (write.equals(refused)) {
                throw MemoryStore.failure(reason, null, "it broke.");
            }
        };
    }

    private static List<Outcome> outcomes(OperationResult result) {
        return result.steps().stream().map(StepResult::outcome).toList();
    }

    @Test
    void a_second_apply_of_the_same_state_writes_nothing() {
        bench.planAndApply(state(A, B));
        bench.store.writes.clear();

        OperationResult second = bench.planAndApply(state(A, B));

        assertThat(second.writes()).isZero();
        assertThat(second.revision()).isEmpty();
        assertThat(bench.store.writes).isEmpty();
        assertThat(outcomes(second)).containsOnly(Outcome.UNCHANGED);
    }

    @Test
    void after_a_failure_nothing_new_begins_when_the_policy_is_to_stop() {
        breaks("apply ConfigMap default/a");

        OperationResult result = bench.apply(bench.plan(state(A, B)));

        assertThat(outcomes(result)).containsExactly(Outcome.FAILED, Outcome.SKIPPED);
        assertThat(bench.find(B)).isEmpty();
        assertThatThrownBy(result::orThrow).hasMessageContaining("it broke");
    }

    @Test
    void after_a_failure_what_does_not_depend_on_it_goes_on_when_the_policy_says_so() {
        breaks("apply ConfigMap default/a");

        OperationResult result = bench.apply(
                bench.plan(state(after(A), after(B, A), after(C))),
                OperationOptions.DEFAULT.parallelism(1).failurePolicy(FailurePolicy.CONTINUE_INDEPENDENT));

        assertThat(result.step("apply ConfigMap default/a").orElseThrow().outcome())
                .isEqualTo(Outcome.FAILED);
        assertThat(result.step("apply ConfigMap default/b").orElseThrow().outcome())
                .isEqualTo(Outcome.SKIPPED);
        assertThat(result.step("apply ConfigMap default/c").orElseThrow().outcome())
                .isEqualTo(Outcome.DONE);
        assertThat(result.revision()).isEmpty();
    }

    @Test
    void after_a_failure_all_is_as_it_was_when_the_policy_is_to_roll_back() {
        bench.planAndApply(state(A, configMap("x", "1")));
        Inventory before = bench.store.inventories().read(Workbench.SET).orElseThrow();
        Plan plan = bench.plan(state(configMap("a", "2"), B, configMap("x", "2")));
        refuses("apply ConfigMap default/x", Reason.FORBIDDEN);

        OperationResult result =
                bench.apply(plan, OperationOptions.DEFAULT.parallelism(1).failurePolicy(FailurePolicy.ROLL_BACK));

        assertThat(outcomes(result)).containsExactly(Outcome.ROLLED_BACK, Outcome.ROLLED_BACK, Outcome.FAILED);
        assertThat(bench.text(A, "/data/key")).isEqualTo("1");
        assertThat(bench.find(B)).isEmpty();
        Inventory after = bench.store.inventories().read(Workbench.SET).orElseThrow();
        assertThat(after.members()).isEqualTo(before.members());
        assertThat(after.revision()).isEqualTo(1);
    }

    @Test
    void a_deletion_is_rolled_back_by_making_the_object_anew() {
        bench.planAndApply(state(A, B, C));
        Plan plan = bench.plan(state(A));
        breaks("delete ConfigMap default/b");

        OperationResult result =
                bench.apply(plan, OperationOptions.DEFAULT.parallelism(1).failurePolicy(FailurePolicy.ROLL_BACK));

        assertThat(result.step("delete ConfigMap default/c").orElseThrow().outcome())
                .isEqualTo(Outcome.ROLLED_BACK);
        assertThat(bench.text(C, "/data/key")).isEqualTo("1");
    }

    @Test
    void a_deletion_that_was_refused_is_not_undone() {
        bench.planAndApply(state(A, B));
        bench.by("somebody", configMap("b", "theirs"));
        Plan plan = bench.plan(state(A));
        bench.store.writes.clear();
        refuses("delete ConfigMap default/b", Reason.FORBIDDEN);

        bench.apply(plan, OperationOptions.DEFAULT.failurePolicy(FailurePolicy.ROLL_BACK));

        assertThat(bench.store.writes).doesNotContain("apply ConfigMap default/b");
        assertThat(bench.store.inventories().read(Workbench.SET).orElseThrow().revision())
                .isEqualTo(1);
    }

    @Test
    void a_deletion_that_may_have_been_done_but_was_not_is_not_undone_by_writing() {
        bench.planAndApply(state(A, B));
        Plan plan = bench.plan(state(A));
        bench.store.writes.clear();
        breaks("delete ConfigMap default/b");

        bench.apply(plan, OperationOptions.DEFAULT.failurePolicy(FailurePolicy.ROLL_BACK));

        assertThat(bench.store.writes).doesNotContain("apply ConfigMap default/b");
    }

    @Test
    void a_replacement_that_was_refused_after_the_deletion_is_left_in_the_inventory() {
        bench.planAndApply(state(A));
        bench.store.immutable.add(io.meshkit.document.JsonPointer.parse("/data/key"));
        Plan plan = bench.plan(state(configMap("a", "2")), PlanOptions.DEFAULT.allowReplace(true));
        refuses("apply ConfigMap default/a", Reason.FORBIDDEN);

        OperationResult result = bench.apply(plan, OperationOptions.DEFAULT.failurePolicy(FailurePolicy.ROLL_BACK));

        assertThat(outcomes(result)).containsExactly(Outcome.FAILED);
        assertThat(bench.store.inventories().read(Workbench.SET).orElseThrow().revision())
                .isZero();
    }

    @Test
    void what_cannot_be_rolled_back_keeps_its_outcome_and_its_place_in_the_inventory() {
        Plan plan = bench.plan(state(A, B));
        bench.store.beforeWrite = write -> {
            if (write.equals("apply ConfigMap default/b") || write.startsWith("delete")) {
                throw MemoryStore.failure(Reason.SERVER, null, "it broke.");
            }
        };

        OperationResult result =
                bench.apply(plan, OperationOptions.DEFAULT.parallelism(1).failurePolicy(FailurePolicy.ROLL_BACK));

        StepResult a = result.step("apply ConfigMap default/a").orElseThrow();
        assertThat(a.outcome()).isEqualTo(Outcome.DONE);
        assertThat(a.error()).isPresent();
        assertThat(bench.store.inventories().read(Workbench.SET).orElseThrow().members())
                .contains(A.key().in(MemoryStore.ID));
    }

    @Test
    void the_namespace_that_holds_the_records_stays_when_all_else_is_rolled_back() {
        Plan plan = bench.plan(inOwnNamespace());
        breaks("apply ConfigMap new/b");

        OperationResult result =
                bench.apply(plan, OperationOptions.DEFAULT.parallelism(1).failurePolicy(FailurePolicy.ROLL_BACK));

        StepResult namespace = result.step("apply Namespace new").orElseThrow();
        assertThat(namespace.outcome()).isEqualTo(Outcome.DONE);
        assertThat(namespace.error())
                .get()
                .asString()
                .contains("holds the records")
                .contains("stays");
        assertThat(result.step("apply ConfigMap new/a").orElseThrow().outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(bench.store.all())
                .extracting(live -> live.resource().key().toString())
                .containsExactly("Namespace new");
        Inventory after = bench.store.inventories().read(OWN).orElseThrow();
        assertThat(after.members()).extracting(Object::toString).containsExactly("Namespace new");
        assertThat(after.revision()).isZero();
    }

    @Test
    void the_namespace_that_holds_the_records_is_said_to_stay_also_when_its_step_was_not_begun() {
        Plan plan = bench.plan(inOwnNamespace());
        ActionStep first =
                ActionStep.of("first", "broken", MapValue.EMPTY, Change.UPDATE).build();
        List<Step> steps = new ArrayList<>(plan.steps());
        steps.add(0, first);
        Plan broken = Plan.of(plan.store(), plan.desired()).steps(steps).build();
        bench.handlers.add(new BrokenHandler());

        OperationResult result =
                bench.apply(broken, OperationOptions.DEFAULT.parallelism(1).failurePolicy(FailurePolicy.ROLL_BACK));

        StepResult namespace = result.step("apply Namespace new").orElseThrow();
        assertThat(namespace.outcome()).isEqualTo(Outcome.DONE);
        assertThat(namespace.error()).isPresent();
        assertThat(bench.store.inventories().read(OWN).orElseThrow().members())
                .extracting(Object::toString)
                .containsExactly("Namespace new");
    }

    @Test
    void after_a_roll_back_in_a_namespace_of_its_own_a_set_can_be_applied() {
        Plan plan = bench.plan(inOwnNamespace());
        breaks("apply ConfigMap new/b");
        bench.apply(plan, OperationOptions.DEFAULT.failurePolicy(FailurePolicy.ROLL_BACK));
        bench.store.beforeWrite = write -> {};

        OperationResult result = bench.planAndApply(inOwnNamespace());

        assertThat(result.revision()).contains(1);
        assertThat(bench.store.inventories().read(OWN).orElseThrow().members()).hasSize(3);
    }

    private static final class BrokenHandler implements ActionHandler {

        @Override
        public String id() {
            return "broken";
        }

        @Override
        public MapValue run(MapValue arguments, ActionRun run) {
            throw new IllegalStateException("no use");
        }

        @Override
        public void undo(MapValue arguments, MapValue output, ActionRun run) {}
    }

    private static final SetId OWN = new SetId("new", "shop");

    private static DesiredState inOwnNamespace() {
        return state(
                OWN,
                Ownership.WHOLE,
                yaml("{apiVersion: v1, kind: Namespace, metadata: {name: new}}"),
                yaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: new}}"),
                yaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: b, namespace: new}}"));
    }

    @Test
    void a_set_that_was_never_there_is_not_there_after_a_roll_back() {
        Plan plan = bench.plan(state(A, B));
        breaks("apply ConfigMap default/b");

        bench.apply(plan, OperationOptions.DEFAULT.parallelism(1).failurePolicy(FailurePolicy.ROLL_BACK));

        assertThat(bench.store.all()).isEmpty();
        assertThat(bench.store.inventories().sets()).isEmpty();
    }

    @Test
    void records_that_cannot_be_written_are_a_failure_of_the_operation() {
        breaks("revision 1");

        OperationResult result = bench.apply(bench.plan(state(A)));
        bench.store.beforeWrite = write -> {};
        Plan again = bench.plan(state(A));

        assertThat(result.isSuccess()).isFalse();
        assertThatThrownBy(result::orThrow).hasMessageContaining("it broke");
        assertThat(again.unfinished()).isTrue();
        assertThat(bench.apply(again).orThrow().revision()).contains(1);
    }

    @Test
    void an_error_that_is_none_of_ours_is_told_with_its_step() {
        bench.store.becomes = resource -> {
            throw new IllegalArgumentException("odd");
        };

        OperationResult result = bench.apply(bench.plan(state(A)));

        assertThat(result.steps().get(0).error()).get().satisfies(error -> {
            assertThat(error.code().value()).isEqualTo("MK-PLAN-STEP-BROKE");
            assertThat(error).hasMessageContaining("apply ConfigMap default/a").hasMessageContaining("odd");
        });
    }

    @Test
    void a_dependant_is_never_written_before_what_it_needs_is_ready() {
        bench.store.becomes = resource -> new Readiness(Status.IN_PROGRESS, "starting");
        AtomicInteger looks = new AtomicInteger();
        OperationListener readyAtTheThirdLook = new OperationListener() {
            @Override
            public void stepWaiting(Step step, String message) {
                if (looks.incrementAndGet() % 3 == 0) {
                    bench.store.readiness.replaceAll((key, was) -> new Readiness(Status.CURRENT, ""));
                }
            }
        };
        bench.store.beforeWrite = write -> {
            if (write.startsWith("apply")) {
                assertThat(bench.store.readiness.values()).allMatch(Readiness::isCurrent);
            }
        };

        OperationResult result = bench.apply(
                bench.plan(state(after(A), after(B, A), after(C, B))),
                OperationOptions.DEFAULT.listener(readyAtTheThirdLook));

        assertThat(outcomes(result)).containsOnly(Outcome.DONE);
        assertThat(looks).hasValueGreaterThanOrEqualTo(9);
    }

    @Test
    void what_is_not_ready_in_time_is_told_with_what_it_waits_for() {
        bench.store.becomes = resource -> new Readiness(Status.IN_PROGRESS, "0 of 3 replicas");

        OperationResult result = bench.apply(
                bench.plan(state(after(A), after(B, A))),
                OperationOptions.DEFAULT.readinessLimit(Duration.ofMillis(20)));

        assertThat(result.steps().get(0).error())
                .get()
                .satisfies(error -> assertThat(error)
                        .hasMessageContaining("MKP070")
                        .hasMessageContaining("\"apply ConfigMap default/a\" was not done within 20 ms")
                        .hasMessageContaining("ConfigMap default/a to be ready: 0 of 3 replicas"));
        assertThat(bench.find(B)).isEmpty();
    }

    @Test
    void a_limit_for_a_kind_counts_before_that_of_the_operation() {
        bench.store.becomes = resource -> new Readiness(Status.IN_PROGRESS, "");

        OperationResult result = bench.apply(bench.plan(
                state(A), PlanOptions.DEFAULT.readinessLimit(new GroupKind("", "ConfigMap"), Duration.ofMillis(7))));

        assertThat(result.steps().get(0).error())
                .get()
                .satisfies(error -> assertThat(error).hasMessageContaining("within 7 ms"));
    }

    @Test
    void what_failed_to_become_ready_is_not_waited_for() {
        bench.store.becomes = resource -> new Readiness(Status.FAILED, "image not found");

        OperationResult result = bench.apply(bench.plan(state(A)));

        assertThat(result.steps().get(0).error())
                .get()
                .satisfies(error ->
                        assertThat(error).hasMessageContaining("MKP070").hasMessageContaining("image not found"));
    }

    @Test
    void what_is_as_it_shall_be_but_failed_fails_the_apply_that_waits_for_it() {
        bench.planAndApply(state(A));
        bench.ready(A, Status.FAILED, "");

        OperationResult result = bench.apply(bench.plan(state(A)));

        assertThat(outcomes(result)).containsExactly(Outcome.UNCHANGED, Outcome.FAILED);
        assertThat(result.steps().get(1).error())
                .get()
                .satisfies(error -> assertThat(error).hasMessageContaining("no reason given"));
    }

    @Test
    void stores_that_know_no_readiness_are_not_waited_for() {
        bench.store.features = new StoreFeatures(true, true, false, true);
        bench.store.becomes = resource -> new Readiness(Status.IN_PROGRESS, "");

        assertThat(bench.apply(bench.plan(state(A))).isSuccess()).isTrue();
    }

    @Test
    void no_more_steps_run_at_a_time_than_asked_for() {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CyclicBarrier three = new CyclicBarrier(3);
        bench.store.beforeWrite = write -> {
            if (write.startsWith("apply")) {
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                meet(three);
            }
        };
        bench.store.afterWrite = write -> now.addAndGet(write.startsWith("apply") ? -1 : 0);
        Resource[] many =
                IntStream.range(0, 30).mapToObj(i -> configMap("m-" + i, "1")).toArray(Resource[]::new);

        OperationResult result = bench.apply(bench.plan(state(many)), OperationOptions.DEFAULT.parallelism(3));

        assertThat(result.isSuccess()).isTrue();
        assertThat(most).hasValue(3);
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new AssertionError("fewer steps ran at a time than asked for", e);
        }
    }

    @Test
    void cancelling_ends_the_waiting_and_leaves_what_is_done() {
        bench.store.becomes =
                resource -> new Readiness(resource.key().name().equals("a") ? Status.CURRENT : Status.IN_PROGRESS, "");
        CountDownLatch waits = new CountDownLatch(1);
        Plan plan = bench.plan(state(after(A), after(B, A), after(C, B)));

        Operation operation = bench.start(plan, OperationOptions.DEFAULT.listener(waiting(waits)));
        await(waits);
        operation.cancel();
        operation.cancel();
        OperationResult result = operation.await(Workbench.LIMIT);

        assertThat(outcomes(result)).containsExactly(Outcome.DONE, Outcome.CANCELLED, Outcome.CANCELLED);
        assertThat(result.revision()).isEmpty();
        assertThat(bench.find(A)).isPresent();
        assertThat(bench.store.inventories().read(Workbench.SET).orElseThrow().members())
                .hasSize(3);
    }

    @Test
    void what_was_cancelled_is_not_rolled_back() {
        bench.store.becomes = resource -> new Readiness(Status.IN_PROGRESS, "");
        CountDownLatch waits = new CountDownLatch(1);
        Operation operation = bench.start(
                bench.plan(state(A)),
                OperationOptions.DEFAULT.failurePolicy(FailurePolicy.ROLL_BACK).listener(waiting(waits)));
        await(waits);

        operation.close();

        assertThat(outcomes(operation.await(Workbench.LIMIT))).containsExactly(Outcome.CANCELLED);
        assertThat(bench.find(A)).isPresent();
    }

    private static OperationListener waiting(CountDownLatch waits) {
        return new OperationListener() {
            @Override
            public void stepWaiting(Step step, String message) {
                waits.countDown();
            }
        };
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void closing_waits_for_a_write_that_is_under_way() {
        CountDownLatch writes = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        bench.store.beforeWrite = write -> {
            if (write.startsWith("apply")) {
                writes.countDown();
                await(goOn);
            }
        };
        Operation operation = bench.start(bench.plan(state(A, B)), OperationOptions.DEFAULT.parallelism(1));
        await(writes);

        operation.cancel();
        boolean endedBefore = operation.completion().toCompletableFuture().isDone();
        goOn.countDown();
        operation.close();

        assertThat(endedBefore).isFalse();
        assertThat(outcomes(operation.await(Workbench.LIMIT))).containsExactly(Outcome.DONE, Outcome.CANCELLED);
    }

    @Test
    void closing_when_the_work_is_done_changes_nothing() {
        Operation operation = bench.start(bench.plan(state(A)), OperationOptions.DEFAULT);
        operation.await(Workbench.LIMIT);

        operation.close();

        assertThat(operation.await(Workbench.LIMIT).isSuccess()).isTrue();
    }

    @Test
    void closing_by_an_interrupted_thread_waits_and_keeps_the_interruption() {
        bench.store.becomes = resource -> new Readiness(Status.IN_PROGRESS, "");
        Operation operation = bench.start(bench.plan(state(A)), OperationOptions.DEFAULT);

        Thread.currentThread().interrupt();
        operation.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(operation.completion().toCompletableFuture()).isDone();
    }

    @Test
    void an_operation_that_could_not_begin_closes_quietly() {
        Plan plan = bench.plan(state(A));
        bench.by("somebody", A);
        Operation operation = bench.start(plan, OperationOptions.DEFAULT);

        operation.close();

        assertThatThrownBy(() -> operation.await(Workbench.LIMIT)).hasMessageContaining("MK-PLAN-STALE");
    }

    @Test
    void waiting_past_its_limit_tells_so_and_the_work_goes_on() {
        bench.store.becomes = resource -> new Readiness(Status.IN_PROGRESS, "");
        CountDownLatch waits = new CountDownLatch(1);
        Operation operation = bench.start(bench.plan(state(A)), OperationOptions.DEFAULT.listener(waiting(waits)));
        await(waits);

        assertThatThrownBy(() -> operation.await(Duration.ofMillis(5)))
                .isInstanceOf(OperationTimeoutException.class)
                .hasMessageContaining("it runs");
        bench.store.becomes = resource -> new Readiness(Status.CURRENT, "");
        bench.store.apply(
                A.in(MemoryStore.ID),
                io.meshkit.resource.ApplyOptions.DEFAULT.fieldManager("other").force(true));

        assertThat(operation.await(Workbench.LIMIT).isSuccess()).isTrue();
    }

    @Test
    void a_store_that_was_closed_under_an_operation_is_told_with_what_to_do() {
        RunningOperation operation = new RunningOperation(new java.util.concurrent.LinkedBlockingQueue<>());
        operation.start(() -> {
            throw new IllegalStateException("the cluster at here is closed");
        });

        assertThatThrownBy(() -> operation.await(Duration.ofSeconds(30)))
                .isInstanceOf(MeshKitException.class)
                .hasMessageContaining("the cluster at here is closed")
                .hasMessageContaining("plan and apply again");
    }

    @Test
    void an_interrupted_wait_is_told_and_the_work_goes_on() {
        CountDownLatch goOn = new CountDownLatch(1);
        bench.store.beforeWrite = write -> await(goOn);
        Operation operation = bench.start(bench.plan(state(A)), OperationOptions.DEFAULT);

        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> operation.await(Workbench.LIMIT)).hasMessageContaining("MK-INTERRUPTED");
        assertThat(Thread.interrupted()).isTrue();
        goOn.countDown();

        assertThat(operation.await(Workbench.LIMIT).isSuccess()).isTrue();
    }

    @Test
    void interrupted_planning_is_told_and_leaves_no_write() {
        CountDownLatch never = new CountDownLatch(1);
        bench.store.beforePreview = key -> await(never);

        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> bench.plan(state(A, B))).hasMessageContaining("MK-INTERRUPTED");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(bench.store.writes).isEmpty();
    }

    @Test
    void a_stale_plan_is_refused_with_all_that_changed() {
        bench.planAndApply(state(A, B, C));
        Plan plan = bench.plan(state(configMap("a", "2"), configMap("c", "2"), configMap("d", "1")));
        bench.by("somebody", configMap("a", "theirs"));
        bench.by("somebody", configMap("d", "theirs"));
        bench.store.delete(C.key().in(MemoryStore.ID), io.meshkit.resource.DeleteOptions.DEFAULT);
        bench.by("somebody", configMap("b", "theirs"));
        bench.store.writes.clear();

        assertThatThrownBy(() -> bench.apply(plan))
                .hasMessageContaining("MK-PLAN-STALE")
                .hasMessageContaining(
                        "ConfigMap default/a, ConfigMap default/c (gone), ConfigMap default/d (was not there)")
                .hasMessageContaining("ConfigMap default/b");
        assertThat(bench.store.writes).isEmpty();
    }

    @Test
    void a_plan_is_stale_when_another_was_applied() {
        bench.planAndApply(state(A));
        Plan plan = bench.plan(state(configMap("a", "2")));
        bench.planAndApply(state(A, B));

        assertThatThrownBy(() -> bench.apply(plan)).hasMessageContaining("the inventory of default/shop");
    }

    @Test
    void a_stale_plan_names_ten_and_counts_the_rest() {
        Resource[] many =
                IntStream.range(10, 23).mapToObj(i -> configMap("m-" + i, "1")).toArray(Resource[]::new);
        Plan plan = bench.plan(state(many));
        for (Resource one : many) {
            bench.by("somebody", one);
        }

        assertThatThrownBy(() -> bench.apply(plan))
                .hasMessageContaining("m-19 (was not there) and 3 more")
                .hasMessageNotContaining("m-20");
    }

    @Test
    void a_change_that_is_no_change_of_content_does_not_make_a_plan_stale() {
        bench.planAndApply(state(A));
        Plan plan = bench.plan(state(configMap("a", "2")));
        Resource same =
                yaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: default}, status: {x: y}}");
        bench.by("controller", same);

        assertThat(bench.apply(plan).isSuccess()).isTrue();
    }

    @Test
    void a_plan_for_another_store_is_refused() {
        Plan plan = Plan.of(new io.meshkit.resource.StoreId("other"), state(A)).build();

        assertThatThrownBy(() -> bench.apply(plan)).hasMessageContaining("MK-PLAN-STORE");
    }

    @Test
    void a_write_that_met_another_is_done_once_again() {
        AtomicInteger times = new AtomicInteger();
        bench.store.beforeWrite = write -> {
            if (write.startsWith("apply") && times.getAndIncrement() == 0) {
                throw MemoryStore.failure(Reason.CHANGED, null, "it changed.");
            }
        };

        OperationResult result = bench.planAndApply(state(A));

        assertThat(times).hasValue(2);
        assertThat(result.writes()).isEqualTo(5);
    }

    @Test
    void a_kind_that_is_not_served_yet_is_waited_for() {
        GroupKind thing = new GroupKind("example.com", "Thing");
        bench.store.unserved.add(thing);
        DesiredState state = state(
                yaml("{apiVersion: example.com/v1, kind: Thing, metadata: {name: a, namespace: default}}"), yaml("""
                    apiVersion: apiextensions.k8s.io/v1
                    kind: CustomResourceDefinition
                    metadata: {name: things.example.com}
                    spec: {group: example.com, names: {kind: Thing}}
                    """));
        Plan plan = bench.plan(state);
        bench.store.afterWrite = write -> {
            if (write.contains("CustomResourceDefinition")) {
                bench.store.unserved.add(thing);
            }
        };
        OperationListener hears = new OperationListener() {
            @Override
            public void stepWaiting(Step step, String message) {
                assertThat(message).isEqualTo("the server to know the kind Thing.example.com");
                bench.store.unserved.remove(thing);
            }
        };

        OperationResult result = bench.apply(plan, OperationOptions.DEFAULT.listener(hears));

        assertThat(outcomes(result)).containsExactly(Outcome.DONE, Outcome.DONE);
    }

    @Test
    void an_object_that_was_exchanged_is_not_deleted() {
        bench.planAndApply(state(A, B));
        Plan plan = bench.plan(state(A));
        bench.store.beforeWrite = write -> {
            if (write.equals("delete ConfigMap default/b")) {
                bench.store.beforeWrite = any -> {};
                bench.store.delete(B.key().in(MemoryStore.ID), io.meshkit.resource.DeleteOptions.DEFAULT);
                bench.by("somebody", B);
            }
        };

        OperationResult result = bench.apply(plan);

        assertThat(result.isSuccess()).isTrue();
        assertThat(bench.find(B)).isPresent();
    }

    @Test
    void an_object_that_another_set_took_meanwhile_is_not_deleted() {
        bench.planAndApply(state(A, B));
        Plan plan = bench.plan(state(configMap("a", "2")));
        bench.store.beforeWrite = write -> {
            if (write.endsWith("ConfigMap default/a")) {
                bench.store.beforeWrite = any -> {};
                bench.by(
                        "somebody",
                        yaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: b, namespace: default, labels: {set:"
                                + " theirs}}}"));
            }
        };

        OperationResult result = bench.apply(plan);

        assertThat(result.steps())
                .flatExtracting(step -> step.error().stream().toList())
                .singleElement()
                .asString()
                .contains("MK-PLAN-STALE")
                .contains("ConfigMap default/b");
        assertThat(bench.find(B)).isPresent();
    }

    @Test
    void secrets_of_a_plan_from_a_file_come_from_where_the_user_says() {
        Resource secret =
                yaml("{apiVersion: v1, kind: Secret, metadata: {name: s, namespace: default}, data: {p: b25l}}");
        Plan saved = Plan.from(bench.plan(state(secret)).toValue());

        assertThatThrownBy(() -> bench.apply(saved)).hasMessageContaining("MK-PLAN-SECRET");
        assertThat(bench.store.writes).isEmpty();
        bench.apply(
                        saved,
                        OperationOptions.DEFAULT.secrets(
                                reference -> Optional.of(io.meshkit.document.TextValue.of("b25l"))))
                .orThrow();
        assertThat(bench.text(secret, "/data/p")).isEqualTo("b25l");
    }

    @Test
    void a_secret_that_is_not_the_planned_one_is_refused() {
        Resource secret =
                yaml("{apiVersion: v1, kind: Secret, metadata: {name: s, namespace: default}, data: {p: b25l}}");
        Plan saved = Plan.from(bench.plan(state(secret)).toValue());

        assertThatThrownBy(() -> bench.apply(
                        saved,
                        OperationOptions.DEFAULT.secrets(
                                reference -> Optional.of(io.meshkit.document.TextValue.of("dHdv")))))
                .isInstanceOf(MeshKitException.class)
                .hasMessageContaining("MK-PLAN-SECRET");
    }

    @Test
    void the_completion_tells_the_result() {
        Operation operation = bench.start(bench.plan(state(A)), OperationOptions.DEFAULT);

        assertThat(operation.completion().toCompletableFuture().join().isSuccess())
                .isTrue();
    }
}
