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
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Inventory;
import io.meshkit.testkit.kubernetes.Fault;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One fault at each request of an apply: the end is the desired state, at once or by a second plan, and the inventory misses nothing. */
class FaultsTest {

    private static final DesiredState BEFORE =
            state(configMap("keep", "1"), configMap("change", "1"), configMap("prune", "1"));
    private static final DesiredState AFTER =
            state(configMap("keep", "1"), configMap("change", "2"), configMap("new", "1"));
    private static final Set<String> NAMES = Set.of("keep", "change", "prune", "new");

    enum Kind {
        CONFLICT(() -> Fault.status(409, "Conflict", "the object has been modified")),
        TOO_MANY(() -> Fault.tooManyRequests(0)),
        SERVER_ERROR(() -> Fault.status(500, "InternalError", "it broke")),
        DROPPED_BEFORE(Fault::dropBeforeWork),
        DROPPED_AFTER(Fault::dropAfterWork);

        private final Supplier<Fault> fault;

        Kind(Supplier<Fault> fault) {
            this.fault = fault;
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void one_fault_at_any_request_leaves_the_desired_state_or_something_a_second_plan_finishes(Kind kind) {
        int requests = requestsOfAnApply();
        for (int i = 0; i < requests; i++) {
            try (Bench bench = started()) {
                Plan plan = bench.plan(AFTER);
                bench.fake.forgetRequests();
                bench.fake.faults().at(nextIndex(bench) + i, kind.fault.get());

                attempt(bench, plan);

                bench.fake.faults().clear();
                finishes(bench, kind + " at request " + i);
            }
        }
    }

    @Test
    void a_process_that_dies_at_any_request_leaves_something_a_second_plan_finishes() {
        int requests = requestsOfAnApply();
        for (int i = 0; i < requests; i++) {
            try (Bench bench = started()) {
                Plan plan = bench.plan(AFTER);
                int from = nextIndex(bench) + i;
                bench.fake.faults().always(request -> request.index() >= from, Fault.status(403, "Forbidden", "dead"));

                attempt(bench, plan);

                bench.fake.faults().clear();
                finishes(bench, "death at request " + i);
            }
        }
    }

    @Test
    void what_failed_is_rolled_back_with_its_records() {
        try (Bench bench = started()) {
            Inventory before = bench.store.inventories().read(Bench.SET).orElseThrow();
            Plan plan = bench.plan(AFTER);
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
            assertThat(bench.plan(BEFORE).hasChanges()).isFalse();
            Inventory after = bench.store.inventories().read(Bench.SET).orElseThrow();
            assertThat(after.members()).isEqualTo(before.members());
            assertThat(after.revision()).isEqualTo(before.revision());
        }
    }

    private static Bench started() {
        Bench bench = new Bench();
        bench.planAndApply(BEFORE);
        return bench;
    }

    private static int requestsOfAnApply() {
        try (Bench bench = started()) {
            Plan plan = bench.plan(AFTER);
            int before = bench.fake.requests().size();
            bench.apply(plan).orThrow();
            return bench.fake.requests().size() - before;
        }
    }

    private static int nextIndex(Bench bench) {
        bench.store.get(configMap("keep", "1").key().in(bench.store.id()));
        var requests = bench.fake.requests();
        return requests.get(requests.size() - 1).index() + 1;
    }

    /** A fault may end the operation before it begins, or be in its result; both are fair. */
    private static void attempt(Bench bench, Plan plan) {
        try {
            bench.apply(plan);
        } catch (MeshKitException e) {
            assertThat(e.code().value()).startsWith("MK-");
        }
    }

    private static void finishes(Bench bench, String what) {
        Set<String> there = NAMES.stream()
                .filter(name -> bench.fake
                        .find(new GroupKind("", "ConfigMap"), "default", name)
                        .isPresent())
                .collect(Collectors.toSet());
        Set<String> named = bench.store.inventories().read(Bench.SET).orElseThrow().members().stream()
                .map(key -> key.name())
                .collect(Collectors.toSet());
        assertThat(named).as(what).containsAll(there);

        bench.planAndApply(AFTER);

        assertThat(bench.plan(AFTER).hasChanges()).as(what).isFalse();
        assertThat(bench.fake.find(new GroupKind("", "ConfigMap"), "default", "prune"))
                .as(what)
                .isEmpty();
        assertThat(bench.store.inventories().read(Bench.SET).orElseThrow().members())
                .as(what)
                .hasSize(3);
    }
}
