// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.plan;

import static io.meshkit.it.plan.Bench.configMap;
import static io.meshkit.it.plan.Bench.state;
import static io.meshkit.it.plan.Bench.yaml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshkit.MeshKitException;
import io.meshkit.document.Value;
import io.meshkit.plan.ApplyStep;
import io.meshkit.plan.Change;
import io.meshkit.plan.DesiredResource;
import io.meshkit.plan.DesiredResource.Ownership;
import io.meshkit.plan.DesiredState;
import io.meshkit.plan.Drift;
import io.meshkit.plan.Plan;
import io.meshkit.plan.PlanOptions;
import io.meshkit.plan.Step;
import io.meshkit.resource.ApplyOptions;
import io.meshkit.resource.DeleteOptions;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceQuery;
import io.meshkit.resource.SetId;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PlanAndApplyTest {

    private static final GroupKind CONFIG_MAP = new GroupKind("", "ConfigMap");
    private static final GroupKind NAMESPACE = new GroupKind("", "Namespace");

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void the_second_plan_of_200_objects_needs_one_list_no_dry_run_and_no_write() {
        Resource[] many =
                IntStream.range(0, 200).mapToObj(i -> configMap("c-" + i, "v")).toArray(Resource[]::new);
        bench.planAndApply(state(many));
        bench.fake.forgetRequests();

        Plan second = bench.plan(state(many));
        var result = bench.apply(second);

        assertThat(second.hasChanges()).isFalse();
        assertThat(result.writes()).isZero();
        assertThat(bench.fake.writes()).isEmpty();
        assertThat(bench.fake.dryRuns()).isEmpty();
        assertThat(bench.fake.requests())
                .filteredOn(request -> request.path().endsWith("/configmaps"))
                .hasSize(1);
    }

    @Test
    void what_is_no_longer_wanted_is_pruned_and_what_is_foreign_stays() {
        bench.planAndApply(state(configMap("a", "1"), configMap("b", "1")));
        bench.store.apply(configMap("mine", "1").in(bench.store.id()), ApplyOptions.DEFAULT.fieldManager("somebody"));

        Plan plan = bench.plan(state(configMap("a", "1")));
        bench.apply(plan).orThrow();

        assertThat(plan.count(Change.DELETE)).isEqualTo(1);
        assertThat(find("b")).isFalse();
        assertThat(find("mine")).isTrue();
    }

    @Test
    void a_namespace_of_records_that_is_missing_is_told_by_the_plan_unless_the_plan_makes_it() {
        SetId set = new SetId("nope", "shop");
        Plan without = bench.plan(state(set, Ownership.WHOLE, configMap("a", "1")));
        Plan making = bench.plan(state(
                set,
                Ownership.WHOLE,
                configMap("a", "1"),
                yaml("{apiVersion: v1, kind: Namespace, metadata: {name: nope}}")));

        assertThat(without.report().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code().value()).isEqualTo("MKP090");
            assertThat(finding.message()).contains("the namespace \"nope\", which is not there");
        });
        assertThat(making.report().findings()).isEmpty();
        bench.apply(making).orThrow();
        assertThat(bench.planner.revisions(set)).hasSize(1);
    }

    @Test
    void a_revision_that_somebody_changed_does_not_stop_what_comes_after() {
        bench.planAndApply(state(configMap("a", "1"), configMap("b", "1")));
        String record = bench.store.listAll(ResourceQuery.of(new GroupKind("", "Secret"))).stream()
                .map(live -> live.key().name())
                .filter(name -> name.endsWith(".v1.0"))
                .findFirst()
                .orElseThrow();
        bench.store.apply(
                yaml("{apiVersion: v1, kind: Secret, metadata: {name: " + record + ", namespace: default},"
                                + " data: {content: bm90IG91cnM=}}")
                        .in(bench.store.id()),
                ApplyOptions.DEFAULT.fieldManager("somebody").force(true));

        Plan plan = bench.plan(state(configMap("a", "1")));
        assertThat(plan.report().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code().value()).isEqualTo("MKP072");
            assertThat(finding.message()).contains("its checksum does not fit");
        });
        bench.apply(plan).orThrow();

        assertThat(find("b")).isFalse();
        assertThat(bench.planner.revisions(Bench.SET))
                .extracting(revision -> revision.number())
                .containsExactly(2);
        bench.apply(bench.planner.planRemoval(Bench.SET, PlanOptions.DEFAULT)).orThrow();
        assertThat(find("a")).isFalse();
    }

    @Test
    void a_change_shows_its_fields_and_is_made() {
        bench.planAndApply(state(configMap("a", "1")));

        Plan plan = bench.plan(state(configMap("a", "2")));
        bench.apply(plan).orThrow();

        assertThat(plan.render()).contains("~ data.key: \"1\" → \"2\"");
        assertThat(bench.plan(state(configMap("a", "2"))).hasChanges()).isFalse();
    }

    @Test
    void a_resource_without_a_mark_is_adopted_or_refused() {
        bench.store.apply(configMap("a", "1").in(bench.store.id()), ApplyOptions.DEFAULT);

        Plan refused = bench.planner.plan(
                state(configMap("a", "1")), PlanOptions.DEFAULT.adoption(PlanOptions.Adoption.REFUSE));
        Plan adopted = bench.plan(state(configMap("a", "1")));

        assertThat(refused.report().hasErrors()).isTrue();
        assertThatThrownBy(() -> bench.apply(refused)).hasMessageContaining("MK-PLAN-ERRORS");
        assertThat(adopted.count(Change.ADOPT)).isEqualTo(1);
        bench.apply(adopted).orThrow();
        assertThat(bench.plan(state(configMap("a", "1"))).hasChanges()).isFalse();
    }

    @Test
    void a_resource_of_another_set_is_refused() {
        bench.planAndApply(state(new SetId("default", "other"), Ownership.WHOLE, configMap("a", "1")));

        assertThat(bench.plan(state(configMap("a", "1"))).report().findings())
                .extracting(finding -> finding.code().value())
                .containsExactly("MKP063");
    }

    @Test
    void a_field_of_another_manager_is_a_finding_at_the_line_that_wants_it() {
        bench.planAndApply(state(configMap("a", "1")));
        bench.store.apply(
                configMap("a", "theirs").in(bench.store.id()),
                ApplyOptions.DEFAULT.fieldManager("somebody").force(true));

        Plan plan = bench.plan(state(configMap("a", "2")));

        assertThat(plan.report().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code().value()).isEqualTo("MKP060");
            assertThat(finding.message()).contains("somebody").contains("data.key");
            assertThat(finding.place()).get().hasToString("test.yaml:4:13");
        });
        assertThat(bench.planner
                        .plan(state(configMap("a", "2")), PlanOptions.DEFAULT.forceConflicts(true))
                        .report()
                        .hasErrors())
                .isFalse();
    }

    @Test
    void a_plan_is_refused_when_the_world_has_changed() {
        bench.planAndApply(state(configMap("a", "1")));
        Plan plan = bench.plan(state(configMap("a", "2")));
        bench.store.apply(
                configMap("a", "other").in(bench.store.id()),
                ApplyOptions.DEFAULT.fieldManager("somebody").force(true));

        assertThatThrownBy(() -> bench.apply(plan))
                .isInstanceOf(MeshKitException.class)
                .hasMessageContaining("MK-PLAN-STALE")
                .hasMessageContaining("ConfigMap default/a");
    }

    @Test
    void a_namespace_and_a_definition_come_before_what_needs_them() {
        DesiredState state = state(
                yaml("{apiVersion: example.com/v1, kind: Thing, metadata: {name: t, namespace: new}}"),
                yaml("""
                    apiVersion: apiextensions.k8s.io/v1
                    kind: CustomResourceDefinition
                    metadata: {name: things.example.com}
                    spec:
                      group: example.com
                      scope: Namespaced
                      names: {kind: Thing, plural: things, singular: thing, listKind: ThingList}
                      versions:
                        - name: v1
                          served: true
                          storage: true
                          schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
                    """),
                yaml("{apiVersion: v1, kind: Namespace, metadata: {name: new}}"));

        Plan plan = bench.plan(state);
        bench.apply(plan).orThrow();

        assertThat(plan.count(Change.UNKNOWN)).isEqualTo(1);
        assertThat(plan.steps()).extracting(Step::id).last().asString().contains("Thing.example.com new/t");
        assertThat(bench.plan(state).hasChanges()).isFalse();
    }

    @Test
    void drift_is_found_and_rolled_back_from_a_revision() {
        bench.planAndApply(state(configMap("a", "1"), configMap("b", "1")));
        bench.planAndApply(state(configMap("a", "2"), configMap("b", "1")));
        bench.store.apply(
                configMap("a", "theirs").in(bench.store.id()),
                ApplyOptions.DEFAULT.fieldManager("somebody").force(true));

        Drift drift = bench.planner.drift(Bench.SET);
        Plan back = bench.planner.planRollback(Bench.SET, 1, PlanOptions.DEFAULT.forceConflicts(true));
        bench.apply(back).orThrow();

        assertThat(drift.resources())
                .singleElement()
                .satisfies(one -> assertThat(one.key().name()).isEqualTo("a"));
        assertThat(value("a")).isEqualTo("1");
        assertThat(bench.planner.drift(Bench.SET).isEmpty()).isTrue();
        assertThat(bench.planner.revisions(Bench.SET)).hasSize(3);
    }

    @Test
    void a_secret_goes_back_from_what_is_still_there() {
        Resource secret =
                yaml("{apiVersion: v1, kind: Secret, metadata: {name: s, namespace: default}, stringData: {password:"
                        + " hunter2}}");
        bench.planAndApply(state(secret));
        bench.planAndApply(state(secret, configMap("a", "1")));

        Plan back = bench.planner.planRollback(Bench.SET, 1, PlanOptions.DEFAULT);

        assertThat(back.report().hasErrors()).isFalse();
        assertThat(back.count(Change.DELETE)).isEqualTo(1);
        assertThat(back.toValue().toString()).doesNotContain("hunter2").doesNotContain("aHVudGVyMg");
        assertThat(bench.plan(state(secret, configMap("a", "1"))).hasChanges()).isFalse();
    }

    @Test
    void removing_a_set_leaves_no_record() {
        bench.planAndApply(state(configMap("a", "1")));

        bench.apply(bench.planner.planRemoval(Bench.SET, PlanOptions.DEFAULT)).orThrow();

        assertThat(find("a")).isFalse();
        assertThat(bench.store.inventories().read(Bench.SET)).isEmpty();
        assertThat(bench.planner.planRemoval(Bench.SET, PlanOptions.DEFAULT).isEmpty())
                .isTrue();
    }

    @Test
    void two_sets_label_one_namespace_without_taking_each_others_label() {
        bench.fake.addNamespace("shared");
        SetId one = new SetId("default", "one");
        SetId two = new SetId("default", "two");
        Resource first = yaml("{apiVersion: v1, kind: Namespace, metadata: {name: shared, labels: {one: x}}}");
        Resource second = yaml("{apiVersion: v1, kind: Namespace, metadata: {name: shared, labels: {two: x}}}");
        bench.planAndApply(state(one, Ownership.FIELDS_OR_NEW, first));
        bench.planAndApply(state(two, Ownership.FIELDS_OR_NEW, second));

        assertThat(bench.plan(state(one, Ownership.FIELDS_OR_NEW, first)).hasChanges())
                .isFalse();
        assertThat(bench.plan(state(two, Ownership.FIELDS_OR_NEW, second)).hasChanges())
                .isFalse();
        bench.apply(bench.planner.planRemoval(one, PlanOptions.DEFAULT)).orThrow();

        Value labels = bench.fake
                .find(NAMESPACE, "", "shared")
                .orElseThrow()
                .find("/metadata/labels")
                .orElseThrow();
        assertThat(labels.find("/one")).isEmpty();
        assertThat(labels.find("/two")).isPresent();
    }

    @Test
    void a_label_that_somebody_set_alike_is_taken_up_and_the_plan_says_that_owners_alone_change() {
        Resource namespace = yaml("{apiVersion: v1, kind: Namespace, metadata: {name: shared, labels: {one: x}}}");
        bench.store.apply(namespace.in(bench.store.id()), ApplyOptions.DEFAULT.fieldManager("somebody"));

        Plan plan = bench.plan(state(Bench.SET, Ownership.FIELDS_OR_NEW, namespace));

        assertThat(plan.render())
                .contains("  ~ Namespace shared\n      no value becomes other; who owns fields of it does\n");
    }

    @Test
    void removing_the_set_that_owns_an_object_takes_it_away_from_the_set_that_annotates_it_and_that_is_told() {
        SetId owner = new SetId("default", "owner");
        SetId guest = new SetId("default", "guest");
        Resource label =
                yaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: default, labels: {guest: x}}}");
        bench.planAndApply(state(owner, Ownership.WHOLE, configMap("a", "1")));
        bench.planAndApply(state(guest, Ownership.FIELDS, label));

        bench.apply(bench.planner.planRemoval(owner, PlanOptions.DEFAULT)).orThrow();

        assertThat(find("a")).isFalse();
        assertThat(bench.store.inventories().read(owner)).isEmpty();
        assertThat(bench.plan(state(guest, Ownership.FIELDS, label)).report().findings())
                .extracting(finding -> finding.code().value())
                .containsExactly("MKP069");
        bench.apply(bench.planner.planRemoval(guest, PlanOptions.DEFAULT)).orThrow();
        assertThat(bench.store.inventories().read(guest)).isEmpty();
    }

    @Test
    void removing_a_set_of_fields_alone_leaves_the_object_as_its_owner_made_it() {
        SetId guest = new SetId("default", "guest");
        bench.store.apply(configMap("a", "1").in(bench.store.id()), ApplyOptions.DEFAULT.fieldManager("somebody"));
        bench.planAndApply(state(
                guest,
                Ownership.FIELDS,
                yaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: default, labels:"
                        + " {guest: x}}}")));

        bench.apply(bench.planner.planRemoval(guest, PlanOptions.DEFAULT)).orThrow();

        assertThat(value("a")).isEqualTo("1");
        assertThat(bench.fake.find(CONFIG_MAP, "default", "a").orElseThrow().find("/metadata/labels/guest"))
                .isEmpty();
        assertThat(bench.store.inventories().read(guest)).isEmpty();
    }

    @Test
    void what_somebody_deleted_and_made_anew_is_not_pruned_for_it_is_his() {
        bench.planAndApply(state(configMap("a", "1"), configMap("b", "1")));
        bench.store.delete(configMap("b", "1").key().in(bench.store.id()), DeleteOptions.DEFAULT);
        bench.store.apply(configMap("b", "his").in(bench.store.id()), ApplyOptions.DEFAULT.fieldManager("somebody"));

        Plan plan = bench.plan(state(configMap("a", "1")));
        bench.apply(plan).orThrow();

        assertThat(plan.count(Change.DELETE)).isZero();
        assertThat(plan.report().findings())
                .extracting(finding -> finding.code().value())
                .containsExactly("MKP065");
        assertThat(value("b")).isEqualTo("his");
        assertThat(bench.store.inventories().read(Bench.SET).orElseThrow().members())
                .hasSize(1);
    }

    @Test
    void what_somebody_deleted_and_made_anew_is_taken_back_when_it_is_still_wanted() {
        bench.planAndApply(state(configMap("a", "1")));
        bench.store.delete(configMap("a", "1").key().in(bench.store.id()), DeleteOptions.DEFAULT);
        bench.store.apply(configMap("a", "1").in(bench.store.id()), ApplyOptions.DEFAULT.fieldManager("somebody"));

        bench.planAndApply(state(configMap("a", "1")));

        assertThat(bench.plan(state(configMap("a", "1"))).hasChanges()).isFalse();
        assertThat(bench.planner.drift(Bench.SET).isEmpty()).isTrue();
    }

    @Test
    void what_is_pointed_into_is_widened_first_and_narrowed_last() {
        Resource targets = configMapOf("targets", "{v1: x, v2: x}");
        bench.planAndApply(routed(targets, configMap("route", "v1")));

        Plan plan = bench.plan(routed(configMapOf("targets", "{v2: x, v3: x}"), configMap("route", "v3")));
        bench.fake.forgetRequests();
        bench.apply(plan).orThrow();

        assertThat(plan.steps())
                .extracting(Step::id)
                .containsExactly(
                        "widen ConfigMap default/targets",
                        "apply ConfigMap default/route",
                        "apply ConfigMap default/targets");
        assertThat(((ApplyStep) plan.steps().get(0)).resource().body().find("/data/v1"))
                .isPresent();
        assertThat(bench.fake
                        .find(CONFIG_MAP, "default", "targets")
                        .orElseThrow()
                        .find("/data/v1"))
                .isEmpty();
    }

    private static DesiredState routed(Resource targets, Resource route) {
        return DesiredState.of(Bench.SET)
                .add(DesiredResource.of(targets).serves(route.key()).build())
                .add(DesiredResource.of(route).build())
                .build();
    }

    private static Resource configMapOf(String name, String data) {
        return yaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: %s, namespace: default}, data: %s}"
                .formatted(name, data));
    }

    private boolean find(String name) {
        return bench.fake.find(CONFIG_MAP, "default", name).isPresent();
    }

    private String value(String name) {
        return bench.fake
                .find(CONFIG_MAP, "default", name)
                .orElseThrow()
                .find("/data/key")
                .orElseThrow()
                .toString();
    }
}
