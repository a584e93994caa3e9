// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.plan;

import static io.meshkit.it.plan.Bench.SET;
import static io.meshkit.it.plan.Bench.configMap;
import static io.meshkit.it.plan.Bench.state;
import static io.meshkit.it.plan.Bench.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.finding.Severity;
import io.meshkit.plan.DesiredResource.Ownership;
import io.meshkit.plan.Plan;
import io.meshkit.plan.PlanOptions;
import io.meshkit.resource.DeleteOptions;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.SetId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is planned when the records of a set are gone, or never were. */
class LostRecordsTest {

    private static final GroupKind CONFIG_MAP = new GroupKind("", "ConfigMap");
    private static final Resource A = configMap("a", "1");
    private static final Resource B = configMap("b", "1");

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    private void delete(String secret) {
        ResourceKey key = new ResourceKey(bench.store.id(), new GroupKind("", "Secret"), "default", secret);
        assertThat(bench.store.delete(key, DeleteOptions.DEFAULT)).isTrue();
    }

    private boolean isThere(String name) {
        return bench.fake.find(CONFIG_MAP, "default", name).isPresent();
    }

    private static List<String> codes(Plan plan) {
        return plan.report().findings().stream()
                .map(finding -> finding.code().value())
                .toList();
    }

    @Test
    void a_member_that_is_not_wanted_is_found_and_pruned_although_the_inventory_is_gone() {
        bench.planAndApply(state(A, B));
        delete("meshkit.shop");

        Plan plan = bench.plan(state(A));
        bench.apply(plan).orThrow();

        assertThat(codes(plan)).contains("MKP098");
        assertThat(isThere("a")).isTrue();
        assertThat(isThere("b")).isFalse();
        assertThat(bench.store.inventories().read(SET).orElseThrow().members())
                .containsExactly(A.key().in(bench.store.id()));
        assertThat(bench.plan(state(A)).hasChanges()).isFalse();
    }

    @Test
    void a_set_can_be_removed_although_its_inventory_is_gone() {
        bench.planAndApply(state(A, B));
        delete("meshkit.shop");

        bench.apply(bench.planner.planRemoval(SET, PlanOptions.DEFAULT)).orThrow();

        assertThat(isThere("a")).isFalse();
        assertThat(isThere("b")).isFalse();
        assertThat(bench.store.inventories().revisions(SET)).isEmpty();
        assertThat(bench.store.inventories().sets()).isEmpty();
    }

    @Test
    void members_are_found_by_their_mark_when_the_revisions_are_gone_too() {
        bench.planAndApply(state(A, B));
        bench.store.inventories().removeRevision(SET, 1);
        delete("meshkit.shop");

        bench.apply(bench.plan(state(A))).orThrow();

        assertThat(isThere("b")).isFalse();
    }

    @Test
    void objects_of_others_are_not_among_what_is_found() {
        SetId other = new SetId("default", "other");
        bench.planAndApply(state(A, B));
        bench.planAndApply(state(other, Ownership.WHOLE, configMap("theirs", "1")));
        bench.store.apply(
                configMap("nobodys", "1").in(bench.store.id()),
                io.meshkit.resource.ApplyOptions.DEFAULT.fieldManager("somebody"));
        delete("meshkit.shop");

        bench.apply(bench.planner.planRemoval(SET, PlanOptions.DEFAULT)).orThrow();

        assertThat(isThere("theirs")).isTrue();
        assertThat(isThere("nobodys")).isTrue();
    }

    @Test
    void removing_a_set_that_never_was_warns_and_names_those_that_are() {
        bench.planAndApply(state(A));

        Plan plan = bench.planner.planRemoval(new SetId("default", "shopp"), PlanOptions.DEFAULT);

        assertThat(plan.steps()).isEmpty();
        assertThat(plan.report().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code().value()).isEqualTo("MKP097");
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
            assertThat(finding.message()).contains("no set default/shopp").contains("default/shop");
        });
        assertThat(bench.apply(plan).orThrow().writes()).isZero();
    }

    @Test
    void a_namespace_of_which_only_fields_are_ours_is_said_to_stay() {
        bench.planAndApply(
                state(SET, Ownership.FIELDS_OR_NEW, yaml("{apiVersion: v1, kind: Namespace, metadata: {name: made}}")));

        Plan plan = bench.planner.planRemoval(SET, PlanOptions.DEFAULT.pruneNamespaces(true));
        bench.apply(plan).orThrow();

        assertThat(codes(plan)).containsExactly("MKP065");
        assertThat(plan.render()).contains("Namespace made stays");
        assertThat(bench.fake.find(new GroupKind("", "Namespace"), "", "made")).isPresent();
    }

    @Test
    void a_secret_that_is_not_known_any_more_is_the_only_complaint_of_a_rollback() {
        bench.planAndApply(state(secret("b25l")));
        bench.planAndApply(state(secret("dHdv")));
        bench.fake.forgetRequests();

        Plan plan = bench.planner.planRollback(SET, 1, PlanOptions.DEFAULT);

        assertThat(codes(plan)).containsExactly("MKP067");
        assertThat(bench.fake.requests()).noneMatch(request -> request.isDryRun());
    }

    private static Resource secret(String value) {
        return yaml(
                "{apiVersion: v1, kind: Secret, metadata: {name: s, namespace: default}, data: {k: " + value + "}}");
    }
}
