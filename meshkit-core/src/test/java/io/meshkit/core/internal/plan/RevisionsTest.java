// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import static io.meshkit.core.internal.plan.Workbench.configMap;
import static io.meshkit.core.internal.plan.Workbench.key;
import static io.meshkit.core.internal.plan.Workbench.only;
import static io.meshkit.core.internal.plan.Workbench.state;
import static io.meshkit.core.internal.plan.Workbench.yaml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.meshkit.document.JsonPointer;
import io.meshkit.document.TextValue;
import io.meshkit.plan.Change;
import io.meshkit.plan.DesiredResource;
import io.meshkit.plan.DesiredState;
import io.meshkit.plan.Drift;
import io.meshkit.plan.ForeignField;
import io.meshkit.plan.OperationOptions;
import io.meshkit.plan.Plan;
import io.meshkit.plan.PlanOptions;
import io.meshkit.plan.Revision;
import io.meshkit.resource.DeleteOptions;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Rejection;
import io.meshkit.resource.Resource;
import io.meshkit.resource.SetId;
import io.meshkit.resource.StoreException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class RevisionsTest {

    private final Workbench bench = new Workbench();

    @Test
    void each_apply_that_changed_something_is_a_revision_with_its_time() {
        bench.planAndApply(state(configMap("a", "1")));
        bench.planAndApply(state(configMap("a", "1")));
        bench.planAndApply(state(configMap("a", "2"), configMap("b", "1")));

        assertThat(bench.planner().revisions(Workbench.SET))
                .extracting(Revision::number, Revision::resources, Revision::time)
                .containsExactly(tuple(1, 1, Workbench.NOW), tuple(2, 2, Workbench.NOW));
    }

    @Test
    void only_the_last_revisions_are_kept() {
        PlanOptions two = PlanOptions.DEFAULT.keepRevisions(2);
        for (int i = 1; i <= 5; i++) {
            bench.planAndApply(state(configMap("a", "" + i)), two);
        }

        assertThat(bench.planner().revisions(Workbench.SET))
                .extracting(Revision::number)
                .containsExactly(4, 5);
    }

    @Test
    void a_rollback_brings_back_what_was_changed_and_pruned_and_takes_away_what_is_new() {
        bench.planAndApply(state(configMap("a", "1"), configMap("b", "1")));
        bench.planAndApply(state(configMap("a", "2"), configMap("c", "1")));

        Plan back = bench.planner().planRollback(Workbench.SET, 1, PlanOptions.DEFAULT);
        bench.apply(back).orThrow();

        assertThat(bench.text(configMap("a", ""), "/data/key")).isEqualTo("1");
        assertThat(bench.find(configMap("b", ""))).isPresent();
        assertThat(bench.find(configMap("c", ""))).isEmpty();
    }

    @Test
    void a_revision_that_is_not_kept_is_named() {
        bench.planAndApply(state(configMap("a", "1")));

        assertThatThrownBy(() -> bench.planner().planRollback(Workbench.SET, 7, PlanOptions.DEFAULT))
                .hasMessageContaining("MK-REVISION-ABSENT")
                .hasMessageContaining("revision 7 of default/shop is not kept");
    }

    @Test
    void a_secret_that_is_still_there_is_rolled_back_by_its_digest() {
        bench.planAndApply(state(secret("b25l"), configMap("a", "1")));
        bench.planAndApply(state(secret("b25l"), configMap("a", "2")));

        Plan back = bench.planner().planRollback(Workbench.SET, 1, PlanOptions.DEFAULT);
        bench.apply(back).orThrow();

        assertThat(back.report().findings()).isEmpty();
        assertThat(back.count(Change.UPDATE)).isEqualTo(1);
        assertThat(bench.text(secret(""), "/data/p")).isEqualTo("b25l");
    }

    @Test
    void a_secret_that_nobody_has_any_more_is_a_finding() {
        bench.planAndApply(state(secret("b25l")));
        bench.planAndApply(state(secret("dHdv")));

        Plan back = bench.planner().planRollback(Workbench.SET, 1, PlanOptions.DEFAULT);

        assertThat(only(back, "MKP067").message()).contains("is known by its digest alone");
        assertThat(back.toValue().toString()).doesNotContain("b25l").doesNotContain("dHdv");
    }

    @Test
    void a_revision_holds_no_secret() {
        bench.planAndApply(state(secret("b25l")));

        Revisions revisions =
                new Revisions(bench.store, new io.meshkit.core.document.TextWriter(), java.time.Clock.systemUTC());

        assertThat(revisions.read(Workbench.SET, 1).state().toValue().toString())
                .doesNotContain("b25l");
    }

    @Test
    void texts_of_a_secret_are_compared_as_the_data_that_they_become() {
        Resource texts = yaml(
                "{apiVersion: v1, kind: Secret, metadata: {name: s, namespace: default}, stringData: {p: one, n: 5}}");
        bench.planAndApply(state(texts));

        assertThat(bench.text(texts, "/data/p")).isEqualTo("b25l");
        assertThat(bench.text(texts, "/stringData")).isEqualTo("absent");
        assertThat(bench.plan(state(texts)).hasChanges()).isFalse();
    }

    private static Resource secret(String value) {
        return yaml("{apiVersion: v1, kind: Secret, metadata: {name: s, namespace: default}, data: {p: \"" + value
                + "\"}}");
    }

    @Test
    void a_damaged_revision_is_refused_with_what_is_wrong() {
        bench.planAndApply(state(configMap("a", "1")));

        assertThat(readDamaged("no gzip".getBytes(StandardCharsets.UTF_8))).contains("cannot be unpacked");
        assertThat(readDamaged(zipped("{"))).contains("is no JSON document");
        assertThat(readDamaged(zipped("[]"))).contains("is no map");
        assertThat(readDamaged(zipped("{\"revisionVersion\": 9}"))).contains("not in the form of version 1");
        assertThat(readDamaged(zipped("{\"revisionVersion\": 1, \"time\": \"noon\", \"state\": {}}")))
                .contains("not in the form of version 1");
    }

    private String readDamaged(byte[] content) {
        bench.store.records().damage(Workbench.SET, 1, content);
        try {
            bench.planner().planRollback(Workbench.SET, 1, PlanOptions.DEFAULT);
            return "it was read";
        } catch (io.meshkit.MeshKitException e) {
            assertThat(e.code().value()).isEqualTo("MK-REVISION-DAMAGED");
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void a_revision_whose_state_is_not_in_its_form_is_refused() {
        bench.planAndApply(state(configMap("a", "1")));
        bench.store
                .records()
                .damage(
                        Workbench.SET,
                        1,
                        zipped("{\"revisionVersion\": 1, \"time\": \"2026-01-01T00:00:00Z\", \"state\": {}}"));

        assertThatThrownBy(() -> bench.planner().planRollback(Workbench.SET, 1, PlanOptions.DEFAULT))
                .isInstanceOf(io.meshkit.MeshKitException.class);
    }

    @Test
    void a_damaged_revision_does_not_stop_a_new_plan_that_prunes() {
        bench.planAndApply(state(configMap("a", "1"), configMap("b", "1")));
        bench.store.records().damage(Workbench.SET, 1, zipped("[]"));

        Plan plan = bench.plan(state(configMap("a", "1")));

        assertThat(only(plan, "MKP072").message()).contains("revision 1 of default/shop cannot be read");
        assertThat(plan.count(Change.DELETE)).isEqualTo(1);
    }

    @Test
    void a_revision_whose_state_is_damaged_does_not_stop_a_new_plan_either() {
        bench.planAndApply(state(configMap("a", "1"), configMap("b", "1")));
        bench.store
                .records()
                .damage(
                        Workbench.SET,
                        1,
                        zipped("{\"revisionVersion\": 1, \"time\": \"2026-01-01T00:00:00Z\", \"state\": {}}"));

        Plan plan = bench.plan(state(configMap("a", "1")));

        assertThat(Workbench.codes(plan)).containsExactly("MKP072");
        assertThat(plan.count(Change.DELETE)).isEqualTo(1);
    }

    @Test
    void a_damaged_revision_does_not_hide_the_others() {
        bench.planAndApply(state(configMap("a", "1")));
        bench.planAndApply(state(configMap("a", "2")));
        bench.store.records().damage(Workbench.SET, 1, zipped("[]"));

        assertThat(bench.planner().revisions(Workbench.SET))
                .extracting(io.meshkit.plan.Revision::number)
                .containsExactly(2);
    }

    private static byte[] zipped(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Test
    void a_large_state_is_kept_and_read_again() {
        String large = "x".repeat(17 * 1024 * 1024);
        Resource body = configMap("a", "1");
        Resource heavy = body.withBody(
                (io.meshkit.document.MapValue) body.body().with(JsonPointer.parse("/data/key"), TextValue.of(large)));
        bench.planAndApply(state(heavy));

        assertThat(bench.planner()
                        .planRollback(Workbench.SET, 1, PlanOptions.DEFAULT)
                        .hasChanges())
                .isFalse();
    }

    @Test
    void drift_names_what_changed_and_what_is_missing_and_nothing_else() {
        bench.planAndApply(state(configMap("a", "1"), configMap("b", "1"), configMap("c", "1")));
        bench.by("somebody", configMap("a", "theirs"));
        bench.store.delete(key("ConfigMap", "b"), DeleteOptions.DEFAULT);

        Drift drift = bench.planner().drift(Workbench.SET);

        assertThat(drift.resources())
                .extracting(one -> one.key().name(), Drift.Drifted::kind)
                .containsExactly(tuple("a", Drift.Kind.CHANGED), tuple("b", Drift.Kind.MISSING));
        assertThat(drift.render()).contains("data.key").contains("theirs");
    }

    @Test
    void what_others_add_is_no_drift() {
        bench.planAndApply(state(configMap("a", "1")));
        bench.by(
                "somebody",
                yaml("{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: default}, data: {more: x}}"));

        assertThat(bench.planner().drift(Workbench.SET).isEmpty()).isTrue();
    }

    @Test
    void foreign_fields_are_no_drift() {
        ForeignField field =
                new ForeignField(new GroupKind("", "ConfigMap"), JsonPointer.parse("/data/key"), "somebody", "test");
        bench.planAndApply(DesiredState.of(Workbench.SET)
                .add(DesiredResource.of(configMap("a", "1")).build())
                .foreign(List.of(field))
                .build());
        bench.by("somebody", configMap("a", "theirs"));

        assertThat(bench.planner().drift(Workbench.SET).isEmpty()).isTrue();
    }

    @Test
    void a_secret_that_drifted_is_shown_by_digests() {
        bench.planAndApply(state(secret("b25l")));
        bench.by("somebody", secret("dHdv"));

        Drift drift = bench.planner().drift(Workbench.SET);

        assertThat(drift.resources())
                .singleElement()
                .satisfies(one -> assertThat(one.kind()).isEqualTo(Drift.Kind.CHANGED));
        assertThat(drift.render()).doesNotContain("b25l").doesNotContain("dHdv");
    }

    @Test
    void what_cannot_be_read_or_compared_is_said_to_be_so() {
        bench.planAndApply(state(configMap("a", "1"), secret("b25l")));
        bench.by("somebody", configMap("a", "theirs"));
        bench.store.rejections.put(key("ConfigMap", "a"), new Rejection(Reason.INVALID, "no such thing", List.of()));
        bench.store.beforeRead = kind -> {
            if (kind.kind().equals("Secret")) {
                throw MemoryStore.failure(Reason.FORBIDDEN, null, "you may not.");
            }
        };

        assertThat(bench.planner().drift(Workbench.SET).resources())
                .extracting(one -> one.key().name(), Drift.Drifted::kind)
                .containsExactly(tuple("a", Drift.Kind.UNREADABLE), tuple("s", Drift.Kind.UNREADABLE));
    }

    @Test
    void a_set_that_was_never_applied_has_no_drift_to_tell() {
        assertThatThrownBy(() -> bench.planner().drift(new SetId("default", "none")))
                .hasMessageContaining("MK-REVISION-ABSENT");
    }

    @Test
    void after_an_apply_that_failed_drift_compares_with_the_last_revision() {
        bench.planAndApply(state(configMap("a", "1")));
        bench.store.beforeWrite = write -> {
            if (write.startsWith("apply")) {
                throw MemoryStore.failure(Reason.SERVER, null, "it broke.");
            }
        };
        bench.apply(bench.plan(state(configMap("a", "2"))), OperationOptions.DEFAULT);

        Drift drift = bench.planner().drift(Workbench.SET);

        assertThat(drift.revision()).isEqualTo(1);
        assertThat(drift.isEmpty()).isTrue();
        assertThat(bench.store.inventories().read(Workbench.SET).map(one -> one.revision()))
                .isEqualTo(Optional.of(0));
    }
}
