// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.plan;

import static io.meshkit.it.plan.Bench.configMap;
import static io.meshkit.it.plan.Bench.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.MeshKitException;
import io.meshkit.plan.DesiredState;
import io.meshkit.plan.FailurePolicy;
import io.meshkit.plan.OperationOptions;
import io.meshkit.plan.OperationResult;
import io.meshkit.plan.OperationResult.Outcome;
import io.meshkit.plan.Plan;
import io.meshkit.resource.Inventory;
import io.meshkit.testkit.kubernetes.Fault;
import io.meshkit.testkit.kubernetes.RecordedRequest;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One fault at each request of an apply: the end is the desired state, at once or by a second plan, and the inventory misses nothing. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class FaultsTest {

    /** Far longer than the fake needs, and short enough to be waited for at each request. */
    private static final Duration SHORT = Duration.ofSeconds(1);

    /** A busy machine may let another request time out first; then it is done once more. */
    private static final int TRIES = 5;

    private static final Duration LONG = Duration.ofSeconds(30);

    private static final int PARALLEL = 4;

    enum Kind {
        CONFLICT(() -> Fault.status(409, "Conflict", "the object has been modified")),
        TOO_MANY(() -> Fault.tooManyRequests(0)),
        SERVER_ERROR(() -> Fault.status(500, "InternalError", "it broke")),
        DROPPED_BEFORE(Fault::dropBeforeWork),
        DROPPED_AFTER(Fault::dropAfterWork),
        SILENT_BEFORE(Fault::silentBeforeWork, SHORT),
        SILENT_AFTER(Fault::silentAfterWork, SHORT);

        private final Supplier<Fault> fault;
        private final Duration limit;

        Kind(Supplier<Fault> fault) {
            this(fault, LONG);
        }

        Kind(Supplier<Fault> fault, Duration limit) {
            this.fault = fault;
            this.limit = limit;
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void one_fault_at_any_request_leaves_the_desired_state_or_something_a_second_plan_finishes(Kind kind) {
        IntStream indexes = FaultScene.requests(1).stream().mapToInt(RecordedRequest::index);

        EachIndex.of(indexes, index -> oneFault(kind, index, 1));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void one_fault_at_any_request_of_steps_that_run_at_the_same_time_does_too(Kind kind) {
        EachIndex.of(FaultScene.indexesOfSteps(PARALLEL), index -> oneFault(kind, index, PARALLEL));
    }

    private static void oneFault(Kind kind, int index, int parallelism) {
        boolean met = false;
        for (int i = 0; i < TRIES && !met; i++) {
            try (FaultScene scene = new FaultScene()) {
                scene.fake.faults().at(index, kind.fault.get());

                attempt(scene, kind.limit, parallelism);

                met = scene.fake.faults().waiting() == 0;
                scene.fake.faults().clear();
                scene.isFinishedByAnother(kind + " at request " + index);
            }
        }
        assertThat(met).as("%s meets request %d", kind, index).isTrue();
    }

    @Test
    void a_server_that_refuses_from_any_request_on_leaves_something_a_second_plan_finishes() {
        EachIndex.of(FaultScene.requests(1).stream().mapToInt(RecordedRequest::index), index -> refusedFrom(index, 1));
    }

    @Test
    void a_server_that_refuses_from_amid_steps_that_run_at_the_same_time_does_too() {
        EachIndex.of(FaultScene.indexesOfSteps(PARALLEL), index -> refusedFrom(index, PARALLEL));
    }

    private static void refusedFrom(int index, int parallelism) {
        try (FaultScene scene = new FaultScene()) {
            scene.fake.faults().always(request -> request.index() >= index, Fault.status(403, "Forbidden", "no more"));

            attempt(scene, LONG, parallelism);

            scene.fake.faults().clear();
            scene.isFinishedByAnother("refusal from request " + index + " on");
        }
    }

    @Test
    void what_failed_is_rolled_back_with_its_records() {
        DesiredState wanted = state(configMap("keep", "1"), configMap("change", "1"), configMap("prune", "1"));
        try (Bench bench = new Bench()) {
            bench.planAndApply(wanted);
            Inventory before = bench.store.inventories().read(Bench.SET).orElseThrow();
            Plan plan = bench.plan(state(configMap("keep", "1"), configMap("change", "2"), configMap("new", "1")));
            bench.fake
                    .faults()
                    .always(
                            request -> request.method().equals("PATCH")
                                    && request.path().endsWith("/new"),
                            Fault.status(403, "Forbidden", "no"));

            OperationResult result = bench.planner
                    .apply(plan, OperationOptions.DEFAULT.parallelism(1).failurePolicy(FailurePolicy.ROLL_BACK))
                    .await(Bench.LIMIT);
            bench.fake.faults().clear();

            assertThat(result.count(Outcome.ROLLED_BACK)).isEqualTo(1);
            assertThat(bench.plan(wanted).hasChanges()).isFalse();
            Inventory after = bench.store.inventories().read(Bench.SET).orElseThrow();
            assertThat(after.members()).isEqualTo(before.members());
            assertThat(after.revision()).isEqualTo(before.revision());
        }
    }

    /** A fault may end the operation before it begins, or be in its result; both are fair. */
    private static void attempt(FaultScene scene, Duration limit, int parallelism) {
        try (Session session = Session.on(scene.fake, limit)) {
            session.apply(scene.plan, parallelism);
        } catch (MeshKitException e) {
            assertThat(e.code().value()).startsWith("MK-");
        }
    }
}
