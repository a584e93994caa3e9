// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.plan;

import static io.meshkit.it.plan.Bench.SET;
import static io.meshkit.it.plan.Bench.configMap;
import static io.meshkit.it.plan.Bench.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.document.MapValue;
import io.meshkit.plan.DesiredResource;
import io.meshkit.plan.DesiredState;
import io.meshkit.plan.FailurePolicy;
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
import io.meshkit.testkit.kubernetes.Fault;
import io.meshkit.testkit.kubernetes.RecordedRequest;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An operation that fails takes back what it did, and nothing that others did meanwhile. */
class RollingBackTest {

    private static final GroupKind CONFIG_MAP = new GroupKind("", "ConfigMap");

    private final Bench bench = new Bench();
    private final Meanwhile meanwhile = new Meanwhile(bench.store);

    @AfterEach
    void close() {
        bench.close();
    }

    /** First a, then c. */
    private static DesiredState inOrder(Resource a, Resource c) {
        return DesiredState.of(SET)
                .add(DesiredResource.of(a).build())
                .add(DesiredResource.of(c).after(a.key()).build())
                .build();
    }

    private OperationResult failing(Plan plan, String refused) {
        bench.fake.faults().next(request -> isWrite(request, refused), Fault.status(403, "Forbidden", "no"));
        return meanwhile
                .planner()
                .apply(plan, OperationOptions.DEFAULT.failurePolicy(FailurePolicy.ROLL_BACK))
                .await(Bench.LIMIT);
    }

    private static boolean isWrite(RecordedRequest request, String name) {
        return request.method().equals("PATCH") && request.path().endsWith("/configmaps/" + name);
    }

    private Optional<MapValue> find(String name) {
        return bench.fake.find(CONFIG_MAP, "default", name);
    }

    private String value(String name, String field) {
        return find(name)
                .flatMap(body -> body.find(field))
                .map(Object::toString)
                .orElse("absent");
    }

    private void by(String manager, Resource resource) {
        bench.store.apply(
                resource.in(bench.store.id()),
                ApplyOptions.DEFAULT.fieldManager(manager).force(true));
    }

    private static void isLeft(OperationResult result) {
        StepResult step = result.step("apply ConfigMap default/a").orElseThrow();
        assertThat(step.outcome()).isEqualTo(Outcome.DONE);
        assertThat(step.error()).get().satisfies(error -> {
            assertThat(error.code().value()).isEqualTo("MK-PLAN-NOT-UNDONE");
            assertThat(error).hasMessageContaining("ConfigMap default/a was not rolled back");
        });
    }

    private static Resource with(String field) {
        return yaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: default}, data: {" + field
                + ": theirs}}");
    }

    @Test
    void a_value_that_somebody_set_meanwhile_is_not_rolled_back() {
        bench.planAndApply(inOrder(configMap("a", "1"), configMap("c", "1")));
        Plan plan = bench.plan(inOrder(configMap("a", "2"), configMap("c", "2")));
        meanwhile.beforeApplying("c", () -> by("somebody", with("key")));

        OperationResult result = failing(plan, "c");

        isLeft(result);
        assertThat(value("a", "/data/key")).isEqualTo("theirs");
        Inventory records = bench.store.inventories().read(SET).orElseThrow();
        assertThat(records.revision()).isZero();
    }

    @Test
    void a_value_that_nobody_set_is_rolled_back_beside_one_that_somebody_added() {
        bench.planAndApply(inOrder(configMap("a", "1"), configMap("c", "1")));
        Plan plan = bench.plan(inOrder(configMap("a", "2"), configMap("c", "2")));
        meanwhile.beforeApplying("c", () -> by("somebody", with("more")));

        OperationResult result = failing(plan, "c");

        assertThat(result.count(Outcome.ROLLED_BACK)).isEqualTo(1);
        assertThat(value("a", "/data/key")).isEqualTo("1");
        assertThat(value("a", "/data/more")).isEqualTo("theirs");
    }

    @Test
    void a_new_object_that_somebody_wrote_to_meanwhile_is_not_deleted() {
        Plan plan = bench.plan(inOrder(configMap("a", "2"), configMap("c", "2")));
        meanwhile.beforeApplying("c", () -> by("somebody", with("more")));

        OperationResult result = failing(plan, "c");

        isLeft(result);
        assertThat(value("a", "/data/more")).isEqualTo("theirs");
        assertThat(bench.store.inventories().read(SET).orElseThrow().members())
                .contains(configMap("a", "2").key().in(bench.store.id()));
    }

    @Test
    void a_new_object_to_which_only_a_controller_wrote_is_deleted() {
        Plan plan = bench.plan(inOrder(configMap("a", "2"), configMap("c", "2")));
        meanwhile.beforeApplying("c", () -> by("kube-controller-manager", with("more")));

        OperationResult result = failing(plan, "c");

        assertThat(result.count(Outcome.ROLLED_BACK)).isEqualTo(1);
        assertThat(find("a")).isEmpty();
    }

    @Test
    void an_object_of_somebody_in_the_place_of_a_new_one_is_not_deleted() {
        Plan plan = bench.plan(inOrder(configMap("a", "2"), configMap("c", "2")));
        meanwhile.beforeApplying("c", () -> {
            bench.store.delete(configMap("a", "2").key().in(bench.store.id()), DeleteOptions.DEFAULT);
            by("somebody", with("key"));
        });

        OperationResult result = failing(plan, "c");

        isLeft(result);
        assertThat(value("a", "/data/key")).isEqualTo("theirs");
    }

    private Plan replacement() {
        bench.planAndApply(Bench.state(immutable("1")));
        return bench.planner.plan(Bench.state(immutable("2")), PlanOptions.DEFAULT.allowReplace(true));
    }

    private static Resource immutable(String value) {
        return yaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: default}, immutable: true, data:"
                + " {key: \"" + value + "\"}}");
    }

    @Test
    void a_replacement_that_fails_brings_the_old_object_back() {
        Plan plan = replacement();

        OperationResult result = failing(plan, "a");

        assertThat(result.steps().get(0).outcome()).isEqualTo(Outcome.FAILED);
        assertThat(value("a", "/data/key")).isEqualTo("1");
        assertThat(bench.store.inventories().read(SET).orElseThrow().revision()).isEqualTo(1);
        assertThat(bench.plan(Bench.state(immutable("1"))).hasChanges()).isFalse();
    }

    @Test
    void a_replacement_that_fails_and_whose_old_object_cannot_be_brought_back_says_so() {
        Plan plan = replacement();
        meanwhile.beforeApplying("a", () -> by("somebody", with("key")));

        OperationResult result = meanwhile
                .planner()
                .apply(plan, OperationOptions.DEFAULT.failurePolicy(FailurePolicy.ROLL_BACK))
                .await(Bench.LIMIT);

        StepResult step = result.steps().get(0);
        assertThat(step.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(step.error().orElseThrow())
                .hasMessageContaining("somebody else has made it meanwhile")
                .hasMessageContaining("And it is not undone: ConfigMap default/a was not rolled back");
        assertThat(value("a", "/data/key")).isEqualTo("theirs");
    }

    @Test
    void a_replacement_that_was_done_is_rolled_back_when_a_later_step_fails() {
        bench.planAndApply(inOrder(immutable("1"), configMap("c", "1")));
        Plan plan = bench.planner.plan(
                inOrder(immutable("2"), configMap("c", "2")), PlanOptions.DEFAULT.allowReplace(true));

        OperationResult result = failing(plan, "c");

        assertThat(result.count(Outcome.ROLLED_BACK)).isEqualTo(1);
        assertThat(value("a", "/data/key")).isEqualTo("1");
    }
}
