// SPDX-License-Identifier: Apache-2.0
package io.meshkit.benchmarks;

import io.meshkit.core.document.TextWriter;
import io.meshkit.core.internal.plan.StorePlanner;
import io.meshkit.plan.DesiredResource;
import io.meshkit.plan.DesiredState;
import io.meshkit.plan.Plan;
import io.meshkit.plan.PlanOptions;
import io.meshkit.plan.Planner;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.SetId;
import io.meshkit.resource.StoreId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Plans many objects that wait for each other, in turns: one behind the other, and all between a first and a last one. */
final class PlanBenchmark {

    private static final int WARM_UP_ROUNDS = 3;
    private static final int ROUNDS = 11;
    private static final int NODES = 10_000;

    private PlanBenchmark() {}

    static List<Measurement> run() {
        MemoryStore store = new MemoryStore();
        Stopwatch stopwatch = new Stopwatch();
        Planner planner = new StorePlanner(store, new TextWriter(), List.of(), List.of(), Clock.systemUTC());
        DesiredState chain = chain(store.id());
        DesiredState fan = fan(store.id());
        double[] chainMillis = new double[ROUNDS];
        double[] fanMillis = new double[ROUNDS];
        for (int round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
            double chainTime = stopwatch.millis(() -> plan(planner, chain));
            double fanTime = stopwatch.millis(() -> plan(planner, fan));
            if (round >= 0) {
                chainMillis[round] = chainTime;
                fanMillis[round] = fanTime;
            }
        }
        String nodes = String.format(Locale.ROOT, "%,d", NODES).replace(',', ' ');
        return List.of(
                Measurement.held(
                        "plan a chain of " + nodes + " objects (store in memory)",
                        "ms",
                        Series.of(chainMillis),
                        Target.atMost(1000)),
                Measurement.held(
                        "plan a fan of " + nodes + " objects (store in memory)",
                        "ms",
                        Series.of(fanMillis),
                        Target.atMost(1000)));
    }

    private static Plan plan(Planner planner, DesiredState desired) {
        Plan plan = planner.plan(desired, PlanOptions.DEFAULT);
        if (plan.steps().size() < NODES || plan.report().hasErrors()) {
            throw new IllegalStateException("the plan has " + plan.steps().size() + " steps and the findings "
                    + plan.report().findings());
        }
        return plan;
    }

    private static DesiredState chain(StoreId store) {
        List<ResourceKey> keys = keys(store);
        DesiredState.Builder state = DesiredState.of(new SetId("default", "chain"));
        for (int i = 0; i < NODES; i++) {
            DesiredResource.Builder resource = DesiredResource.of(ConfigMaps.resource(keys.get(i)));
            if (i > 0) {
                resource.after(keys.get(i - 1));
            }
            state.add(resource.build());
        }
        return state.build();
    }

    private static DesiredState fan(StoreId store) {
        List<ResourceKey> keys = keys(store);
        DesiredState.Builder state = DesiredState.of(new SetId("default", "fan"));
        DesiredResource.Builder last = DesiredResource.of(ConfigMaps.resource(keys.get(NODES - 1)));
        state.add(DesiredResource.of(ConfigMaps.resource(keys.get(0))).build());
        for (int i = 1; i < NODES - 1; i++) {
            state.add(DesiredResource.of(ConfigMaps.resource(keys.get(i)))
                    .after(keys.get(0))
                    .build());
            last.after(keys.get(i));
        }
        return state.add(last.build()).build();
    }

    /** Keys whose order by name is not the order in which they wait for each other. */
    private static List<ResourceKey> keys(StoreId store) {
        List<ResourceKey> keys = new ArrayList<>(NODES);
        for (int i = 0; i < NODES; i++) {
            // 7919 has no factor in common with the number of nodes, so each name comes once
            keys.add(ConfigMaps.key(store, "ConfigMap", "node-" + i * 7919L % NODES));
        }
        return keys;
    }
}
