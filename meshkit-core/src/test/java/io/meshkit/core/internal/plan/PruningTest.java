// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import static io.meshkit.core.internal.plan.Workbench.after;
import static io.meshkit.core.internal.plan.Workbench.configMap;
import static io.meshkit.core.internal.plan.Workbench.ids;
import static io.meshkit.core.internal.plan.Workbench.key;
import static io.meshkit.core.internal.plan.Workbench.only;
import static io.meshkit.core.internal.plan.Workbench.state;
import static io.meshkit.core.internal.plan.Workbench.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.plan.Change;
import io.meshkit.plan.DesiredResource.Ownership;
import io.meshkit.plan.DesiredState;
import io.meshkit.plan.Plan;
import io.meshkit.plan.PlanOptions;
import io.meshkit.resource.DeleteOptions;
import io.meshkit.resource.Resource;
import io.meshkit.resource.SetId;
import io.meshkit.resource.StoreFeatures;
import org.junit.jupiter.api.Test;

class PruningTest {

    private static final Resource KEEP = configMap("keep", "1");
    private static final Resource GONE = configMap("gone", "1");

    private final Workbench bench = new Workbench();

    @Test
    void where_pruning_is_off_a_member_stays_and_is_still_named() {
        bench.planAndApply(state(KEEP, GONE));

        Plan plan = bench.plan(state(KEEP), PlanOptions.DEFAULT.prune(false));

        assertThat(only(plan, "MKP065").message()).contains("because pruning is off");
        assertThat(plan.hasChanges()).isFalse();
        assertThat(plan.retained()).containsExactly(key("ConfigMap", "gone"));
    }

    @Test
    void a_member_that_stayed_is_pruned_when_it_may_be() {
        bench.planAndApply(state(KEEP, GONE));
        bench.planAndApply(state(configMap("keep", "2")), PlanOptions.DEFAULT.prune(false));

        Plan plan = bench.plan(state(configMap("keep", "2")));
        bench.apply(plan).orThrow();

        assertThat(plan.count(Change.DELETE)).isEqualTo(1);
        assertThat(bench.find(GONE)).isEmpty();
        assertThat(members()).containsExactly("ConfigMap default/keep");
    }

    @Test
    void namespaces_and_definitions_stay_unless_pruning_them_is_allowed() {
        Resource namespace = yaml("{apiVersion: v1, kind: Namespace, metadata: {name: other}}");
        Resource definition = yaml("""
            {apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, metadata: {name: things.example.com}}
            """);
        bench.planAndApply(state(KEEP, namespace, definition));

        Plan kept = bench.plan(state(KEEP));
        Plan pruned = bench.plan(
                state(KEEP), PlanOptions.DEFAULT.pruneNamespaces(true).pruneDefinitions(true));

        assertThat(kept.report().findings())
                .extracting(finding -> finding.message())
                .satisfiesExactlyInAnyOrder(
                        one -> assertThat(one).contains("Namespaces stay unless"),
                        two -> assertThat(two).contains("CustomResourceDefinitions stay unless"));
        assertThat(kept.count(Change.DELETE)).isZero();
        assertThat(pruned.count(Change.DELETE)).isEqualTo(2);
    }

    @Test
    void fields_that_stay_in_a_store_without_owners_of_fields_are_told() {
        bench.store.features = new StoreFeatures(false, true, true, true);
        bench.planAndApply(state(Workbench.SET, Ownership.FIELDS_OR_NEW, GONE));

        Plan plan = bench.plan(state(KEEP));

        assertThat(only(plan, "MKP065").message()).contains("keeps the fields that this set gave it");
        assertThat(plan.count(Change.DELETE)).isZero();
    }

    @Test
    void the_namespace_of_the_records_is_never_pruned() {
        SetId set = new SetId("home", "shop");
        Resource home = yaml("{apiVersion: v1, kind: Namespace, metadata: {name: home}}");
        Resource inside = yaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: home}}");
        bench.planAndApply(state(set, Ownership.WHOLE, home, inside));

        Plan plan = bench.plan(state(set, Ownership.WHOLE, inside), PlanOptions.DEFAULT.pruneNamespaces(true));

        assertThat(only(plan, "MKP065").message()).contains("records of the set are in it");
        assertThat(plan.count(Change.DELETE)).isZero();
    }

    @Test
    void the_namespace_of_the_records_is_made_before_the_records() {
        SetId set = new SetId("home", "shop");
        Resource home = yaml("{apiVersion: v1, kind: Namespace, metadata: {name: home}}");

        bench.planAndApply(state(set, Ownership.WHOLE, home));

        assertThat(bench.store.writes).startsWith("apply Namespace home", "inventory shop");
    }

    @Test
    void what_was_made_last_goes_first() {
        Resource a = configMap("a", "1");
        Resource b = configMap("b", "1");
        Resource c = configMap("c", "1");
        bench.planAndApply(state(after(c, a), after(a, b), after(b)));
        bench.store.writes.clear();

        Plan plan = bench.planner().planRemoval(Workbench.SET, PlanOptions.DEFAULT);
        bench.apply(plan).orThrow();

        assertThat(bench.store.writes)
                .containsSubsequence(
                        "delete ConfigMap default/c",
                        "delete ConfigMap default/a",
                        "delete ConfigMap default/b",
                        "remove inventory shop");
        assertThat(plan.steps().get(1).dependsOn()).containsExactly("delete ConfigMap default/c");
    }

    @Test
    void pruning_begins_when_all_else_is_done() {
        bench.planAndApply(state(configMap("a", "1"), GONE));
        bench.store.writes.clear();

        bench.planAndApply(state(configMap("a", "2"), configMap("z", "1")));

        assertThat(bench.store.writes)
                .containsSubsequence(
                        "apply ConfigMap default/a", "apply ConfigMap default/z", "delete ConfigMap default/gone");
    }

    @Test
    void nothing_is_pruned_when_something_failed() {
        bench.planAndApply(state(configMap("a", "1"), GONE));
        Plan plan = bench.plan(state(configMap("a", "2")));
        bench.store.beforeWrite = write -> {
            if (write.equals("apply ConfigMap default/a")) {
                throw MemoryStore.failure(io.meshkit.resource.StoreException.Reason.SERVER, null, "it broke.");
            }
        };

        bench.apply(plan);

        assertThat(bench.find(GONE)).isPresent();
        assertThat(members()).contains("ConfigMap default/gone");
    }

    @Test
    void a_member_that_lost_its_mark_is_left_alone() {
        bench.planAndApply(state(KEEP, GONE));
        bench.by(
                "somebody",
                yaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: gone, namespace: default, labels: {set:"
                        + " theirs}}}"));

        Plan plan = bench.plan(state(KEEP));
        bench.apply(plan).orThrow();

        assertThat(only(plan, "MKP065").message()).contains("does not bear the mark of this set any more");
        assertThat(bench.find(GONE)).isPresent();
        assertThat(members()).containsExactly("ConfigMap default/keep");
    }

    @Test
    void a_member_that_is_gone_already_is_forgotten_without_a_step() {
        bench.planAndApply(state(KEEP, GONE));
        bench.store.delete(key("ConfigMap", "gone"), DeleteOptions.DEFAULT);

        Plan plan = bench.plan(state(KEEP));
        bench.apply(plan).orThrow();

        assertThat(plan.count(Change.DELETE)).isZero();
        assertThat(plan.unfinished()).isTrue();
        assertThat(members()).containsExactly("ConfigMap default/keep");
    }

    @Test
    void fields_that_are_not_wanted_any_more_are_released_and_the_object_stays() {
        bench.by("somebody", configMap("theirs", "1"));
        Resource note = note("theirs", "ours");
        bench.planAndApply(state(Workbench.SET, Ownership.FIELDS, note));

        Plan plan = bench.plan(state(KEEP));
        bench.apply(plan).orThrow();

        assertThat(ids(plan)).contains("release ConfigMap default/theirs");
        assertThat(bench.text(note, "/metadata/annotations")).isEqualTo("absent");
        assertThat(bench.text(note, "/data/key")).isEqualTo("1");
        assertThat(bench.plan(state(KEEP)).hasChanges()).isFalse();
    }

    @Test
    void fields_of_an_apply_that_did_not_end_are_released_too() {
        bench.by("somebody", configMap("theirs", "1"));
        bench.store.beforeWrite = write -> {
            if (write.startsWith("revision")) {
                throw MemoryStore.failure(io.meshkit.resource.StoreException.Reason.SERVER, null, "it broke.");
            }
        };
        bench.apply(bench.plan(state(Workbench.SET, Ownership.FIELDS, note("theirs", "ours"))));
        bench.store.beforeWrite = write -> {};

        bench.planAndApply(state(KEEP));

        assertThat(bench.text(configMap("theirs", ""), "/metadata/annotations")).isEqualTo("absent");
    }

    @Test
    void a_release_shows_what_goes_away() {
        bench.by("somebody", configMap("theirs", "1"));
        bench.planAndApply(state(Workbench.SET, Ownership.FIELDS, note("theirs", "ours")));

        Plan plan = bench.planner().planRemoval(Workbench.SET, PlanOptions.DEFAULT);

        assertThat(plan.steps())
                .singleElement()
                .satisfies(step -> assertThat(step.diff())
                        .extracting(change -> change.field().toString())
                        .containsExactly("/metadata/annotations"));
    }

    @Test
    void fields_stay_where_pruning_is_off() {
        bench.by("somebody", configMap("theirs", "1"));
        Resource note = note("theirs", "ours");
        bench.planAndApply(state(Workbench.SET, Ownership.FIELDS, note));

        Plan plan = bench.plan(state(KEEP), PlanOptions.DEFAULT.prune(false));

        assertThat(only(plan, "MKP065").message()).contains("keeps fields that are not wanted any more");
        assertThat(plan.retained()).containsExactly(key("ConfigMap", "theirs"));
    }

    @Test
    void one_set_may_own_an_object_that_another_annotates_and_neither_sees_a_change() {
        SetId other = new SetId("default", "notes");
        DesiredState whole = state(KEEP);
        DesiredState noted = state(other, Ownership.FIELDS, note("keep", "ours"));
        bench.planAndApply(whole);
        bench.planAndApply(noted);

        assertThat(bench.plan(whole).hasChanges()).isFalse();
        assertThat(bench.plan(noted).hasChanges()).isFalse();
    }

    @Test
    void removing_the_set_that_annotates_leaves_the_object_and_its_fields() {
        SetId other = new SetId("default", "notes");
        bench.planAndApply(state(KEEP));
        bench.planAndApply(state(other, Ownership.FIELDS, note("keep", "ours")));

        bench.apply(bench.planner().planRemoval(other, PlanOptions.DEFAULT)).orThrow();

        assertThat(bench.text(KEEP, "/metadata/annotations")).isEqualTo("absent");
        assertThat(bench.text(KEEP, "/data/key")).isEqualTo("1");
        assertThat(bench.plan(state(KEEP)).hasChanges()).isFalse();
        assertThat(bench.store.inventories().read(other)).isEmpty();
    }

    @Test
    void a_removed_set_leaves_no_record_and_a_second_removal_has_nothing_to_do() {
        bench.planAndApply(state(KEEP, GONE));

        bench.apply(bench.planner().planRemoval(Workbench.SET, PlanOptions.DEFAULT.prune(false)))
                .orThrow();
        int writes = bench.store.writes.size();
        Plan again = bench.planner().planRemoval(Workbench.SET, PlanOptions.DEFAULT);
        bench.apply(again).orThrow();

        assertThat(bench.store.all()).isEmpty();
        assertThat(bench.store.inventories().sets()).isEmpty();
        assertThat(again.hasChanges()).isFalse();
        assertThat(bench.store.writes).hasSize(writes);
    }

    @Test
    void a_removal_that_lost_only_its_records_is_finished() {
        bench.planAndApply(state(KEEP));
        bench.store.delete(key("ConfigMap", "keep"), DeleteOptions.DEFAULT);

        Plan plan = bench.planner().planRemoval(Workbench.SET, PlanOptions.DEFAULT);
        bench.apply(plan).orThrow();

        assertThat(plan.steps()).isEmpty();
        assertThat(plan.hasChanges()).isTrue();
        assertThat(bench.store.inventories().sets()).isEmpty();
    }

    @Test
    void what_is_deleted_is_waited_for() {
        bench.planAndApply(state(KEEP, GONE));
        bench.store.holdsDeletions = true;
        Plan plan = bench.plan(state(KEEP));
        bench.store.afterWrite = write -> {
            if (write.startsWith("revision")) {
                assertThat(bench.find(GONE)).isEmpty();
            }
        };
        var operation = bench.start(
                plan, io.meshkit.plan.OperationOptions.DEFAULT.listener(new io.meshkit.plan.OperationListener() {
                    @Override
                    public void stepWaiting(io.meshkit.plan.Step step, String message) {
                        assertThat(message).isEqualTo("ConfigMap default/gone to be gone");
                        bench.store.letGo();
                    }
                }));

        assertThat(operation.await(Workbench.LIMIT).orThrow().revision()).contains(2);
    }

    private static Resource note(String name, String note) {
        return yaml(
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: %s, namespace: default, annotations: {note: %s}}}"
                        .formatted(name, note));
    }

    private java.util.List<String> members() {
        return bench.store.inventories().read(Workbench.SET).orElseThrow().members().stream()
                .map(Object::toString)
                .toList();
    }
}
