// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.MeshKitException;
import io.meshkit.document.MapValue;
import io.meshkit.plan.Change;
import io.meshkit.plan.DesiredResource;
import io.meshkit.plan.DesiredState;
import io.meshkit.plan.FailurePolicy;
import io.meshkit.plan.OperationOptions;
import io.meshkit.plan.OperationResult;
import io.meshkit.plan.Plan;
import io.meshkit.plan.PlanOptions;
import io.meshkit.resource.Inventory;
import io.meshkit.resource.LiveResource;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.StoreException.Reason;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What holds for any two states. A failure names its seed. */
class PlanPropertiesTest {

    private static final int ROUNDS = 60;

    /** What is done with one seed. */
    private interface Round {
        void run(long seed, RandomStates states, Workbench bench);
    }

    private static void rounds(Round round) {
        for (long seed = 0; seed < ROUNDS; seed++) {
            try {
                Workbench bench = new Workbench();
                for (int i = 0; i < RandomStates.NOTED; i++) {
                    bench.by("somebody", Workbench.configMap("theirs-" + i, "1"));
                }
                round.run(seed, new RandomStates(seed), bench);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    @Test
    void applying_a_plan_gives_the_desired_state_whatever_was_before() {
        rounds((seed, states, bench) -> {
            bench.planAndApply(states.next());
            DesiredState wanted = states.next();

            bench.planAndApply(wanted);

            assertThat(contents(bench)).isEqualTo(wanted(wanted));
            assertThat(members(bench)).isEqualTo(keys(wanted));
        });
    }

    @Test
    void a_second_plan_has_no_changes_and_applying_it_makes_no_write() {
        rounds((seed, states, bench) -> {
            bench.planAndApply(states.next());
            DesiredState wanted = states.next();
            bench.planAndApply(wanted);
            bench.store.writes.clear();

            Plan second = bench.plan(wanted);
            OperationResult result = bench.apply(second);

            assertThat(second.hasChanges()).as(second.render()).isFalse();
            assertThat(result.writes()).isZero();
            assertThat(bench.store.writes).isEmpty();
        });
    }

    @Test
    void nothing_is_written_before_what_it_comes_after() {
        rounds((seed, states, bench) -> {
            bench.planAndApply(states.next());
            DesiredState wanted = states.next();
            bench.store.writes.clear();

            bench.apply(bench.plan(wanted), OperationOptions.DEFAULT.parallelism(4))
                    .orThrow();

            for (DesiredResource resource : wanted.resources()) {
                for (ResourceKey first : resource.after()) {
                    // what others point into may have to wait for them with what it takes away
                    if (!serves(wanted, first)) {
                        assertOrder(bench.store.writes, first, resource.key());
                    }
                }
            }
        });
    }

    private static boolean serves(DesiredState state, ResourceKey key) {
        return state.resources().stream()
                .anyMatch(one -> one.key().equals(key) && !one.serves().isEmpty());
    }

    private static void assertOrder(List<String> writes, ResourceKey first, ResourceKey then) {
        int one = writes.indexOf("apply " + first);
        int other = writes.indexOf("apply " + then);
        if (one >= 0 && other >= 0) {
            assertThat(one).as("%s before %s in %s", first, then, writes).isLessThan(other);
        }
    }

    @Test
    void a_plan_that_was_saved_and_read_again_does_the_same() {
        rounds((seed, states, bench) -> {
            bench.planAndApply(states.next());
            DesiredState wanted = states.next();

            Plan plan = bench.plan(wanted);
            Plan read = Plan.from(plan.toValue());
            bench.apply(read).orThrow();

            assertThat(read.digest()).isEqualTo(plan.digest());
            assertThat(read.render()).isEqualTo(plan.render());
            assertThat(contents(bench)).isEqualTo(wanted(wanted));
        });
    }

    @Test
    void after_a_crash_at_any_write_planning_and_applying_again_completes() {
        rounds((seed, states, bench) -> {
            bench.planAndApply(states.next());
            DesiredState wanted = states.next();
            crash(seed, bench, wanted);

            bench.planAndApply(wanted);

            assertThat(contents(bench)).isEqualTo(wanted(wanted));
            assertThat(members(bench)).isEqualTo(keys(wanted));
            assertThat(bench.plan(wanted).hasChanges()).isFalse();
        });
    }

    @Test
    void after_a_crash_another_state_can_be_applied_and_nothing_of_the_first_is_left() {
        rounds((seed, states, bench) -> {
            bench.planAndApply(states.next());
            crash(seed, bench, states.next());
            DesiredState wanted = states.next();

            bench.planAndApply(wanted);

            assertThat(contents(bench)).isEqualTo(wanted(wanted));
            assertThat(bench.plan(wanted).hasChanges()).isFalse();
        });
    }

    @Test
    void the_inventory_names_all_that_bears_the_mark_at_every_moment_of_a_crash_and_what_follows() {
        rounds((seed, states, bench) -> {
            List<String> missed = new CopyOnWriteArrayList<>();
            bench.store.watched = write -> missed.addAll(notNamed(bench, write));
            bench.planAndApply(states.next());
            crash(seed, bench, states.next());
            bench.planAndApply(states.next());
            bench.apply(bench.planner().planRemoval(Workbench.SET, PlanOptions.DEFAULT))
                    .orThrow();

            assertThat(missed).isEmpty();
            assertThat(bench.store.all()).hasSize(RandomStates.NOTED);
        });
    }

    private static Set<String> notNamed(Workbench bench, String write) {
        Set<ResourceKey> named = members(bench);
        return bench.store.all().stream()
                .filter(live -> live.resource().labels().containsKey(MemoryInventories.LABEL))
                .map(LiveResource::key)
                .filter(key -> !named.contains(key))
                .map(key -> key + " after " + write)
                .collect(Collectors.toSet());
    }

    @Test
    void rolling_back_brings_back_the_first_state() {
        rounds((seed, states, bench) -> {
            DesiredState first = states.next();
            bench.planAndApply(first);
            Map<String, String> before = contents(bench);
            bench.planAndApply(states.next());
            if (bench.planner().revisions(Workbench.SET).isEmpty()) {
                return;
            }

            Plan back = bench.planner().planRollback(Workbench.SET, 1, PlanOptions.DEFAULT);
            bench.apply(back).orThrow();

            if (!first.resources().isEmpty()) {
                assertThat(contents(bench)).isEqualTo(before);
            }
        });
    }

    @Test
    void a_failure_that_is_rolled_back_leaves_what_was_there() {
        rounds((seed, states, bench) -> {
            bench.planAndApply(states.next());
            Map<String, String> before = contents(bench);
            Plan plan = bench.plan(states.next());
            long failing = plan.steps().stream()
                    .filter(step -> step.change() != Change.NO_CHANGE)
                    .count();
            AtomicInteger left = new AtomicInteger(new Random(seed).nextInt((int) failing + 1));
            bench.store.beforeWrite = write -> {
                if ((write.startsWith("apply") || write.startsWith("delete")) && left.getAndDecrement() == 0) {
                    throw MemoryStore.failure(Reason.FORBIDDEN, null, "no.");
                }
            };

            OperationResult result =
                    bench.apply(plan, OperationOptions.DEFAULT.parallelism(1).failurePolicy(FailurePolicy.ROLL_BACK));

            if (!result.isSuccess()) {
                assertThat(contents(bench)).as(plan.render()).isEqualTo(before);
            }
        });
    }

    /** From one write on nothing goes through any more; that one may still be done. */
    private static void crash(long seed, Workbench bench, DesiredState wanted) {
        Random random = new Random(seed);
        Plan plan = bench.plan(wanted);
        AtomicInteger left = new AtomicInteger(random.nextInt(plan.steps().size() + 4));
        boolean done = random.nextBoolean();
        bench.store.beforeWrite = write -> {
            if (left.get() < 0 || left.get() == 0 && !done) {
                throw MemoryStore.failure(Reason.CONNECTION, null, "the process died.");
            }
        };
        bench.store.afterWrite = write -> {
            if (left.getAndDecrement() <= 0) {
                throw MemoryStore.failure(Reason.CONNECTION, null, "the process died.");
            }
        };
        try {
            bench.apply(plan);
        } catch (MeshKitException e) {
            assertThat(e).hasMessageContaining("the process died");
        } finally {
            bench.store.beforeWrite = write -> {};
            bench.store.afterWrite = write -> {};
        }
    }

    private static Map<String, String> contents(Workbench bench) {
        Map<String, String> contents = new HashMap<>();
        for (LiveResource live : bench.store.all()) {
            contents.put(live.key().name(), content(live.resource()));
        }
        return contents;
    }

    private static Map<String, String> wanted(DesiredState state) {
        Map<String, String> contents = new HashMap<>();
        for (int i = 0; i < RandomStates.NOTED; i++) {
            contents.put("theirs-" + i, "{key: 1} {}");
        }
        for (DesiredResource one : state.resources()) {
            String name = one.key().name();
            contents.put(
                    name,
                    one.ownership() == DesiredResource.Ownership.WHOLE
                            ? content(one.resource())
                            : "{key: 1} " + one.resource().annotations());
        }
        return contents;
    }

    private static String content(Resource resource) {
        return resource.body()
                        .map("data")
                        .map(MapValue::toString)
                        .map(PlanPropertiesTest::sorted)
                        .orElse("{}") + " " + resource.annotations();
    }

    private static String sorted(String map) {
        return "{"
                + String.join(
                        ", ",
                        new TreeSet<>(List.of(map.substring(1, map.length() - 1).split(", ")))) + "}";
    }

    private static Set<ResourceKey> members(Workbench bench) {
        Optional<Inventory> inventory = bench.store.inventories().read(Workbench.SET);
        return inventory.map(one -> new HashSet<>(one.members())).orElse(new HashSet<>());
    }

    private static Set<ResourceKey> keys(DesiredState state) {
        return state.resources().stream()
                .map(one -> one.key().in(MemoryStore.ID))
                .collect(Collectors.toSet());
    }
}
