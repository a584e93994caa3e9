// SPDX-License-Identifier: Apache-2.0
package io.meshkit.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshkit.MeshKitException;
import io.meshkit.document.JsonPointer;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.Place;
import io.meshkit.document.SourceId;
import io.meshkit.document.Span;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.finding.Code;
import io.meshkit.finding.Finding;
import io.meshkit.finding.Report;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.ResourceVersion;
import io.meshkit.resource.SetId;
import io.meshkit.resource.StoreId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlanTest {

    private static final StoreId STORE = new StoreId("kubernetes:test");
    private static final SetId SET = new SetId("mesh-system", "shop");
    private static final String PASSWORD = "aHVudGVyMg==";

    private final Resource namespace = resource("", "Namespace", "", "shop", MapValue.EMPTY);
    private final Resource secret =
            resource("", "Secret", "shop", "db", MapValue.of("data", MapValue.of("password", TextValue.of(PASSWORD))));
    private final Resource workload = resource(
            "apps", "Deployment", "shop", "web", MapValue.of("spec", MapValue.of("replicas", NumberValue.of(2))));

    @Test
    void a_saved_plan_is_read_back_with_the_same_digest_and_text() {
        Plan plan = plan();

        Plan read = Plan.from(plan.toValue());

        assertThat(read.digest()).isEqualTo(plan.digest());
        assertThat(read.toValue()).isEqualTo(plan.toValue());
        assertThat(read.render()).isEqualTo(plan.render());
        assertThat(read.options().readinessLimit(workload.key().groupKind())).contains(Duration.ofSeconds(90));
        assertThat(read.steps()).hasSameSizeAs(plan.steps());
    }

    @Test
    void the_text_shows_components_marks_fields_and_numbers() {
        assertThat(plan().render()).isEqualTo("""
            Plan of mesh-system/shop on kubernetes:test

            base
              + Namespace shop
              ~ Secret shop/db
                  ~ data.password: (secret) → (secret)

            web (after base)
              ~ Deployment.apps shop/web
                  ~ spec.replicas: 1 → 2
                  - metadata.annotations["example.com/note"]: "old"
              ? tell the world
              = Deployment.apps shop/web (wait until ready)

            (no component)
              - ConfigMap shop/left-over

            shop.yaml:3:5: warning: doubtful [MKP052]
            Plan: 1 to create, 2 to update, 1 to delete, 1 not known yet.
            """);
    }

    @Test
    void colours_are_there_only_when_asked_for() {
        assertThat(plan().render()).doesNotContain("\u001b");
        assertThat(plan().render(PlanStyle.COLOURED)).contains("\u001b[32m  + Namespace shop\u001b[0m");
    }

    @Test
    void no_secret_is_in_the_text_or_the_value() {
        Plan plan = plan();

        assertThat(plan.toValue().toString() + plan.render() + plan).doesNotContain(PASSWORD);
    }

    @Test
    void a_plan_that_was_read_names_the_secrets_it_needs() {
        Plan read = Plan.from(plan().toValue());

        assertThat(plan().secrets()).isEmpty();
        assertThat(read.secrets())
                .singleElement()
                .satisfies(reference ->
                        assertThat(reference.matches(TextValue.of(PASSWORD))).isTrue())
                .satisfies(reference ->
                        assertThat(reference.matches(TextValue.of("other"))).isFalse())
                .hasToString("Secret shop/db /data/password");
    }

    @Test
    void a_changed_plan_is_refused() {
        Value changed = plan().toValue().with(JsonPointer.parse("/steps/2/expected"), TextValue.of("other"));

        assertFails(changed, "MK-PLAN-DIGEST");
    }

    @Test
    void another_version_of_the_form_is_refused() {
        assertFails(plan().toValue().with("planVersion", NumberValue.of(2)), "MK-PLAN-VERSION");
        assertFails(MapValue.EMPTY, "MK-PLAN-VERSION");
    }

    @Test
    void an_unknown_kind_of_step_is_refused() {
        Value changed = plan().toValue().with(JsonPointer.parse("/steps/0/step"), TextValue.of("explode"));

        assertFails(changed, "MK-PLAN-STEP");
    }

    @Test
    void whatever_is_missing_or_of_another_type_is_refused_with_its_place() {
        MapValue whole = plan().toValue();

        for (String key : whole.keys()) {
            if (!key.equals("inventory")) {
                assertThatThrownBy(() -> Plan.from(whole.without(key)))
                        .as(key)
                        .isInstanceOf(MeshKitException.class)
                        .hasMessageContaining(key);
            }
            assertThatThrownBy(() -> Plan.from(whole.with(key, ListValue.ofTexts(List.of("x")))))
                    .as(key)
                    .isInstanceOf(MeshKitException.class);
        }
        assertFails(
                whole.with(JsonPointer.parse("/steps/0/dependsOn"), ListValue.ofTexts(List.of("nobody"))),
                "MK-PLAN-FORM");
        assertFails(whole.with(JsonPointer.parse("/steps/0/change"), TextValue.of("EXPLODE")), "MK-PLAN-FORM");
    }

    @Test
    void steps_come_after_all_they_depend_on() {
        ApplyStep first = ApplyStep.of("a", namespace, Change.CREATE)
                .dependsOn(Set.of("b"))
                .build();
        ApplyStep second = ApplyStep.of("b", workload, Change.CREATE).build();

        assertThatThrownBy(() -> Plan.of(STORE, DesiredState.of(SET).build())
                        .steps(List.of(first, second))
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"a\" depends on \"b\"");
        assertThatThrownBy(() -> Plan.of(STORE, DesiredState.of(SET).build())
                        .steps(List.of(second, second))
                        .build())
                .hasMessageContaining("two steps");
    }

    @Test
    void more_steps_can_follow() {
        Plan plan = plan();

        Plan longer = plan.plus(List.of(ActionStep.of("after all", "tell", MapValue.EMPTY, Change.UNKNOWN)
                .dependsOn(List.of(plan.steps().get(0).id()))
                .build()));

        assertThat(longer.steps()).hasSize(plan.steps().size() + 1);
        assertThat(longer.digest()).isNotEqualTo(plan.digest());
    }

    @Test
    void equal_content_has_one_digest_whatever_its_order_and_spelling() {
        MapValue one =
                MapValue.builder().put("a", NumberValue.of("1.0")).put("b", "x").build();
        MapValue other =
                MapValue.builder().put("b", "x").put("a", NumberValue.of("1")).build();

        assertThat(Digest.of(one)).isEqualTo(Digest.of(other));
        assertThat(Digest.of(one)).isNotEqualTo(Digest.of(one.with("b", TextValue.of("y"))));
        assertThat(Digest.of(ListValue.ofTexts(List.of("ab", "c"))))
                .isNotEqualTo(Digest.of(ListValue.ofTexts(List.of("a", "bc"))));
    }

    @Test
    void a_value_of_any_depth_has_a_digest() {
        Value deep = TextValue.of("x");
        for (int i = 0; i < 100_000; i++) {
            deep = ListValue.of(deep);
        }

        assertThat(Digest.of(deep).value()).startsWith("sha256:");
    }

    @Test
    void a_plan_without_changes_says_so() {
        Plan plan = Plan.of(
                        STORE,
                        DesiredState.of(SET)
                                .add(DesiredResource.of(namespace).build())
                                .build())
                .steps(List.of(
                        ApplyStep.of("apply it", namespace, Change.NO_CHANGE).build()))
                .build();

        assertThat(plan.hasChanges()).isFalse();
        assertThat(plan.isEmpty()).isFalse();
        assertThat(plan.render()).endsWith("No changes: 1 resource is as it shall be.\n");
    }

    @Test
    void a_plan_with_errors_says_that_it_cannot_be_applied() {
        Plan plan = Plan.of(STORE, DesiredState.of(SET).build())
                .report(Report.of(
                        List.of(Finding.error(new Code("MKP003"), "unknown key").build())))
                .build();

        assertThat(plan.render()).endsWith("This plan cannot be applied: 1 error.\n");
    }

    @Test
    void an_update_without_fields_says_that_owners_change_unless_it_was_refused() {
        ApplyStep update = ApplyStep.of("1", namespace, Change.UPDATE).build();
        Plan.Builder plan = Plan.of(STORE, DesiredState.of(SET).build()).steps(List.of(update));

        assertThat(plan.build().render())
                .contains("  ~ Namespace shop\n      no value becomes other; who owns fields of it does\n");
        Report refusal = Report.of(List.of(Finding.error(new Code("MKP062"), "refused")
                .resource(namespace.key())
                .build()));
        assertThat(plan.report(refusal).build().render()).doesNotContain("owns fields");
    }

    @Test
    void a_state_is_kept_without_its_secrets() {
        DesiredState state = plan().desired();

        DesiredState read = DesiredState.from(state.toValue(), STORE);

        assertThat(read.toValue()).isEqualTo(state.toValue());
        assertThat(read.resources())
                .extracting(DesiredResource::ownership)
                .contains(DesiredResource.Ownership.FIELDS_OR_NEW);
        assertThat(state.toValue().toString()).doesNotContain(PASSWORD);
        assertThatThrownBy(() -> DesiredState.from(MapValue.EMPTY, STORE)).hasMessageContaining("MK-PLAN-FORM");
    }

    @Test
    void drift_is_told_in_lines_without_secrets() {
        Drift drift = new Drift(
                SET,
                3,
                List.of(
                        new Drift.Drifted(workload.key(), Drift.Kind.MISSING, List.of(), ""),
                        new Drift.Drifted(namespace.key(), Drift.Kind.UNREADABLE, List.of(), "not allowed"),
                        new Drift.Drifted(secret.key(), Drift.Kind.CHANGED, List.of(passwordChange()), "")));

        assertThat(drift.render()).isEqualTo("""
            Drift of mesh-system/shop from revision 3
              ? Namespace shop (unreadable: not allowed)
              ~ Secret shop/db
                  ~ data.password: (secret) → (secret)
              - Deployment.apps shop/web (missing)
            3 resources differ.
            """);
        assertThat(new Drift(SET, 3, List.of()).render()).startsWith("No drift");
    }

    @Test
    void control_characters_of_a_value_do_not_reach_the_terminal() {
        FieldChange change = new FieldChange(
                JsonPointer.of("metadata", "labels", "a"), Optional.empty(), Optional.of(TextValue.of("\u001b[2Jx\n")));
        Plan plan = Plan.of(STORE, DesiredState.of(SET).build())
                .steps(List.of(ApplyStep.of("x", workload, Change.UPDATE)
                        .diff(List.of(change))
                        .build()))
                .build();

        assertThat(plan.render()).contains("+ metadata.labels.a: \"\\u001b[2Jx\\n\"");
    }

    private Plan plan() {
        DesiredState desired = DesiredState.of(SET)
                .add(DesiredResource.of(namespace)
                        .component("base")
                        .ownership(DesiredResource.Ownership.FIELDS_OR_NEW)
                        .build())
                .add(DesiredResource.of(secret)
                        .component("base")
                        .after(namespace.key())
                        .build())
                .add(DesiredResource.of(workload)
                        .component("web")
                        .serves(namespace.key())
                        .build())
                .foreign(List.of(new ForeignField(
                        workload.key().groupKind(), JsonPointer.parse("/spec/paused"), "somebody", "x/y:z")))
                .build();
        FieldChange replicas = new FieldChange(
                JsonPointer.parse("/spec/replicas"), Optional.of(NumberValue.of(1)), Optional.of(NumberValue.of(2)));
        FieldChange note = new FieldChange(
                JsonPointer.of("metadata", "annotations", "example.com/note"),
                Optional.of(TextValue.of("old")),
                Optional.empty());
        Digest state = Digest.of(MapValue.EMPTY);
        ResourceKey leftOver = new ResourceKey(STORE, new GroupKind("", "ConfigMap"), "shop", "left-over");
        return Plan.of(STORE, desired)
                .options(PlanOptions.DEFAULT.readinessLimit(workload.key().groupKind(), Duration.ofSeconds(90)))
                .inventory(new ResourceVersion("7"))
                .retained(List.of(leftOver))
                .report(Report.of(List.of(Finding.warning(new Code("MKP052"), "doubtful")
                        .at(new Place(new SourceId("shop.yaml"), new Span(3, 5, 3, 9)))
                        .related(new Place(new SourceId("shop.yaml"), new Span(1, 1, 1, 2)), "said here")
                        .parameter("p", "q")
                        .alias("X1")
                        .resource(workload.key())
                        .pointer(JsonPointer.parse("/spec"))
                        .build())))
                .steps(List.of(
                        ApplyStep.of("1", namespace, Change.CREATE)
                                .component("base")
                                .build(),
                        ApplyStep.of("2", secret, Change.UPDATE)
                                .component("base")
                                .dependsOn(List.of("1"))
                                .expected(new ResourceVersion("5"), state)
                                .diff(List.of(passwordChange()))
                                .build(),
                        ApplyStep.of("3", workload, Change.UPDATE)
                                .component("web")
                                .dependsOn(List.of("1"))
                                .expected(new ResourceVersion("6"), state)
                                .readinessLimit(Duration.ofSeconds(90))
                                .diff(List.of(replicas, note))
                                .build(),
                        ActionStep.of(
                                        "tell the world",
                                        "tell",
                                        MapValue.of("what", TextValue.of("done")),
                                        Change.UNKNOWN)
                                .component("web")
                                .input(
                                        JsonPointer.parse("/uid"),
                                        new ActionStep.Output("3", JsonPointer.parse("/metadata/uid")))
                                .build(),
                        WaitStep.of("wait", workload.key(), WaitStep.Condition.READY)
                                .component("web")
                                .limit(Duration.ofSeconds(1))
                                .build(),
                        DeleteStep.of("4", leftOver)
                                .expected(new ResourceVersion("6"), state)
                                .uid("u-1")
                                .build()))
                .build();
    }

    private FieldChange passwordChange() {
        JsonPointer field = JsonPointer.parse("/data/password");
        return new FieldChange(
                field,
                Optional.of(SecretFields.mask(secret.key(), field, TextValue.of("b2xk"))),
                Optional.of(SecretFields.mask(secret.key(), field, TextValue.of(PASSWORD))));
    }

    private static void assertFails(Value saved, String code) {
        assertThatThrownBy(() -> Plan.from((MapValue) saved))
                .isInstanceOf(MeshKitException.class)
                .hasMessageContaining("[" + code + "]");
    }

    private static Resource resource(String group, String kind, String namespace, String name, MapValue more) {
        MapValue.Builder body = MapValue.builder()
                .put("apiVersion", group.isEmpty() ? "v1" : group + "/v1")
                .put("kind", kind)
                .put(
                        "metadata",
                        MapValue.builder()
                                .put("namespace", namespace)
                                .put("name", name)
                                .build());
        more.forEach(entry -> body.put(entry.key(), entry.value()));
        return Resource.of(new ResourceKey(STORE, new GroupKind(group, kind), namespace, name), body.build());
    }
}
