// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.document.JsonPointer;
import io.meshkit.finding.Code;
import io.meshkit.finding.Finding;
import io.meshkit.plan.DesiredResource;
import io.meshkit.plan.DesiredState;
import io.meshkit.resource.Rejection;
import io.meshkit.resource.Rejection.Cause;
import io.meshkit.resource.Resource;
import io.meshkit.resource.StoreException.Reason;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What of a server's refusal is told, and at which place. */
class RefusalsTest {

    private static final Resource WIDGET = Workbench.yaml("""
        apiVersion: parts.example.com/v1
        kind: Widget
        metadata:
          name: first
          namespace: default
          labels:
            team: shop
            tier: "not a label"
            "bad key!": x
        spec:
          size: eleven
          inner:
            mode: cold
          parts:
            - weight: 1
            - colour: red
          hosts: [a.example.com, "b b"]
        """);

    private static final String UNCHECKED = "Invalid value: null: some validation rules were not checked because the "
            + "object was invalid; correct the existing errors to complete validation";

    private final Workbench bench = new Workbench();

    @Test
    void a_field_that_has_an_error_already_is_not_told_again() {
        Finding known = error("/spec/size").build();

        List<Finding> told = told(
                known,
                cause("spec.size", "/spec/size", "Invalid value: \"string\": spec.size must be of type integer"),
                cause("spec.inner.mode", "/spec/inner/mode", "Unsupported value: \"cold\""));

        assertThat(told).extracting(RefusalsTest::line).containsExactly("MKP004 1", "MKP062 13");
    }

    @Test
    void the_same_field_of_another_resource_is_told() {
        Resource other = Workbench.yaml("{apiVersion: parts.example.com/v1, kind: Widget, metadata: {name: second}}");
        Finding known = Finding.error(new Code("MKP004"), "wrong type")
                .resource(other.key())
                .pointer(JsonPointer.parse("/spec/size"))
                .build();

        assertThat(told(known, cause("spec.size", "/spec/size", "Invalid value")))
                .extracting(finding -> finding.code().value())
                .containsExactlyInAnyOrder("MKP004", "MKP062");
    }

    @Test
    void a_warning_of_a_field_does_not_hide_its_refusal() {
        Finding known = Finding.warning(new Code("MKP004"), "odd")
                .resource(WIDGET.key())
                .pointer(JsonPointer.parse("/spec/size"))
                .build();

        assertThat(told(known, cause("spec.size", "/spec/size", "Invalid value")))
                .hasSize(2);
    }

    @Test
    void a_missing_key_that_is_known_to_miss_is_not_told_again_but_another_is() {
        Finding known = error("/spec/inner").parameter("key", "kind").build();

        List<Finding> told = told(
                known,
                cause("spec.inner.kind", "/spec/inner/kind", "Required value"),
                cause("spec.inner.place", "/spec/inner/place", "Required value"));

        assertThat(told).extracting(RefusalsTest::line).containsExactly("MKP004 1", "MKP062 12");
    }

    @Test
    void a_combination_of_schemas_is_not_told_beside_what_breaks_it() {
        assertThat(told(
                        error("/spec/inner/mode").build(),
                        cause(
                                "spec.inner",
                                "/spec/inner",
                                "\"spec.inner\" must validate one and only one schema (oneOf)")))
                .hasSize(1);
        assertThat(told(
                        cause("spec.inner.mode", "/spec/inner/mode", "must be of type integer"),
                        cause(
                                "spec.inner",
                                "/spec/inner",
                                "\"spec.inner\" must validate one and only one schema (oneOf)")))
                .extracting(RefusalsTest::line)
                .containsExactly("MKP062 13");
    }

    @Test
    void a_combination_of_schemas_alone_is_told() {
        assertThat(told(cause("", "/spec/inner", "\"spec.inner\" must validate one and only one schema (oneOf)")))
                .extracting(RefusalsTest::line)
                .containsExactly("MKP062 13");
    }

    @Test
    void what_one_of_several_forms_asks_for_is_not_told_beside_the_complaint_of_the_forms() {
        Finding known = error("/spec/inner").build();

        assertThat(told(known, cause("spec.inner.exact", "/spec/inner/exact", "Required value")))
                .hasSize(1);
    }

    @Test
    void that_some_rules_were_not_checked_is_not_told_beside_the_errors() {
        assertThat(told(error("/spec/size").build(), cause("", "", UNCHECKED))).hasSize(1);
        assertThat(told(cause("spec.size", "/spec/size", "Invalid value"), cause("", "", UNCHECKED)))
                .hasSize(1);
    }

    @Test
    void a_complaint_that_a_server_makes_twice_is_told_once() {
        Cause cause = cause("spec.size", "/spec/size", "Invalid value");

        assertThat(told(cause, cause)).hasSize(1);
    }

    @Test
    void a_refusal_without_causes_is_told_also_when_something_else_is_wrong() {
        assertThat(told(error("/spec/size").build())).hasSize(2);
    }

    @Test
    void a_bad_entry_is_found_by_the_value_that_the_server_quotes() {
        assertThat(told(cause(
                        "metadata.labels",
                        "/metadata/labels",
                        "Invalid value: \"not a label\": a valid label must be an empty string or consist of")))
                .extracting(RefusalsTest::line)
                .containsExactly("MKP062 8");
    }

    @Test
    void a_bad_entry_is_found_by_the_key_that_the_server_quotes() {
        assertThat(told(cause(
                        "metadata.labels",
                        "/metadata/labels",
                        "Invalid value: \"bad key!\": name part must consist of")))
                .extracting(RefusalsTest::line)
                .containsExactly("MKP062 9");
    }

    @Test
    void a_bad_item_is_found_by_the_value_that_the_server_quotes() {
        assertThat(told(cause("spec.hosts", "/spec/hosts", "Invalid value: \"b b\": must be a host")))
                .extracting(Finding::place)
                .allSatisfy(place -> assertThat(place).get().hasToString("test.yaml:17:26"));
    }

    @Test
    void a_missing_key_of_an_item_is_told_at_the_item() {
        assertThat(told(cause("spec.parts[1].weight", "/spec/parts/1/weight", "Required value")))
                .extracting(RefusalsTest::line)
                .containsExactly("MKP062 16");
    }

    private static Finding.Builder error(String pointer) {
        return Finding.error(new Code("MKP004"), "wrong")
                .resource(WIDGET.key())
                .pointer(JsonPointer.parse(pointer))
                .at(WIDGET.body().keyPlace("apiVersion"));
    }

    private static Cause cause(String field, String pointer, String message) {
        return new Cause(
                field,
                pointer.isEmpty() ? Optional.empty() : Optional.of(JsonPointer.parse(pointer)),
                message,
                Optional.empty());
    }

    private List<Finding> told(Cause... causes) {
        return told(List.of(), causes);
    }

    private List<Finding> told(Finding known, Cause... causes) {
        return told(List.of(known), causes);
    }

    private List<Finding> told(List<Finding> known, Cause... causes) {
        bench.store.rejections.put(
                WIDGET.key().in(MemoryStore.ID), new Rejection(Reason.INVALID, "Widget is invalid", List.of(causes)));
        return bench.plan(DesiredState.of(Workbench.SET)
                        .add(DesiredResource.of(WIDGET).build())
                        .findings(known)
                        .build())
                .report()
                .findings();
    }

    private static String line(Finding finding) {
        return finding.code() + " "
                + finding.place().map(place -> place.span().line()).orElse(0);
    }
}
