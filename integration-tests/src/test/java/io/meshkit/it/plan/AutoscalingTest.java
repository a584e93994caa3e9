// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.plan;

import static io.meshkit.it.plan.Bench.configMap;
import static io.meshkit.it.plan.Bench.state;
import static io.meshkit.it.plan.Bench.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.document.Value;
import io.meshkit.plan.Plan;
import io.meshkit.resource.ApplyOptions;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Resource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AutoscalingTest {

    private static final Resource AUTOSCALER = yaml("""
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata: {name: web-scaler, namespace: default}
        spec:
          scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
          minReplicas: 2
          maxReplicas: 9
        """);

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void the_number_of_a_workload_that_an_autoscaler_of_the_same_state_targets_is_left_out_and_a_note_says_so() {
        Plan plan = bench.plan(state(deployment(3, "v1"), AUTOSCALER));
        bench.apply(plan).orThrow();

        assertThat(plan.report().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code().value()).isEqualTo("MKP073");
            assertThat(finding.message()).contains("HorizontalPodAutoscaler").contains("web-scaler");
            assertThat(finding.place()).get().hasToString("test.yaml:5:13");
        });
        assertThat(replicas()).isNotEqualTo("3");
    }

    @Test
    void what_the_autoscaler_sets_is_no_change_no_conflict_and_no_drift() {
        bench.planAndApply(state(deployment(3, "v1"), AUTOSCALER));
        scale(7);
        bench.fake.forgetRequests();

        Plan again = bench.plan(state(deployment(3, "v1"), AUTOSCALER));

        assertThat(again.hasChanges()).isFalse();
        assertThat(again.report().hasErrors()).isFalse();
        assertThat(bench.apply(again).writes()).isZero();
        assertThat(bench.planner.drift(Bench.SET).isEmpty()).isTrue();
        assertThat(listsOfAutoscalers()).isZero();
    }

    @Test
    void an_autoscaler_of_somebody_else_is_found_when_it_has_set_the_number() {
        bench.planAndApply(state(deployment(3, "v1")));
        bench.store.apply(AUTOSCALER.in(bench.store.id()), ApplyOptions.DEFAULT.fieldManager("somebody"));
        scale(7);

        Plan update = bench.plan(state(deployment(3, "v2")));
        bench.apply(update).orThrow();

        assertThat(update.report().hasErrors()).isFalse();
        assertThat(update.render()).contains("MKP073").doesNotContain("spec.replicas: ");
        assertThat(replicas()).isEqualTo("7");
        assertThat(bench.plan(state(deployment(3, "v2"))).hasChanges()).isFalse();
        assertThat(bench.planner.drift(Bench.SET).isEmpty()).isTrue();
    }

    @Test
    void the_number_stays_when_an_autoscaler_joins_that_has_not_set_it_yet() {
        bench.planAndApply(state(deployment(3, "v1")));

        Plan joined = bench.plan(state(deployment(3, "v1"), AUTOSCALER));
        bench.apply(joined).orThrow();
        String kept = replicas();
        scale(7);

        assertThat(kept).isEqualTo("3");
        assertThat(bench.plan(state(deployment(3, "v1"), AUTOSCALER)).hasChanges())
                .isFalse();
        assertThat(bench.planner.drift(Bench.SET).isEmpty()).isTrue();
    }

    @Test
    void without_an_autoscaler_a_number_that_somebody_set_is_a_conflict_and_drift() {
        bench.planAndApply(state(deployment(3, "v1")));
        scale(7);

        Plan plan = bench.plan(state(deployment(3, "v1")));

        assertThat(plan.report().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code().value()).isEqualTo("MKP060");
            assertThat(finding.message()).contains("kube-controller-manager").contains("spec.replicas");
        });
        assertThat(bench.planner.drift(Bench.SET).resources()).hasSize(1);
    }

    @Test
    void the_number_is_ours_again_when_the_autoscaler_goes() {
        bench.planAndApply(state(deployment(3, "v1"), AUTOSCALER));

        bench.planAndApply(state(deployment(3, "v1")));

        assertThat(replicas()).isEqualTo("3");
    }

    @Test
    void autoscalers_are_not_asked_for_while_the_number_is_as_we_wrote_it() {
        bench.planAndApply(state(deployment(3, "v1"), configMap("a", "1")));
        bench.fake.forgetRequests();

        bench.planAndApply(state(deployment(3, "v2"), configMap("a", "2")));

        assertThat(listsOfAutoscalers()).isZero();
    }

    private long listsOfAutoscalers() {
        return bench.fake.requests().stream()
                .filter(request -> request.method().equals("GET"))
                .filter(request -> request.path().endsWith("/horizontalpodautoscalers"))
                .count();
    }

    /** As the controller does, which is the only one that force-takes the field. */
    private void scale(int replicas) {
        Resource scaled = yaml(
                "{apiVersion: apps/v1, kind: Deployment, metadata: {name: web, namespace: default}, spec: {replicas: %d}}"
                        .formatted(replicas));
        bench.store.apply(
                scaled.in(bench.store.id()),
                ApplyOptions.DEFAULT.fieldManager("kube-controller-manager").force(true));
    }

    private String replicas() {
        return bench.fake
                .find(new GroupKind("apps", "Deployment"), "default", "web")
                .flatMap(body -> body.find("/spec/replicas"))
                .map(Value::toString)
                .orElse("none");
    }

    private static Resource deployment(int replicas, String version) {
        return yaml("""
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, namespace: default}
            spec:
              replicas: %d
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec:
                  containers: [{name: web, image: "web:%s"}]
            """.formatted(replicas, version));
    }
}
