// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import static io.meshkit.core.internal.plan.Workbench.configMap;
import static io.meshkit.core.internal.plan.Workbench.ids;
import static io.meshkit.core.internal.plan.Workbench.state;
import static io.meshkit.core.internal.plan.Workbench.yaml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.plan.Change;
import io.meshkit.plan.DesiredResource.Ownership;
import io.meshkit.plan.Plan;
import io.meshkit.plan.Step;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Resource;
import io.meshkit.resource.StoreException.Reason;
import io.meshkit.resource.StoreFeatures;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How the planner reads what is there, and stores that are no cluster. */
class ReadingTest {

    private final Workbench bench = new Workbench();

    private static Resource in(String namespace) {
        return yaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: " + namespace + "}}");
    }

    private static Resource namespace(String name) {
        return yaml("{apiVersion: v1, kind: Namespace, metadata: {name: " + name + "}}");
    }

    @Test
    void many_resources_of_a_kind_are_read_with_one_request() {
        bench.planAndApply(state(configMap("a", "1"), configMap("b", "1"), configMap("c", "1")));
        AtomicInteger reads = new AtomicInteger();
        bench.store.beforeRead = kind -> reads.incrementAndGet();

        bench.plan(state(configMap("a", "1"), configMap("b", "1"), configMap("c", "1")));

        assertThat(reads).hasValue(1);
    }

    @Test
    void who_may_not_list_a_cluster_lists_the_namespaces() {
        bench.planAndApply(state(namespace("one"), namespace("two"), in("one"), in("two")));
        AtomicInteger reads = new AtomicInteger();
        bench.store.beforeRead = kind -> {
            if (kind.kind().equals("ConfigMap") && reads.getAndIncrement() == 0) {
                throw MemoryStore.failure(Reason.FORBIDDEN, null, "you may not.");
            }
        };

        Plan plan = bench.plan(state(namespace("one"), namespace("two"), in("one"), in("two")));

        assertThat(plan.hasChanges()).isFalse();
        assertThat(reads).hasValue(3);
    }

    @Test
    void another_error_in_listing_a_cluster_ends_the_planning() {
        bench.planAndApply(state(namespace("one"), namespace("two"), in("one"), in("two")));
        bench.store.beforeRead = kind -> {
            throw MemoryStore.failure(Reason.SERVER, null, "it broke.");
        };

        assertThatThrownBy(() -> bench.plan(state(in("one"), in("two")))).hasMessageContaining("it broke");
    }

    @Test
    void members_of_a_kind_that_is_not_served_any_more_are_forgotten() {
        Resource thing = yaml("{apiVersion: example.com/v1, kind: Thing, metadata: {name: a, namespace: default}}");
        bench.planAndApply(state(thing, configMap("a", "1")));
        bench.store.unserved.add(new GroupKind("example.com", "Thing"));

        bench.planAndApply(state(configMap("a", "1")));

        assertThat(bench.store.inventories().read(Workbench.SET).orElseThrow().members())
                .hasSize(1);
    }

    @Test
    void an_error_of_a_dry_run_ends_the_planning_even_when_many_run_at_a_time() {
        bench.store.beforePreview = key -> {
            throw MemoryStore.failure(Reason.TIMEOUT, key, "too late.");
        };

        assertThatThrownBy(() -> bench.plan(state(configMap("a", "1"), configMap("b", "1"))))
                .hasMessageContaining("too late");
    }

    @Test
    void an_error_that_is_none_of_ours_in_a_dry_run_comes_out_as_it_is() {
        bench.store.beforePreview = key -> {
            throw new StackOverflowError("deep");
        };

        assertThatThrownBy(() -> bench.plan(state(configMap("a", "1"), configMap("b", "1"))))
                .isInstanceOf(StackOverflowError.class);
    }

    @Test
    void a_store_without_namespaces_gets_keys_as_they_are() {
        bench.store.features = new StoreFeatures(true, true, true, false);
        Resource bare = yaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}");

        assertThat(ids(bench.plan(state(bare)))).containsExactly("apply ConfigMap a");
    }

    @Test
    void in_a_store_without_field_ownership_fields_are_never_released() {
        bench.store.features = new StoreFeatures(false, true, true, true);
        bench.by("somebody", configMap("a", "1"));
        Resource note =
                yaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: default, annotations: {n: x}}}");
        bench.planAndApply(state(Workbench.SET, Ownership.FIELDS, note));

        Plan plan = bench.plan(state(configMap("b", "1")));

        assertThat(plan.steps()).extracting(Step::change).containsExactly(Change.CREATE);
    }

    @Test
    void a_finding_about_a_value_made_by_code_stands_at_the_first_place_inside_it() {
        MapValue written = configMap("a", "1").body();
        MapValue made = MapValue.builder()
                .put(
                        "spec",
                        MapValue.builder()
                                .put("list", ListValue.of(List.of(written)))
                                .build())
                .build();

        assertThat(BodyPlaces.nearest(made, "/spec/list/7/x")).isEqualTo(written.place());
        assertThat(BodyPlaces.nearest(MapValue.EMPTY, "/spec")).isEmpty();
    }

    @Test
    void a_graph_with_a_circle_has_no_order() {
        Graph graph = new Graph(2);
        graph.edge(0, 1);
        graph.edge(1, 0);

        assertThatThrownBy(() -> StableOrder.of(graph, Integer::compare)).isInstanceOf(IllegalStateException.class);
    }
}
