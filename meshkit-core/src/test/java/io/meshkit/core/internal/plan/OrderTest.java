// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import static io.meshkit.core.internal.plan.Workbench.after;
import static io.meshkit.core.internal.plan.Workbench.configMap;
import static io.meshkit.core.internal.plan.Workbench.ids;
import static io.meshkit.core.internal.plan.Workbench.only;
import static io.meshkit.core.internal.plan.Workbench.state;
import static io.meshkit.core.internal.plan.Workbench.yaml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.meshkit.document.JsonPointer;
import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.finding.Finding;
import io.meshkit.plan.ApplyStep;
import io.meshkit.plan.Change;
import io.meshkit.plan.DesiredResource;
import io.meshkit.plan.DesiredState;
import io.meshkit.plan.Plan;
import io.meshkit.plan.Step;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Resource;
import io.meshkit.resource.StoreId;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OrderTest {

    private static final Resource DEPLOYMENT = yaml("""
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web, namespace: default}
        spec:
          template:
            spec:
              serviceAccountName: z-account
              volumes:
                - {name: c, configMap: {name: z-volume}}
                - {name: s, secret: {secretName: z-secret}}
              containers:
                - name: web
                  envFrom: [{configMapRef: {name: z-from}}]
                  env: [{name: P, valueFrom: {secretKeyRef: {name: z-key, key: p}}}]
        """);
    private static final Resource WEBHOOK = yaml("""
        apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingWebhookConfiguration
        metadata: {name: a-webhook}
        webhooks:
          - name: check.example.com
            clientConfig: {service: {name: checker, namespace: default, path: /}}
        """);
    private static final Resource CHECKER =
            yaml("{apiVersion: v1, kind: Service, metadata: {name: checker, namespace: default}}");

    private final Workbench bench = new Workbench();

    @Test
    void a_workload_comes_after_the_account_and_the_configuration_that_it_names() {
        Plan plan = bench.plan(state(
                DEPLOYMENT,
                yaml("{apiVersion: v1, kind: ServiceAccount, metadata: {name: z-account, namespace: default}}"),
                configMap("z-volume", "1"),
                configMap("z-from", "1"),
                yaml("{apiVersion: v1, kind: Secret, metadata: {name: z-secret, namespace: default}}"),
                yaml("{apiVersion: v1, kind: Secret, metadata: {name: z-key, namespace: default}}")));

        assertThat(step(plan, "apply Deployment.apps default/web").dependsOn())
                .containsExactlyInAnyOrder(
                        "apply ServiceAccount default/z-account",
                        "apply ConfigMap default/z-volume",
                        "apply ConfigMap default/z-from",
                        "apply Secret default/z-secret",
                        "apply Secret default/z-key");
    }

    @Test
    void a_workload_does_not_wait_for_configuration_that_it_does_not_name() {
        Plan plan = bench.plan(state(DEPLOYMENT, configMap("other", "1")));

        assertThat(step(plan, "apply Deployment.apps default/web").dependsOn()).isEmpty();
    }

    @Test
    void a_webhook_comes_after_its_service_and_the_workloads_beside_it() {
        Plan plan = bench.plan(state(WEBHOOK, CHECKER, DEPLOYMENT));

        assertThat(step(plan, webhook()).dependsOn())
                .containsExactlyInAnyOrder("apply Service default/checker", "apply Deployment.apps default/web");
        assertThat(ids(plan)).last().isEqualTo(webhook());
    }

    @Test
    void a_webhook_comes_after_the_rest_of_its_component() {
        Plan plan = bench.plan(state(
                DesiredResource.of(WEBHOOK).component("mesh").build(),
                DesiredResource.of(configMap("own", "1")).component("mesh").build(),
                DesiredResource.of(configMap("other", "1")).component("shop").build()));

        assertThat(step(plan, webhook()).dependsOn()).containsExactly("apply ConfigMap default/own");
    }

    @Test
    void what_was_said_to_come_after_a_webhook_does() {
        Plan plan = bench.plan(state(after(DEPLOYMENT, WEBHOOK), after(WEBHOOK), after(CHECKER)));

        assertThat(step(plan, webhook()).dependsOn()).containsExactly("apply Service default/checker");
        assertThat(step(plan, "apply Deployment.apps default/web").dependsOn()).containsExactly(webhook());
    }

    private static String webhook() {
        return "apply ValidatingWebhookConfiguration.admissionregistration.k8s.io a-webhook";
    }

    @Test
    void a_definition_comes_before_resources_of_its_kind_which_are_not_known_yet() {
        bench.store.unserved.add(new GroupKind("example.com", "Thing"));

        Plan plan = bench.plan(state(
                yaml("{apiVersion: example.com/v1, kind: Thing, metadata: {name: a, namespace: default}}"),
                definition()));
        bench.apply(plan).orThrow();

        assertThat(plan.report().findings()).isEmpty();
        assertThat(plan.steps())
                .extracting(Step::id, Step::change)
                .containsExactly(
                        tuple("apply CustomResourceDefinition.apiextensions.k8s.io things.example.com", Change.CREATE),
                        tuple("apply Thing.example.com default/a", Change.UNKNOWN));
        assertThat(bench.store.writes).contains("apply Thing.example.com default/a");
    }

    private static Resource definition() {
        return yaml("""
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: things.example.com}
            spec: {group: example.com, scope: Namespaced, names: {kind: Thing, plural: things}}
            """);
    }

    @Test
    void a_namespace_comes_before_what_is_in_it_and_is_there_when_it_is_written() {
        Resource inside = yaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: new}}");

        Plan plan = bench.plan(state(inside, yaml("{apiVersion: v1, kind: Namespace, metadata: {name: new}}")));
        bench.apply(plan).orThrow();

        assertThat(step(plan, "apply ConfigMap new/a").dependsOn()).containsExactly("apply Namespace new");
        assertThat(bench.store.previews).extracting(Object::toString).containsExactly("Namespace new");
    }

    @Test
    void a_binding_comes_after_its_role() {
        Resource role =
                yaml("{apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {name: z, namespace: default}}");
        Resource all = yaml("{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: z}}");

        Plan plan = bench.plan(state(binding("a", "Role"), binding("b", "ClusterRole"), role, all));

        assertThat(step(plan, "apply RoleBinding.rbac.authorization.k8s.io default/a")
                        .dependsOn())
                .containsExactly("apply Role.rbac.authorization.k8s.io default/z");
        assertThat(step(plan, "apply RoleBinding.rbac.authorization.k8s.io default/b")
                        .dependsOn())
                .containsExactly("apply ClusterRole.rbac.authorization.k8s.io z");
    }

    private static Resource binding(String name, String role) {
        return yaml("""
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: {name: %s, namespace: default}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: %s, name: z}
            """.formatted(name, role));
    }

    @Test
    void a_circle_is_a_finding_with_its_way_and_all_its_places() {
        Resource a = configMap("a", "1");
        Resource b = configMap("b", "1");
        Resource c = configMap("c", "1");

        Plan plan = bench.plan(state(after(a, b), after(b, c), after(c, a), after(configMap("d", "1"), a)));

        Finding finding = only(plan, "MKP031");
        assertThat(finding.message())
                .contains("ConfigMap default/a -> ConfigMap default/b -> ConfigMap default/c -> ConfigMap default/a");
        assertThat(finding.place()).isPresent();
        assertThat(finding.related())
                .extracting(related -> related.message())
                .containsExactly("ConfigMap default/b is on the way", "ConfigMap default/c is on the way");
        assertThat(plan.steps()).hasSize(4);
    }

    @Test
    void each_of_two_circles_is_told_once() {
        Resource a = configMap("a", "1");
        Resource b = configMap("b", "1");
        Resource c = configMap("c", "1");
        Resource d = configMap("d", "1");

        Plan plan = bench.plan(state(after(a, b), after(b, a), after(c, d), after(d, c)));

        assertThat(Workbench.codes(plan)).containsExactly("MKP031", "MKP031");
    }

    @Test
    void what_points_elsewhere_is_changed_after_what_it_needs_is_added() {
        bench.planAndApply(routed("{v1: x}", "v1"));

        Plan plan = bench.plan(routed("{v1: x, v2: x}", "v2"));

        assertThat(ids(plan)).containsExactly("apply ConfigMap default/targets", "apply ConfigMap default/route");
        assertThat(plan.steps().get(1).dependsOn()).containsExactly("apply ConfigMap default/targets");
    }

    @Test
    void what_nobody_points_to_any_more_goes_last() {
        bench.planAndApply(routed("{v1: x, v2: x}", "v1"));

        Plan plan = bench.plan(routed("{v2: x}", "v2"));

        assertThat(ids(plan)).containsExactly("apply ConfigMap default/route", "apply ConfigMap default/targets");
        assertThat(plan.steps().get(1).dependsOn()).containsExactly("apply ConfigMap default/route");
    }

    @Test
    void what_is_exchanged_is_widened_first_and_narrowed_last() {
        bench.planAndApply(routed("{v1: x}", "v1"));

        Plan plan = bench.plan(routed("{v2: x}", "v2"));
        Set<String> moments = new HashSet<>();
        bench.store.afterWrite =
                write -> moments.add(bench.text(configMap("route", ""), "/data/key") + " of " + targets());
        bench.apply(plan).orThrow();

        assertThat(ids(plan))
                .containsExactly(
                        "widen ConfigMap default/targets",
                        "apply ConfigMap default/route",
                        "apply ConfigMap default/targets");
        assertThat(((ApplyStep) plan.steps().get(0)).interim()).isTrue();
        assertThat(moments)
                .containsExactlyInAnyOrder(
                        "v1 of {v1: x}", "v1 of {v1: x, v2: x}", "v2 of {v1: x, v2: x}", "v2 of {v2: x}");
    }

    @Test
    void what_is_taken_away_is_taken_at_once_when_what_points_there_stays_as_it_is() {
        bench.planAndApply(routed("{v1: x, v2: x}", "v1"));

        Plan plan = bench.plan(routed("{v1: x}", "v1"));

        assertThat(plan.steps()).extracting(Step::change).containsExactly(Change.UPDATE, Change.NO_CHANGE);
    }

    private String targets() {
        return bench.text(configMap("targets", ""), "/data");
    }

    private static DesiredState routed(String targets, String route) {
        Resource served = yaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: targets, namespace: default}, data: "
                + targets + "}");
        Resource pointing = configMap("route", route);
        return state(DesiredResource.of(served).serves(pointing.key()).build(), after(pointing));
    }

    @Test
    void a_chain_of_10_000_is_planned_in_its_order() {
        DesiredState.Builder chain = DesiredState.of(Workbench.SET);
        for (int i = 0; i < 10_000; i++) {
            DesiredResource.Builder node = DesiredResource.of(small(i));
            chain.add((i == 0 ? node : node.after(small(i - 1).key())).build());
        }

        Plan plan = bench.plan(chain.build());

        assertThat(plan.steps()).hasSize(10_000);
        assertThat(ids(plan)).element(1234).isEqualTo("apply ConfigMap default/c-" + (100_000 + 1234));
    }

    @Test
    void a_circle_of_10_000_is_found() {
        DesiredState.Builder circle = DesiredState.of(Workbench.SET);
        for (int i = 0; i < 10_000; i++) {
            circle.add(DesiredResource.of(small(i))
                    .after(small((i + 9_999) % 10_000).key())
                    .build());
        }

        assertThat(Workbench.codes(bench.plan(circle.build()))).containsExactly("MKP031");
    }

    @Test
    void a_fan_of_10_000_is_planned_with_its_root_first() {
        DesiredState.Builder fan = DesiredState.of(Workbench.SET);
        for (int i = 0; i < 10_000; i++) {
            DesiredResource.Builder node = DesiredResource.of(small(i));
            fan.add((i == 9_999 ? node : node.after(small(9_999).key())).build());
        }

        Plan plan = bench.plan(fan.build());

        assertThat(ids(plan)).hasSize(10_000).first().isEqualTo("apply ConfigMap default/c-109999");
    }

    private static final Resource PLAIN = configMap("plain", "1");

    /** Names of one length, so that their order by name is that of their numbers. */
    private static Resource small(int number) {
        var name = TextValue.of("c-" + (100_000 + number));
        var body = (MapValue) PLAIN.body().with(JsonPointer.of("metadata", "name"), name);
        return Resource.kubernetes(StoreId.UNBOUND, body).orElseThrow();
    }

    private static Step step(Plan plan, String id) {
        return plan.steps().stream()
                .filter(step -> step.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError(id + " is not among " + ids(plan)));
    }
}
