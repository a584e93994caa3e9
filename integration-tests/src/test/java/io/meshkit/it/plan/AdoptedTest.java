// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.plan;

import static io.meshkit.it.plan.Bench.SET;
import static io.meshkit.it.plan.Bench.configMap;
import static io.meshkit.it.plan.Bench.state;
import static io.meshkit.it.plan.Bench.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.document.MapValue;
import io.meshkit.plan.Change;
import io.meshkit.plan.Plan;
import io.meshkit.plan.PlanOptions;
import io.meshkit.resource.ApplyOptions;
import io.meshkit.resource.DeleteOptions;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Inventory;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What was there before its set is not deleted while others hold fields of it. */
class AdoptedTest {

    private static final GroupKind CONFIG_MAP = new GroupKind("", "ConfigMap");
    private static final Resource THEIRS =
            yaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: default}, data: {theirs: x}}");

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    private void theirs() {
        bench.store.apply(THEIRS.in(bench.store.id()), ApplyOptions.DEFAULT.fieldManager("somebody"));
    }

    private Optional<MapValue> there() {
        return bench.fake.find(CONFIG_MAP, "default", "a");
    }

    private Plan removal() {
        return bench.planner.planRemoval(SET, PlanOptions.DEFAULT);
    }

    @Test
    void an_adopted_object_stays_with_the_fields_of_others_when_its_set_is_removed() {
        theirs();
        bench.planAndApply(state(configMap("a", "1"), configMap("b", "1")));

        Plan plan = removal();
        bench.apply(plan).orThrow();

        assertThat(plan.render()).contains("was there before this set and others hold fields of it");
        assertThat(there().orElseThrow().get("data").orElseThrow()).hasToString("{theirs: x}");
        assertThat(there().orElseThrow().find("/metadata/labels")).isEmpty();
        assertThat(there().orElseThrow().find("/metadata/annotations")).isEmpty();
        assertThat(bench.fake.find(CONFIG_MAP, "default", "b")).isEmpty();
        assertThat(bench.store.inventories().sets()).isEmpty();
    }

    @Test
    void an_adopted_object_that_is_not_wanted_any_more_stays_too() {
        theirs();
        bench.planAndApply(state(configMap("a", "1"), configMap("b", "1")));

        bench.planAndApply(state(configMap("b", "1")));

        assertThat(there().orElseThrow().get("data").orElseThrow()).hasToString("{theirs: x}");
        assertThat(bench.plan(state(configMap("b", "1"))).hasChanges()).isFalse();
    }

    @Test
    void an_adopted_object_is_unchanged_and_without_drift_when_it_is_applied_again() {
        theirs();
        bench.planAndApply(state(configMap("a", "1")));

        assertThat(bench.plan(state(configMap("a", "1"))).hasChanges()).isFalse();
        assertThat(bench.planner.drift(SET).resources()).isEmpty();
    }

    @Test
    void an_adopted_object_that_nobody_else_holds_fields_of_is_deleted() {
        theirs();
        bench.planAndApply(state(configMap("a", "1")));
        Resource nothing = yaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: default}}");
        bench.store.apply(nothing.in(bench.store.id()), ApplyOptions.DEFAULT.fieldManager("somebody"));

        bench.apply(removal()).orThrow();

        assertThat(there()).isEmpty();
    }

    @Test
    void an_object_that_the_set_made_is_deleted_whoever_added_to_it() {
        bench.planAndApply(state(configMap("a", "1")));
        theirs();

        bench.apply(removal()).orThrow();

        assertThat(there()).isEmpty();
    }

    @Test
    void an_object_that_the_set_made_anew_was_not_there_before() {
        theirs();
        bench.planAndApply(state(configMap("a", "1")));
        bench.store.delete(THEIRS.key().in(bench.store.id()), DeleteOptions.DEFAULT);
        bench.planAndApply(state(configMap("a", "1")));
        theirs();

        bench.apply(removal()).orThrow();

        assertThat(there()).isEmpty();
    }

    @Test
    void an_object_that_the_records_name_but_the_set_never_wrote_is_not_taken_for_its_own() {
        theirs();
        bench.planAndApply(state(configMap("b", "1")));
        Inventory records = bench.store.inventories().read(SET).orElseThrow();
        Set<ResourceKey> named = new TreeSet<>(records.members());
        named.add(THEIRS.key().in(bench.store.id()));
        bench.store.inventories().write(records.withMembers(named).withRevision(0));

        Plan refused = bench.planner.plan(
                state(configMap("a", "1"), configMap("b", "1")),
                PlanOptions.DEFAULT.adoption(PlanOptions.Adoption.REFUSE));
        Plan adopting = bench.plan(state(configMap("a", "1"), configMap("b", "1")));

        assertThat(refused.report().hasErrors()).isTrue();
        assertThat(adopting.count(Change.ADOPT)).isEqualTo(1);
    }
}
