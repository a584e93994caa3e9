// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import static io.meshkit.core.internal.plan.Workbench.codes;
import static io.meshkit.core.internal.plan.Workbench.configMap;
import static io.meshkit.core.internal.plan.Workbench.ids;
import static io.meshkit.core.internal.plan.Workbench.only;
import static io.meshkit.core.internal.plan.Workbench.state;
import static io.meshkit.core.internal.plan.Workbench.yaml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshkit.document.JsonPointer;
import io.meshkit.finding.Finding;
import io.meshkit.plan.Change;
import io.meshkit.plan.DesiredResource;
import io.meshkit.plan.DesiredResource.Ownership;
import io.meshkit.plan.DesiredState;
import io.meshkit.plan.ForeignField;
import io.meshkit.plan.Plan;
import io.meshkit.plan.PlanOptions;
import io.meshkit.plan.PlanOptions.Adoption;
import io.meshkit.plan.Step;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Readiness;
import io.meshkit.resource.Rejection;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.SetId;
import io.meshkit.resource.StoreException.Reason;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AssessmentTest {

    private static final JsonPointer KEY = JsonPointer.parse("/data/key");

    private final Workbench bench = new Workbench();

    @Test
    void a_field_that_cannot_change_is_a_finding_at_its_line() {
        bench.planAndApply(state(configMap("a", "1")));
        bench.store.immutable.add(KEY);

        Plan plan = bench.plan(state(configMap("a", "2")));

        Finding finding = only(plan, "MKP061");
        assertThat(finding.message()).contains("cannot be changed in place").contains("Allow replacing");
        assertThat(finding.place()).get().hasToString("test.yaml:4:13");
    }

    @Test
    void where_replacing_is_allowed_what_cannot_change_is_deleted_and_made_anew() {
        bench.planAndApply(state(configMap("a", "1")));
        bench.store.immutable.add(KEY);
        Optional<String> uid = bench.find(configMap("a", "")).orElseThrow().uid();
        bench.store.writes.clear();

        Plan plan = bench.plan(state(configMap("a", "2")), PlanOptions.DEFAULT.allowReplace(true));
        bench.apply(plan).orThrow();

        assertThat(plan.steps()).extracting(Step::change).containsExactly(Change.REPLACE);
        assertThat(bench.store.writes)
                .containsSubsequence("inventory shop", "delete ConfigMap default/a", "apply ConfigMap default/a");
        assertThat(bench.text(configMap("a", ""), "/data/key")).isEqualTo("2");
        assertThat(bench.find(configMap("a", "")).orElseThrow().uid()).isNotEqualTo(uid);
    }

    @Test
    void fields_in_an_object_of_somebody_else_never_replace_it() {
        bench.by("somebody", configMap("a", "1"));
        bench.store.immutable.add(KEY);

        Plan plan = bench.plan(
                state(Workbench.SET, Ownership.FIELDS, configMap("a", "2")),
                PlanOptions.DEFAULT.allowReplace(true).forceConflicts(true));

        assertThat(codes(plan)).containsExactly("MKP061");
    }

    @Test
    void a_resource_wanted_twice_with_different_content_is_a_finding_at_both_places() {
        Plan plan = bench.plan(state(
                DesiredResource.of(configMap("a", "1")).component("one").build(),
                DesiredResource.of(configMap("a", "2")).component("two").build()));

        Finding finding = only(plan, "MKP032");
        assertThat(finding.message()).contains("wanted twice").contains("(by one and two)");
        assertThat(finding.place()).isPresent();
        assertThat(finding.related())
                .singleElement()
                .satisfies(related -> assertThat(related.message()).isEqualTo("first written here"));
        assertThat(plan.steps()).hasSize(1);
    }

    @Test
    void a_resource_wanted_twice_alike_is_one_that_comes_after_all_that_either_named() {
        Resource a = configMap("a", "1");
        Resource b = configMap("b", "1");
        Resource twice = configMap("x", "1");

        Plan plan = bench.plan(
                state(Workbench.after(twice, a), Workbench.after(twice, b), Workbench.after(a), Workbench.after(b)));

        assertThat(plan.report().findings()).isEmpty();
        assertThat(plan.steps().get(2).dependsOn())
                .containsExactlyInAnyOrder("apply ConfigMap default/a", "apply ConfigMap default/b");
    }

    @Test
    void a_kind_that_the_server_does_not_know_is_a_finding_at_its_line() {
        bench.store.unserved.add(new GroupKind("example.com", "Thing"));

        Plan plan = bench.plan(
                state(yaml("apiVersion: example.com/v1\nkind: Thing\nmetadata: {name: a, namespace: default}\n")));

        Finding finding = only(plan, "MKP066");
        assertThat(finding.message()).contains("Thing.example.com").contains("CustomResourceDefinition");
        assertThat(finding.place()).get().hasToString("test.yaml:2:7");
    }

    @Test
    void what_is_there_without_a_mark_is_not_adopted_against_ones_will() {
        bench.by("somebody", configMap("a", "1"));

        Plan plan = bench.plan(state(configMap("a", "1")), PlanOptions.DEFAULT.adoption(Adoption.REFUSE));

        assertThat(only(plan, "MKP064").message()).contains("was not made by this set");
        assertThatThrownBy(() -> bench.apply(plan)).hasMessageContaining("MK-PLAN-ERRORS");
    }

    @Test
    void what_belongs_to_another_set_is_a_finding() {
        bench.planAndApply(state(new SetId("default", "other"), Ownership.WHOLE, configMap("a", "1")));

        assertThat(only(bench.plan(state(configMap("a", "1"))), "MKP063").message())
                .contains("belongs to the set default/other;");
    }

    @Test
    void a_member_that_lost_its_mark_is_updated_even_when_adoption_is_refused() {
        bench.planAndApply(state(configMap("a", "1")));
        Resource unmarked = configMap("a", "1");
        bench.store.apply(unmarked.in(MemoryStore.ID), io.meshkit.resource.ApplyOptions.DEFAULT);

        Plan plan = bench.plan(state(configMap("a", "1")), PlanOptions.DEFAULT.adoption(Adoption.REFUSE));

        assertThat(plan.report().findings()).isEmpty();
        assertThat(plan.steps()).extracting(Step::change).containsExactly(Change.UPDATE);
    }

    @Test
    void fields_in_an_object_that_is_not_there_are_a_finding() {
        Plan plan = bench.plan(state(Workbench.SET, Ownership.FIELDS, configMap("a", "1")));

        assertThat(only(plan, "MKP069").message()).contains("is not there, so its fields cannot be set");
    }

    @Test
    void an_object_of_which_only_fields_are_ours_is_made_when_it_may_be() {
        bench.planAndApply(state(Workbench.SET, Ownership.FIELDS_OR_NEW, configMap("a", "1")));

        assertThat(bench.find(configMap("a", "")).orElseThrow().resource().labels())
                .isEmpty();
    }

    @Test
    void a_namespace_of_a_kind_without_namespaces_is_ignored_with_a_warning() {
        Plan plan = bench.plan(state(yaml("""
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata: {name: a, namespace: shop}
            """)));

        assertThat(only(plan, "MKP071").place()).get().hasToString("test.yaml:3:32");
        assertThat(ids(plan)).containsExactly("apply ClusterRole.rbac.authorization.k8s.io a");
    }

    @Test
    void a_resource_without_a_namespace_goes_to_the_default_one_with_all_that_points_to_it() {
        Resource bare = yaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}");
        bench.by("somebody", yaml("{apiVersion: v1, kind: Namespace, metadata: {name: shop}}"));

        Plan plan = bench.plan(
                state(Workbench.after(bare), Workbench.after(configMap("b", "1"), bare)),
                PlanOptions.DEFAULT.defaultNamespace("shop"));

        assertThat(ids(plan)).containsExactly("apply ConfigMap shop/a", "apply ConfigMap default/b");
        assertThat(plan.steps().get(1).dependsOn()).containsExactly("apply ConfigMap shop/a");
    }

    @Test
    void what_the_server_would_not_take_is_a_finding_at_the_line_of_each_cause() {
        Resource a = configMap("a", "1");
        bench.store.rejections.put(
                a.key().in(MemoryStore.ID),
                new Rejection(
                        Reason.INVALID,
                        "it is invalid",
                        List.of(
                                new Rejection.Cause("data.key", Optional.of(KEY), "must be blue", Optional.empty()),
                                new Rejection.Cause("x", Optional.empty(), "", Optional.empty()))));

        Plan plan = bench.plan(state(a));

        assertThat(plan.report().findings())
                .extracting(Finding::message)
                .containsExactlyInAnyOrder(
                        "the server would not take ConfigMap default/a: data.key: must be blue",
                        "the server would not take ConfigMap default/a: x: it is invalid");
        assertThat(codes(plan)).containsOnly("MKP062");
    }

    @Test
    void a_field_of_another_manager_is_a_finding_that_names_it() {
        bench.planAndApply(state(configMap("a", "1")));
        bench.by("helm", configMap("a", "2"));

        Finding finding = only(bench.plan(state(configMap("a", "3"))), "MKP060");

        assertThat(finding.message()).contains("/data/key of ConfigMap default/a belongs to \"helm\"");
    }

    @Test
    void a_conflict_without_named_fields_is_told_in_the_servers_words() {
        bench.store.rejections.put(
                configMap("a", "1").key().in(MemoryStore.ID),
                new Rejection(Reason.FIELD_CONFLICT, "somebody has it", List.of()));

        assertThat(only(bench.plan(state(configMap("a", "1"))), "MKP060").message())
                .contains("somebody has it")
                .contains("another manager");
    }

    @Test
    void a_webhook_that_cannot_do_dry_runs_leaves_the_change_unknown() {
        bench.planAndApply(state(configMap("a", "1")));
        bench.store.rejections.put(
                configMap("a", "1").key().in(MemoryStore.ID),
                new Rejection(Reason.INVALID, "admission webhook \"x\" does not support dry run", List.of()));

        Plan plan = bench.plan(state(configMap("a", "2"), configMap("b", "1")));

        assertThat(plan.report().findings()).isEmpty();
        assertThat(plan.steps()).extracting(Step::change).containsExactly(Change.UNKNOWN, Change.CREATE);
    }

    @Test
    void a_warning_of_the_server_is_a_finding_that_stops_nothing() {
        bench.store.warnings.add("v1beta1 is deprecated");

        Plan plan = bench.plan(state(configMap("a", "1")));

        assertThat(only(plan, "MKP068").message()).contains("v1beta1 is deprecated");
        assertThat(plan.report().hasErrors()).isFalse();
    }

    @Test
    void what_is_on_its_way_out_is_waited_for_and_made_anew() {
        bench.planAndApply(state(configMap("a", "1")));
        bench.store.holdsDeletions = true;
        bench.store.delete(configMap("a", "").key().in(MemoryStore.ID), io.meshkit.resource.DeleteOptions.DEFAULT);

        Plan plan = bench.plan(state(configMap("a", "1")));
        var operation = bench.start(plan, io.meshkit.plan.OperationOptions.DEFAULT);
        bench.store.letGo();
        operation.await(Workbench.LIMIT).orThrow();

        assertThat(ids(plan)).containsExactly("wait until gone: ConfigMap default/a", "apply ConfigMap default/a");
        assertThat(bench.text(configMap("a", ""), "/data/key")).isEqualTo("1");
    }

    @Test
    void what_is_as_it_shall_be_but_does_not_work_yet_is_waited_for() {
        bench.planAndApply(state(configMap("a", "1"), configMap("b", "1")));
        bench.ready(configMap("a", ""), Readiness.Status.IN_PROGRESS, "0 of 1");

        Plan plan = bench.plan(state(configMap("a", "1"), configMap("b", "1")));

        assertThat(ids(plan))
                .containsExactlyInAnyOrder(
                        "apply ConfigMap default/a",
                        "wait until ready: ConfigMap default/a",
                        "apply ConfigMap default/b");
    }

    @Test
    void foreign_fields_are_neither_written_nor_compared() {
        Resource webhook = hooks("{x: {url: u, bundle: ours}}");
        ForeignField bundle =
                new ForeignField(webhook.key().groupKind(), JsonPointer.parse("/hooks/*/bundle"), "istiod", "test");
        DesiredState state = DesiredState.of(Workbench.SET)
                .add(DesiredResource.of(webhook).build())
                .foreign(List.of(bundle))
                .build();
        bench.planAndApply(state);
        String written = bench.text(webhook, "/hooks");
        bench.by("istiod", hooks("{x: {bundle: theirs}}"));

        Plan plan = bench.plan(state, PlanOptions.DEFAULT.forceConflicts(true));

        assertThat(written).isEqualTo("{x: {url: u}}");
        assertThat(plan.steps()).extracting(Step::change).containsExactly(Change.NO_CHANGE);
    }

    @Test
    void a_foreign_field_is_not_part_of_the_difference_of_a_change() {
        Resource before = hooks("{x: {url: u}}");
        ForeignField bundle =
                new ForeignField(before.key().groupKind(), JsonPointer.parse("/hooks/*/bundle"), "istiod", "test");
        bench.planAndApply(state(before));
        bench.by("istiod", hooks("{x: {bundle: theirs}}"));

        Plan plan = bench.plan(DesiredState.of(Workbench.SET)
                .add(DesiredResource.of(hooks("{x: {url: v}}")).build())
                .foreign(List.of(bundle))
                .build());
        bench.apply(plan).orThrow();

        assertThat(plan.steps().get(0).diff())
                .extracting(change -> change.field().toString())
                .containsExactly("/hooks/x/url");
        assertThat(bench.text(before, "/hooks/x/bundle")).isEqualTo("theirs");
    }

    private static Resource hooks(String hooks) {
        return yaml("{apiVersion: example.com/v1, kind: Hooks, metadata: {name: a, namespace: default}, hooks: " + hooks
                + "}");
    }

    @Test
    void a_resource_of_a_kind_whose_definition_changes_is_not_known_yet() {
        Resource thing =
                yaml("{apiVersion: example.com/v1, kind: Thing, metadata: {name: a, namespace: default}, n: 1}");
        Resource other =
                yaml("{apiVersion: example.com/v1, kind: Thing, metadata: {name: a, namespace: default}, n: 2}");
        bench.planAndApply(state(definition("old"), thing));

        Plan plan = bench.plan(state(definition("new"), other));

        assertThat(plan.steps()).extracting(Step::change).containsExactly(Change.UPDATE, Change.UNKNOWN);
    }

    private static Resource definition(String description) {
        return yaml("""
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: things.example.com}
            spec: {group: example.com, names: {kind: Thing, plural: things}, description: %s}
            """.formatted(description));
    }

    @Test
    void an_error_in_reading_what_is_there_ends_the_planning() {
        bench.store.beforeRead = kind -> {
            throw MemoryStore.failure(Reason.UNAVAILABLE, null, "it is down.");
        };

        assertThatThrownBy(() -> bench.plan(state(configMap("a", "1")))).hasMessageContaining("it is down");
    }

    @Test
    void a_plan_names_what_it_was_made_for() {
        Plan plan = bench.plan(state(configMap("a", "1")));

        assertThat(plan.store()).isEqualTo(MemoryStore.ID);
        assertThat(plan.desired().resources())
                .extracting(DesiredResource::key)
                .containsExactly(new ResourceKey(MemoryStore.ID, new GroupKind("", "ConfigMap"), "default", "a"));
    }
}
