// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import static io.meshkit.core.internal.plan.Workbench.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.document.MapValue;
import io.meshkit.plan.FieldChange;
import io.meshkit.resource.LiveResource;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceVersion;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Items of lists are told apart by their names where they have some: in differences, when widening, and when bringing back. */
class ListItemsTest {

    private static final ResourceDiff DIFF = new ResourceDiff(new ForeignFields(List.of()));

    private static Resource rule(String spec) {
        return yaml("{apiVersion: example.com/v1, kind: Rule, metadata: {name: a, namespace: default}, spec: " + spec
                + "}");
    }

    private static List<FieldChange> diff(String before, String after) {
        return DIFF.between(rule(before).key(), rule(before).body(), rule(after).body());
    }

    private static List<String> shown(List<FieldChange> changes) {
        return changes.stream()
                .map(change -> change.field() + ": "
                        + change.before().map(Object::toString).orElse("-") + " → "
                        + change.after().map(Object::toString).orElse("-"))
                .toList();
    }

    private static String spec(Resource resource) {
        return resource.body().map("spec").map(MapValue::toString).orElse("");
    }

    @Test
    void a_new_item_before_others_is_one_change() {
        assertThat(shown(diff("{s: [{name: v1, x: 1}]}", "{s: [{name: v0, x: 0}, {name: v1, x: 1}]}")))
                .containsExactly("/spec/s/0: - → {name: v0, x: 0}");
    }

    @Test
    void a_change_inside_an_item_that_moved_is_found_at_the_place_it_had() {
        assertThat(shown(
                        diff("{s: [{name: v1, x: 1}, {name: v2, x: 2}]}", "{s: [{name: v2, x: 3}, {name: v1, x: 1}]}")))
                .containsExactly("/spec/s/1/x: 2 → 3");
    }

    @Test
    void an_item_that_is_gone_is_found_at_its_old_place() {
        assertThat(shown(diff("{s: [{name: v1}, {name: v2}]}", "{s: [{name: v2}]}")))
                .containsExactly("/spec/s/0: {name: v1} → -");
    }

    @Test
    void items_without_names_are_compared_by_place() {
        assertThat(shown(diff("{s: [1, 2, 3]}", "{s: [1, 4]}")))
                .containsExactly("/spec/s/1: 2 → 4", "/spec/s/2: 3 → -");
    }

    @Test
    void items_of_which_two_have_one_name_are_compared_by_place() {
        assertThat(shown(diff("{s: [{name: x, n: 1}, {name: x, n: 2}]}", "{s: [{name: x, n: 1}, {name: x, n: 3}]}")))
                .containsExactly("/spec/s/1/n: 2 → 3");
    }

    @Test
    void items_may_be_named_by_key_or_id() {
        assertThat(shown(diff("{s: [{key: a}]}", "{s: [{key: b}, {key: a}]}"))).hasSize(1);
        assertThat(shown(diff("{s: [{id: a}]}", "{s: [{id: b}, {id: a}]}"))).hasSize(1);
    }

    @Test
    void a_field_that_becomes_another_kind_of_value_is_one_change() {
        assertThat(shown(diff("{s: {a: 1}}", "{s: [1]}"))).containsExactly("/spec/s: {a: 1} → [1]");
    }

    @Test
    void a_widened_list_has_the_new_items_and_those_that_go() {
        Resource live = rule("{s: [{name: v1, x: 1}], gone: y}");
        Resource wanted = rule("{s: [{name: v2, x: 2}]}");

        Resource wide =
                Widening.of(wanted, live.body(), diff("{s: [{name: v1, x: 1}], gone: y}", "{s: [{name: v2, x: 2}]}"));

        assertThat(spec(wide)).isEqualTo("{s: [{name: v2, x: 2}, {name: v1, x: 1}], gone: y}");
    }

    @Test
    void what_goes_from_inside_an_item_stays_in_that_item_when_widened() {
        String was = "{s: [{name: v1, old: 1}, {name: v2}]}";
        String will = "{s: [{name: v3}, {name: v2}, {name: v1}]}";

        Resource wide = Widening.of(rule(will), rule(was).body(), diff(was, will));

        assertThat(spec(wide)).isEqualTo("{s: [{name: v3}, {name: v2}, {name: v1, old: 1}]}");
    }

    @Test
    void what_goes_from_inside_something_that_is_gone_too_is_kept_as_a_whole() {
        Resource wide = Widening.of(
                rule("{x: 1}"), rule("{x: 1, a: {b: {c: 1}}}").body(), diff("{x: 1, a: {b: {c: 1}}}", "{x: 1}"));

        assertThat(spec(wide)).isEqualTo("{x: 1, a: {b: {c: 1}}}");
    }

    @Test
    void what_went_from_inside_an_item_that_moved_is_brought_back() {
        String was = "{s: [{name: v1, old: 1}, {name: v2}]}";
        String written = "{s: [{name: v2}, {name: v1}]}";
        PreImage before = new PreImage(new LiveResource(rule(was), new ResourceVersion("1")));

        assertThat(spec(before.restoring(rule(written), diff(was, written))))
                .isEqualTo("{s: [{name: v2}, {name: v1, old: 1}]}");
    }

    @Test
    void bringing_back_gives_changed_fields_their_values_leaves_new_ones_out_and_returns_what_went() {
        String was = "{n: 1, gone: x, s: [{name: v1, w: 10}]}";
        String written = "{n: 2, fresh: y, s: [{name: v2, w: 50}, {name: v1, w: 50}]}";
        PreImage before = new PreImage(new LiveResource(rule(was), new ResourceVersion("1")));

        String back = spec(before.restoring(rule(written), diff(was, written)));

        assertThat(back).contains("n: 1").contains("gone: x").contains("{name: v1, w: 10}");
        assertThat(back).doesNotContain("fresh").doesNotContain("50").doesNotContain("v2");
    }

    @Test
    void an_object_made_anew_has_nothing_of_the_one_that_was() {
        Resource was = yaml("""
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: a, namespace: default, uid: u, resourceVersion: "7", creationTimestamp: t, labels: {x: y}}
            data: {k: v}
            status: {s: t}
            """);

        Resource anew = new PreImage(new LiveResource(was, new ResourceVersion("7"))).recreation();

        assertThat(anew.body())
                .hasToString(
                        "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: default, labels: {x: y}}, "
                                + "data: {k: v}}");
    }
}
