// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.plan;

import static io.meshkit.it.plan.Bench.SET;
import static io.meshkit.it.plan.Bench.configMap;
import static io.meshkit.it.plan.Bench.state;
import static io.meshkit.it.plan.Bench.yaml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.meshkit.MeshKitException;
import io.meshkit.document.MapValue;
import io.meshkit.plan.DesiredResource;
import io.meshkit.plan.DesiredResource.Ownership;
import io.meshkit.plan.DesiredState;
import io.meshkit.plan.OperationOptions;
import io.meshkit.plan.OperationResult;
import io.meshkit.plan.OperationResult.Outcome;
import io.meshkit.plan.OperationResult.StepResult;
import io.meshkit.plan.Plan;
import io.meshkit.plan.PlanOptions;
import io.meshkit.resource.ApplyOptions;
import io.meshkit.resource.DeleteOptions;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Inventory;
import io.meshkit.resource.Resource;
import io.meshkit.resource.SetId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What others do between the check of a plan and a write of it is never overwritten. */
class RacesTest {

    private static final GroupKind CONFIG_MAP = new GroupKind("", "ConfigMap");
    private static final Resource A1 = configMap("a", "1");
    private static final Resource A2 = configMap("a", "2");
    private static final SetId OTHER = new SetId("default", "other");

    private final Bench bench = new Bench();
    private final Meanwhile meanwhile = new Meanwhile(bench.store);

    @AfterEach
    void close() {
        bench.close();
    }

    private OperationResult apply(Plan plan) {
        return meanwhile.planner().apply(plan, OperationOptions.DEFAULT).await(Bench.LIMIT);
    }

    private MapValue there(String name) {
        return bench.fake.find(CONFIG_MAP, "default", name).orElseThrow();
    }

    private String value(String name, String field) {
        return there(name).find(field).map(Object::toString).orElse("absent");
    }

    private void by(String manager, Resource resource) {
        bench.store.apply(
                resource.in(bench.store.id()),
                ApplyOptions.DEFAULT.fieldManager(manager).force(true));
    }

    private static void isStale(OperationResult result, String step) {
        StepResult found = result.step(step).orElseThrow();
        assertThat(found.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(found.error())
                .get()
                .satisfies(error -> assertThat(error.code().value()).isEqualTo("MK-PLAN-STALE"))
                .extracting(MeshKitException::remedy)
                .asString()
                .startsWith("Plan again");
    }

    @Test
    void of_two_sets_that_create_one_object_the_first_keeps_it() {
        Plan ours = bench.plan(state(A1));
        Plan theirs = bench.plan(state(OTHER, Ownership.WHOLE, A2));
        meanwhile.beforeApplying("a", () -> bench.apply(theirs).orThrow());

        OperationResult result = apply(ours);

        isStale(result, "apply ConfigMap default/a");
        assertThat(value("a", "/data/key")).isEqualTo("2");
        assertThat(bench.plan(state(OTHER, Ownership.WHOLE, A2)).hasChanges()).isFalse();
    }

    @Test
    void an_object_that_somebody_makes_first_stays_as_it_is() {
        Plan plan = bench.plan(state(A1));
        meanwhile.beforeApplying("a", () -> by("somebody", configMap("a", "theirs")));

        OperationResult result = apply(plan);

        isStale(result, "apply ConfigMap default/a");
        assertThat(value("a", "/data/key")).isEqualTo("theirs");
        assertThat(there("a").find("/metadata/labels")).isEmpty();
    }

    @Test
    void an_object_that_was_made_anew_by_somebody_is_neither_changed_nor_taken() {
        bench.planAndApply(state(A1));
        Plan plan = bench.plan(state(A2));
        meanwhile.beforeApplying("a", () -> {
            bench.store.delete(A1.key().in(bench.store.id()), DeleteOptions.DEFAULT);
            by("somebody", configMap("a", "theirs"));
        });

        OperationResult result = apply(plan);

        isStale(result, "apply ConfigMap default/a");
        assertThat(value("a", "/data/key")).isEqualTo("theirs");
        assertThat(there("a").find("/metadata/labels")).isEmpty();
    }

    @Test
    void an_object_that_somebody_deletes_is_not_made_anew_by_an_update() {
        bench.planAndApply(state(A1));
        Plan plan = bench.plan(state(A2));
        meanwhile.beforeApplying("a", () -> bench.store.delete(A1.key().in(bench.store.id()), DeleteOptions.DEFAULT));

        OperationResult result = apply(plan);

        isStale(result, "apply ConfigMap default/a");
        assertThat(bench.fake.find(CONFIG_MAP, "default", "a")).isEmpty();
    }

    @Test
    void an_object_that_another_set_takes_is_left_to_it() {
        bench.planAndApply(state(A1));
        Plan plan = bench.plan(state(A2));
        Resource taken = yaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: default, labels:"
                + " {applyset.kubernetes.io/part-of: applyset-of-somebody}}}");
        meanwhile.beforeApplying("a", () -> by("somebody", taken));

        OperationResult result = apply(plan);

        isStale(result, "apply ConfigMap default/a");
        assertThat(value("a", "/data/key")).isEqualTo("1");
    }

    @Test
    void a_field_of_the_plan_that_somebody_sets_keeps_their_value() {
        bench.planAndApply(state(A1));
        Plan plan = bench.planner.plan(state(A2), PlanOptions.DEFAULT.forceConflicts(true));
        meanwhile.beforeApplying("a", () -> by("somebody", configMap("a", "theirs")));

        OperationResult result = apply(plan);

        isStale(result, "apply ConfigMap default/a");
        assertThat(value("a", "/data/key")).isEqualTo("theirs");
    }

    @Test
    void another_field_that_somebody_sets_is_no_hindrance() {
        bench.planAndApply(state(A1));
        Plan plan = bench.plan(state(A2));
        Resource more = yaml(
                "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: default}, data: {more: theirs}}");
        meanwhile.beforeApplying("a", () -> by("somebody", more));

        OperationResult result = apply(plan);

        assertThat(result.orThrow().isSuccess()).isTrue();
        assertThat(value("a", "/data/key")).isEqualTo("2");
        assertThat(value("a", "/data/more")).isEqualTo("theirs");
    }

    @Test
    void a_namespace_that_somebody_else_makes_for_the_records_is_not_taken() {
        SetId away = new SetId("away", "shop");
        DesiredState wanted = DesiredState.of(away)
                .add(DesiredResource.of(yaml("{apiVersion: v1, kind: Namespace, metadata: {name: away}}"))
                        .build())
                .build();
        Plan plan = bench.planner.plan(wanted, PlanOptions.DEFAULT);
        meanwhile.beforeApplying("away", () -> bench.fake.addNamespace("away"));

        assertThat(org.assertj.core.api.Assertions.catchThrowableOfType(MeshKitException.class, () -> apply(plan))
                        .code()
                        .value())
                .isEqualTo("MK-PLAN-STALE");
        assertThat(bench.store.inventories().read(away)).isEmpty();
    }

    @Test
    void of_two_kits_that_apply_one_set_for_the_first_time_one_is_refused_before_it_writes() {
        Plan first = bench.plan(state(A1, configMap("b", "1")));
        Plan second = bench.plan(state(A2, configMap("b", "2")));
        meanwhile.beforeInventory(0, () -> bench.apply(second).orThrow());

        isRefused(first);

        assertThat(value("a", "/data/key") + value("b", "/data/key")).isEqualTo("22");
        assertThat(bench.planner.drift(SET).resources()).isEmpty();
    }

    @Test
    void of_two_kits_that_go_on_with_one_unfinished_set_one_is_refused_before_it_writes() {
        bench.planAndApply(state(A1));
        Inventory done = bench.store.inventories().read(SET).orElseThrow();
        bench.store.inventories().write(done.withRevision(0));
        Plan first = bench.plan(state(A2));
        Plan second = bench.plan(state(configMap("a", "3")));
        meanwhile.beforeInventory(0, () -> {
            // takes the records with what the other would write, word for word, and is not done yet
            Inventory there = bench.store.inventories().read(SET).orElseThrow();
            bench.store.inventories().write(there);
        });

        isRefused(first);
        isRefused(second);

        assertThat(value("a", "/data/key")).isEqualTo("1");
        assertThat(bench.planAndApply(state(A2)).isSuccess()).isTrue();
    }

    private void isRefused(Plan plan) {
        MeshKitException refused = catchThrowableOfType(MeshKitException.class, () -> apply(plan));
        assertThat(refused.code().value()).isEqualTo("MK-PLAN-STALE");
    }

    @Test
    void whoever_loses_the_records_while_writing_leaves_no_revision_behind() {
        bench.planAndApply(state(A1));
        Plan plan = bench.plan(state(A2));
        meanwhile.beforeInventory(2, () -> {
            Inventory there = bench.store.inventories().read(SET).orElseThrow();
            bench.store.inventories().write(there);
        });

        OperationResult result = apply(plan);

        assertThat(result.isSuccess()).isFalse();
        assertThat(result.failure().orElseThrow().code().value()).isEqualTo("MK-PLAN-STALE");
        assertThat(bench.store.inventories().revisions(SET)).containsExactly(1);
        assertThat(bench.planAndApply(state(A2)).revision()).contains(2);
    }

    @Test
    void whoever_has_lost_the_records_before_the_end_records_nothing() {
        bench.planAndApply(state(A1));
        Plan plan = bench.plan(state(A2));
        meanwhile.beforeApplying("a", () -> bench.planAndApply(state(A1)));

        OperationResult result = apply(plan);

        assertThat(result.failure().orElseThrow().code().value()).isEqualTo("MK-PLAN-STALE");
        assertThat(bench.store.inventories().read(SET).orElseThrow().revision()).isEqualTo(2);
        assertThat(bench.store.inventories().revisions(SET)).containsExactly(1, 2);
    }
}
