// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import static io.meshkit.core.internal.plan.Workbench.configMap;
import static io.meshkit.core.internal.plan.Workbench.only;
import static io.meshkit.core.internal.plan.Workbench.state;
import static io.meshkit.core.internal.plan.Workbench.yaml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshkit.plan.Change;
import io.meshkit.plan.Plan;
import io.meshkit.plan.PlanOptions;
import io.meshkit.plan.PlanOptions.Adoption;
import io.meshkit.plan.Step;
import io.meshkit.resource.Inventory;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.StoreFeatures;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was there before its set, in a store that does not know who wrote which field. */
class AdoptionTest {

    private static final PlanOptions ADOPTING = PlanOptions.DEFAULT.adoption(Adoption.ADOPT);
    private static final Resource THEIRS = yaml("""
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: a, namespace: default, labels: {owner: bob}}
        data: {key: "0", theirs: x}
        """);

    private final Workbench bench = new Workbench();

    @BeforeEach
    void knowNoOwners() {
        bench.store.features = new StoreFeatures(false, true, true, true);
        bench.by("somebody", THEIRS);
    }

    @Test
    void what_would_lose_fields_is_refused_where_it_is_wanted_and_the_fields_are_named() {
        Plan plan = bench.plan(state(configMap("a", "1")));

        assertThat(only(plan, "MKP064").message())
                .contains("was not made by this set")
                .contains("/data/key 0")
                .contains("/data/theirs x")
                .contains("/metadata/labels/owner bob")
                .contains("adoption policy ADOPT");
        assertThat(only(plan, "MKP064").place()).isPresent();
        assertThatThrownBy(() -> bench.apply(plan)).hasMessageContaining("MK-PLAN-ERRORS");
    }

    @Test
    void what_loses_nothing_is_adopted() {
        Resource more = yaml("""
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: a, namespace: default, labels: {owner: bob}}
            data: {key: "0", theirs: x, ours: y}
            """);

        Plan plan = bench.plan(state(more));

        assertThat(plan.report().findings()).isEmpty();
        assertThat(plan.steps()).extracting(Step::change).containsExactly(Change.ADOPT);
        bench.apply(plan).orThrow();
        assertThat(bench.plan(state(more)).hasChanges()).isFalse();
    }

    @Test
    void what_loses_fields_is_adopted_by_consent() {
        bench.planAndApply(state(configMap("a", "1")), ADOPTING);

        assertThat(bench.text(THEIRS, "/data/key")).isEqualTo("1");
        assertThat(bench.text(THEIRS, "/data/theirs")).isEqualTo("absent");
        assertThat(bench.plan(state(configMap("a", "1"))).hasChanges()).isFalse();
        assertThat(bench.plan(state(configMap("a", "2"))).steps())
                .extracting(Step::change)
                .containsExactly(Change.UPDATE);
    }

    @Test
    void what_was_adopted_stays_without_marks_when_its_set_is_removed() {
        bench.planAndApply(state(configMap("a", "1"), configMap("b", "1")), ADOPTING);

        Plan removal = bench.planner().planRemoval(Workbench.SET, PlanOptions.DEFAULT);
        bench.apply(removal).orThrow();

        assertThat(only(removal, "MKP065").message()).contains("was there before this set, so it is not deleted");
        assertThat(bench.text(THEIRS, "/data/key")).isEqualTo("1");
        assertThat(bench.text(THEIRS, "/metadata/labels/set")).isEqualTo("absent");
        assertThat(bench.text(THEIRS, "/metadata/annotations/adopted")).isEqualTo("absent");
        assertThat(bench.find(configMap("b", "1"))).isEmpty();
        assertThat(bench.store.inventories().sets()).isEmpty();
    }

    @Test
    void what_was_adopted_and_is_not_wanted_any_more_stays_too() {
        bench.planAndApply(state(configMap("a", "1"), configMap("b", "1")), ADOPTING);

        bench.planAndApply(state(configMap("b", "1")));

        assertThat(bench.text(THEIRS, "/data/key")).isEqualTo("1");
        assertThat(bench.plan(state(configMap("b", "1"))).hasChanges()).isFalse();
    }

    @Test
    void what_the_records_name_but_the_set_did_not_write_is_not_taken_for_its_own() {
        ResourceKey key = THEIRS.key().in(bench.store.id());
        bench.store.inventories().write(new Inventory(Workbench.SET, Set.of(key), 0, Optional.empty()));

        Plan plan = bench.plan(state(configMap("a", "1")));

        assertThat(only(plan, "MKP064").message()).contains("/data/theirs x");
    }

    @Test
    void what_the_set_made_is_deleted() {
        bench.planAndApply(state(configMap("b", "1")));

        bench.apply(bench.planner().planRemoval(Workbench.SET, PlanOptions.DEFAULT))
                .orThrow();

        assertThat(bench.find(configMap("b", "1"))).isEmpty();
    }
}
