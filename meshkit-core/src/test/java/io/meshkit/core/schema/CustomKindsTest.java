// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.document.JsonPointer;
import io.meshkit.document.MapValue;
import io.meshkit.finding.Finding;
import io.meshkit.finding.Report;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Resource;
import io.meshkit.resource.StoreId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CustomKindsTest {

    private static final GroupKind ROUTE = new GroupKind("example.org", "Route");

    private static final MapValue CRD = Json.map("""
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: routes.example.org}
        spec:
          group: example.org
          names: {kind: Route, plural: routes}
          versions:
          - name: v1
            schema:
              openAPIV3Schema:
                type: object
                properties:
                  spec:
                    type: object
                    required: [hosts]
                    properties:
                      hosts: {type: array, minItems: 1, maxItems: 2, items: {type: string, minLength: 1, maxLength: 9, pattern: '^[a-z.]+$'}}
                      weight: {type: integer, minimum: 0, maximum: 100, multipleOf: 5}
                      share: {type: number, minimum: 0, exclusiveMinimum: true, maximum: 1, exclusiveMaximum: true}
                      mode: {type: string, enum: [STRICT, PERMISSIVE]}
                      since: {type: string, format: date-time}
                      port: {x-kubernetes-int-or-string: true}
                      tags: {type: array, items: {type: string}, x-kubernetes-list-type: set}
                      ports: {type: array, x-kubernetes-list-type: map, x-kubernetes-list-map-keys: [name], items: {type: object, properties: {name: {type: string}, port: {type: integer}}}}
                      labels: {type: object, minProperties: 1, maxProperties: 1, additionalProperties: {type: string}}
                      match:
                        type: object
                        oneOf: [{required: [exact]}, {required: [prefix]}]
                        properties: {exact: {type: string}, prefix: {type: string}}
                      odd: {type: integer, not: {enum: [13]}}
                      size: {type: integer, oneOf: [{maximum: 3}, {minimum: 7}]}
        """);

    private static final CustomKinds KINDS = CustomKinds.of(List.of(Json.map("kind: ConfigMap"), CRD));

    private static Resource route(String spec) {
        String text = "apiVersion: example.org/v1\nkind: Route\nmetadata: {name: r}\nspec:\n  " + spec;
        return Resource.kubernetes(new StoreId("k8s:test"), (MapValue) Json.value("r.yaml", text))
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        wieght: 5           | MKP003 | 6:3  | unknown key "wieght" in spec; did you mean "weight"?
        ports: [{nme: a}]   | MKP003 | 6:12 | unknown key "nme" in spec.ports[0]; did you mean "name"?
        weight: ninety      | MKP004 | 6:11 | spec.weight must be a whole number, not "ninety", a text
        weight: "90"        | MKP004 | 6:11 | spec.weight must be a whole number, not "90", a text; write 90
        weight: -5          | MKP005 | 6:11 | spec.weight must be at least 0, not -5
        weight: 105         | MKP005 | 6:11 | spec.weight must be at most 100, not 105
        weight: 7           | MKP005 | 6:11 | spec.weight must be a multiple of 5, not 7
        share: 0            | MKP005 | 6:10 | spec.share must be more than 0, not 0
        share: 1            | MKP005 | 6:10 | spec.share must be less than 1, not 1
        mode: STRIKT        | MKP005 | 6:9  | spec.mode must be "STRICT" or "PERMISSIVE", not "STRIKT"; did you mean "STRICT"?
        since: today        | MKP005 | 6:10 | spec.since "today" has the wrong form; it must be a date-time
        port: true          | MKP004 | 6:9  | spec.port must be a whole number or a text, not true
        tags: [a, b, a]     | MKP005 | 6:16 | spec.tags[2] is there twice: "a"
        ports: [{name: a}, {name: a, port: 1}] | MKP005 | 6:22 | spec.ports[1] is there twice by name: {"name":"a"}
        ports: [1]          | MKP004 | 6:11 | spec.ports[0] must be a map, not 1, a whole number
        labels: {}          | MKP005 | 6:11 | spec.labels has too few keys; it needs at least 1
        labels: {a: b, c: d} | MKP005 | 6:11 | spec.labels has too many keys; it may have at most 1
        match: {exact: a, prefix: b} | MKP005 | 6:10 | spec.match must have only one of exact or prefix, not exact and prefix together
        match: {}           | MKP005 | 6:10 | spec.match must have one of exact or prefix
        odd: 13             | MKP005 | 6:8  | spec.odd is not allowed: Invalid value: "": "spec.odd" must not validate the schema (not)
        size: 5             | MKP005 | 6:9  | spec.size must be at most 3, not 5
        """)
    void what_a_server_would_prune_or_refuse_is_told_at_its_place(
            String line, String code, String place, String message) {
        List<Finding> found = KINDS.check(route("hosts: [a.b]\n  " + line)).findings();

        assertThat(found).isNotEmpty();
        assertThat(found.get(0).message()).isEqualTo(message);
        assertThat(found.get(0).code()).hasToString(code);
        assertThat(found.get(0).place().orElseThrow()).hasToString("r.yaml:" + place);
        assertThat(found.get(0).resource().orElseThrow().groupKind()).isEqualTo(ROUTE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        hosts: []           | spec.hosts has too few items; it needs at least 1
        hosts: [a, b, c]    | spec.hosts has too many items; it may have at most 2
        hosts: [""]         | spec.hosts[0] must not be empty
        hosts: [abcdefghij] | spec.hosts[0] is too long; it may have at most 9 characters
        hosts: [A]          | spec.hosts[0] "A" has the wrong form; it must match ^[a-z.]+$
        weight: 5           | r.spec lacks the key "hosts"
        """)
    void the_rules_of_lists_and_texts_are_told_too(String spec, String message) {
        assertThat(KINDS.check(route(spec)).findings())
                .extracting(Finding::message)
                .containsExactly(message.replace("r.spec", "spec"));
    }

    @Test
    void a_missing_key_is_not_told_when_a_misspelt_one_was_meant_for_it() {
        assertThat(KINDS.check(route("host: [a]")).findings())
                .extracting(Finding::message)
                .containsExactly("unknown key \"host\" in spec; did you mean \"hosts\"?");
    }

    @Test
    void keys_beside_spec_are_known() {
        Resource resource = route("hosts: [a]");
        Report report = KINDS.check(resource.withBody(resource.body().with("metdata", MapValue.EMPTY)));

        assertThat(report.findings())
                .extracting(Finding::message)
                .containsExactly("unknown key \"metdata\"; did you mean \"metadata\"?");
    }

    @Test
    void a_good_resource_has_no_findings() {
        assertThat(KINDS.check(route("hosts: [a]\n  weight: 5\n  port: http")).findings())
                .isEmpty();
    }

    @Test
    void a_duplicate_shows_where_it_was_first() {
        assertThat(KINDS.check(route("hosts: [a]\n  tags: [a, b, a]"))
                        .findings()
                        .get(0)
                        .related())
                .singleElement()
                .satisfies(related -> assertThat(related.place()).hasToString("r.yaml:6:10"));
    }

    @Test
    void kinds_and_versions_without_schema_are_not_judged() {
        Resource resource = route("anything: goes");
        MapValue v2 = (MapValue) resource.body()
                .with(JsonPointer.parse("/apiVersion"), io.meshkit.document.TextValue.of("example.org/v2"));

        assertThat(KINDS.check(resource.withBody(v2)).findings()).isEmpty();
        assertThat(KINDS.hasProperty(ROUTE, "v2", JsonPointer.ROOT)).isEmpty();
    }

    @Test
    void properties_are_asked_for_by_their_place_in_the_schema() {
        assertThat(KINDS.hasProperty(ROUTE, "v1", JsonPointer.parse("/spec/ports/items/name")))
                .contains(true);
        assertThat(KINDS.hasProperty(ROUTE, "v1", JsonPointer.parse("/spec/labels/additionalProperties")))
                .contains(true);
        assertThat(KINDS.hasProperty(ROUTE, "v1", JsonPointer.parse("/spec/retryBudget")))
                .contains(false);
    }

    @Test
    void a_schema_that_takes_any_field_cannot_tell_which_it_has() {
        CustomKinds open = CustomKinds.of(List.of(Json.map("""
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: routes.example.org}
            spec:
              group: example.org
              names: {kind: Route, plural: routes}
              versions:
              - name: v1
                schema:
                  openAPIV3Schema:
                    type: object
                    properties:
                      spec:
                        type: object
                        properties: {any: {type: object, x-kubernetes-preserve-unknown-fields: true}}
            """)));

        assertThat(open.hasProperty(ROUTE, "v1", JsonPointer.parse("/spec/any/field")))
                .isEmpty();
        assertThat(open.hasProperty(ROUTE, "v1", JsonPointer.parse("/spec/any")))
                .contains(true);
        assertThat(open.hasProperty(ROUTE, "v1", JsonPointer.parse("/spec/other")))
                .contains(false);
    }

    @Test
    void a_schema_is_asked_for_once_and_only_when_needed() {
        List<String> asked = new ArrayList<>();
        CustomKinds lazy = CustomKinds.lazy((groupKind, version) -> {
            asked.add(groupKind + "/" + version);
            return Optional.empty();
        });
        assertThat(asked).isEmpty();

        lazy.check(route("hosts: [a]"));
        lazy.check(route("hosts: [a]"));

        assertThat(asked).containsExactly("Route.example.org/v1");
    }
}
