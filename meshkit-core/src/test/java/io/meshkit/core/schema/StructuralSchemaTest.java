// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshkit.MeshKitException;
import io.meshkit.core.schema.SchemaViolation.Reason;
import io.meshkit.document.JsonPointer;
import io.meshkit.document.MapValue;
import io.meshkit.document.NumberValue;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StructuralSchemaTest {

    private static final String HEAD = "apiVersion: example.org/v1\nkind: Widget\nmetadata: {name: w}\n";

    /** The schema of a resource whose spec has one property {@code x} of the given schema. */
    private static StructuralSchema withX(String schemaOfX) {
        return StructuralSchema.parse(Json.map("""
            {type: object, properties: {spec: {type: object, properties: {x: %s}}}}\
            """.formatted(schemaOfX)));
    }

    private static List<String> complaints(String schemaOfX, String x) {
        return withX(schemaOfX).validate(Json.map(HEAD + "spec: {x: " + x + "}")).stream()
                .map(SchemaViolation::toString)
                .toList();
    }

    @Test
    void a_good_resource_has_no_complaints() {
        assertThat(complaints("{type: integer, minimum: 0}", "3")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {type: integer}                             | text    | spec.x: Invalid value: "string": spec.x in body must be of type integer: "string"
        {type: string}                              | 1       | spec.x: Invalid value: "integer": spec.x in body must be of type string: "integer"
        {type: string}                              | null    | spec.x: Invalid value: "null": spec.x in body must be of type string: "null"
        {type: boolean}                             | []      | spec.x: Invalid value: "array": spec.x in body must be of type boolean: "array"
        {type: object}                              | true    | spec.x: Invalid value: "boolean": spec.x in body must be of type object: "boolean"
        {x-kubernetes-int-or-string: true}          | true    | spec.x: Invalid value: "boolean": spec.x in body must be of type integer,string: "boolean"
        {type: integer, minimum: 0}                 | -4      | spec.x: Invalid value: -4: spec.x in body should be greater than or equal to 0
        {type: integer, minimum: 0, exclusiveMinimum: true} | 0 | spec.x: Invalid value: 0: spec.x in body should be greater than 0
        {type: integer, maximum: 1000000}           | 1000001 | spec.x: Invalid value: 1000001: spec.x in body should be less than or equal to 1000000
        {type: number, maximum: 1000000, exclusiveMaximum: true} | 1000000.5 | spec.x: Invalid value: 1.0000005e+06: spec.x in body should be less than 1e+06
        {type: integer, multipleOf: 5}              | 7       | spec.x: Invalid value: 7: spec.x in body should be a multiple of 5
        {type: string, minLength: 3}                | ab      | spec.x: Invalid value: "ab": spec.x in body should be at least 3 chars long
        {type: string, maxLength: 3}                | abcd    | spec.x: Too long: may not be more than 3 bytes
        {type: string, pattern: '^a+$'}             | ab      | spec.x: Invalid value: "ab": spec.x in body should match '^a+$'
        {type: string, enum: [ALLOW, DENY]}         | NOPE    | spec.x: Unsupported value: "NOPE": supported values: "ALLOW", "DENY"
        {type: integer, enum: [1, 2]}               | 3       | spec.x: Unsupported value: 3: supported values: "1", "2"
        {type: array, items: {type: string}, minItems: 1} | []  | spec.x: Invalid value: 0: spec.x in body should have at least 1 items
        {type: array, items: {type: string}, maxItems: 1} | [a, b] | spec.x: Too many: 2: must have at most 1 item
        {type: array, items: {type: string}, uniqueItems: true} | [a, a] | spec.x: Invalid value: "": spec.x in body shouldn't contain duplicates
        {type: array, items: {type: string}}        | [a, 2]  | spec.x[1]: Invalid value: "integer": spec.x[1] in body must be of type string: "integer"
        {type: object, minProperties: 1}            | {}      | spec.x: Invalid value: 0: spec.x in body should have at least 1 properties
        {type: object, maxProperties: 1}            | {a: 1, b: 2} | spec.x: Too many: 2: must have at most 1 item
        {type: object, required: [a]}               | {}      | spec.x.a: Required value
        {type: object, additionalProperties: {type: string}} | {a: 1} | spec.x.a: Invalid value: "integer": spec.x.a in body must be of type string: "integer"
        {type: object, additionalProperties: false} | {a: 1}  | spec.x: Invalid value: "a": spec.x.a in body is a forbidden property
        {type: string, format: date-time}           | today   | spec.x: Invalid value: "today": spec.x in body must be of type date-time: "today"
        {type: string, not: {enum: [a]}}            | a       | <nil>: Invalid value: "": "spec.x" must not validate the schema (not)
        {type: array, items: {type: string}, x-kubernetes-list-type: set} | [a, b, a] | spec.x[2]: Duplicate value: "a"
        """)
    void each_keyword_complains_in_the_words_of_a_server(String schemaOfX, String x, String complaint) {
        assertThat(complaints(schemaOfX, x)).containsExactly(complaint);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {type: integer}                              | 1.0
        {type: number}                               | 1
        {type: string, nullable: true}               | null
        {type: string, nullable: true, enum: [null]} | null
        {x-kubernetes-int-or-string: true}           | http
        {x-kubernetes-int-or-string: true}           | 80
        {x-kubernetes-preserve-unknown-fields: true} | {any: [thing]}
        {type: string, format: made-up}              | anything
        {type: string, maxLength: 3}                 | äöü
        {type: string, pattern: 'b'}                 | abc
        {type: string, pattern: '^[[:alpha:]]+$'}    | abc
        {type: array, items: {type: string}}         | [a, a]
        """)
    void what_a_server_accepts_has_no_complaints(String schemaOfX, String x) {
        assertThat(complaints(schemaOfX, x)).isEmpty();
    }

    @Test
    void integers_must_fit_their_format() {
        assertThat(complaints("{type: integer, format: int32}", "2147483648"))
                .containsExactly(
                        "<nil>: Invalid value: \"\": Checked value must be of type integer with format int32 in"
                                + " spec.x");
        assertThat(complaints("{type: integer, format: int64}", "2147483648")).isEmpty();
        assertThat(complaints("{type: integer}", "1.5"))
                .containsExactly(
                        "spec.x: Invalid value: \"number\": spec.x in body must be of type integer: \"number\"",
                        "<nil>: Invalid value: \"\": Checked value must be of type integer (default format) in spec.x");
    }

    @Test
    void two_valid_alternatives_of_one_of_are_counted() {
        String match = "{type: object, oneOf: [{not: {anyOf: [{required: [exact]}, {required: [prefix]}]}},"
                + " {required: [exact]}, {required: [prefix]}],"
                + " properties: {exact: {type: string}, prefix: {type: string}}}";

        assertThat(complaints(match, "{exact: a, prefix: b}"))
                .containsExactly("<nil>: Invalid value: \"\": \"spec.x\" must validate one and only one schema (oneOf)."
                        + " Found 2 valid alternatives");
        assertThat(complaints(match, "{exact: a}")).isEmpty();
        assertThat(complaints(match, "{}")).isEmpty();
    }

    @Test
    void of_failing_branches_the_one_that_came_furthest_is_shown() {
        String schema = "{type: object, oneOf: [{required: [a]}, {properties: {b: {minimum: 5}}, required: [b]}],"
                + " properties: {a: {type: string}, b: {type: integer}}}";

        assertThat(complaints(schema, "{b: 3}"))
                .containsExactly(
                        "<nil>: Invalid value: \"\": \"spec.x\" must validate one and only one schema (oneOf). Found"
                                + " none valid",
                        "spec.x.b: Invalid value: 3: spec.x.b in body should be greater than or equal to 5");
    }

    @Test
    void any_of_wants_at_least_one_and_all_of_wants_all() {
        String anyOf = "{type: integer, anyOf: [{maximum: 3}, {minimum: 7}]}";
        String allOf = "{type: integer, allOf: [{maximum: 7}, {minimum: 3}]}";

        assertThat(complaints(anyOf, "5"))
                .first()
                .isEqualTo("<nil>: Invalid value: \"\": \"spec.x\" must validate at least one schema (anyOf)");
        assertThat(complaints(anyOf, "2")).isEmpty();
        assertThat(complaints(allOf, "2"))
                .containsExactly(
                        "spec.x: Invalid value: 2: spec.x in body should be greater than or equal to 3",
                        "<nil>: Invalid value: \"\": \"spec.x\" must validate all the schemas (allOf)");
    }

    @Test
    void items_of_a_list_map_with_equal_keys_are_duplicates() {
        String ports = "{type: array, x-kubernetes-list-type: map, x-kubernetes-list-map-keys: [port, protocol],"
                + " items: {type: object, properties: {port: {type: integer}, protocol: {type: string}}}}";

        List<SchemaViolation> found = withX(ports)
                .validate(Json.map(
                        HEAD + "spec: {x: [{port: 80, protocol: TCP}, {port: 80}, {port: 80, protocol: TCP}]}"));

        assertThat(found).singleElement().satisfies(violation -> {
            assertThat(violation.reason()).isEqualTo(Reason.DUPLICATE);
            assertThat(violation.pointer()).isEqualTo(JsonPointer.parse("/spec/x/2"));
            assertThat(violation).hasToString("spec.x[2]: Duplicate value: {\"port\":80,\"protocol\":\"TCP\"}");
        });
    }

    @Test
    void an_item_of_a_list_map_must_be_a_map() {
        String ports = "{type: array, x-kubernetes-list-type: map, x-kubernetes-list-map-keys: [a], items: {}}";

        assertThat(complaints(ports, "[1]"))
                .containsExactly("spec.x[0]: Invalid value: 1: must be an object for an array of list-type map");
    }

    @Test
    void resources_inside_need_an_api_version_and_a_kind() {
        String embedded =
                "{type: object, x-kubernetes-embedded-resource: true, x-kubernetes-preserve-unknown-fields: true}";

        assertThat(complaints(embedded, "{apiVersion: a/b/c, kind: 7, metadata: {labels: {a: 1}}}"))
                .containsExactly(
                        "spec.x.apiVersion: Invalid value: \"a/b/c\": unexpected GroupVersion string: a/b/c",
                        "spec.x.kind: Invalid value: 7: must be a string",
                        "spec.x.metadata.labels[a]: Invalid value: 1: must be a string");
        assertThat(complaints(embedded, "{}"))
                .containsExactly("spec.x.apiVersion: Required value", "spec.x.kind: Required value");
        assertThat(complaints(embedded, "{apiVersion: v1, kind: 'a b', metadata: 1}"))
                .hasSize(2);
    }

    @Test
    void reasons_and_pointers_are_given_for_programs() {
        List<SchemaViolation> found = withX("{type: object, required: [a]}").validate(Json.map(HEAD + "spec: {x: {}}"));

        assertThat(found).singleElement().satisfies(violation -> {
            assertThat(violation.reason().wireName()).isEqualTo("FieldValueRequired");
            assertThat(violation.pointer()).isEqualTo(JsonPointer.parse("/spec/x/a"));
            assertThat(violation.keyword()).isEqualTo("required");
        });
    }

    @Test
    void unknown_keys_are_pruned_and_named() {
        StructuralSchema schema = withX("{type: array, items: {type: object, properties: {a: {type: string}}}}");

        StructuralSchema.Pruned pruned =
                schema.prune(Json.map(HEAD + "spec: {x: [{a: b}, {a: b, c: d}], y: {z: 1}}\nstatus: {}"));

        assertThat(pruned.value()).isEqualTo(Json.map(HEAD + "spec: {x: [{a: b}, {a: b}]}"));
        assertThat(pruned.pruned())
                .extracting(JsonPointer::toString)
                .containsExactly("/spec/x/1/c", "/spec/y", "/status");
    }

    @Test
    void unknown_keys_stay_where_the_schema_says_so_but_not_below_named_ones() {
        StructuralSchema schema = withX("{type: object, x-kubernetes-preserve-unknown-fields: true,"
                + " properties: {a: {type: object, properties: {b: {type: string}}}}}");

        StructuralSchema.Pruned pruned = schema.prune(Json.map(HEAD + "spec: {x: {free: {as: air}, a: {b: c, d: e}}}"));

        assertThat(pruned.value()).isEqualTo(Json.map(HEAD + "spec: {x: {free: {as: air}, a: {b: c}}}"));
        assertThat(pruned.pruned()).containsExactly(JsonPointer.parse("/spec/x/a/d"));
    }

    @Test
    void metadata_is_never_pruned_at_the_root_nor_in_embedded_resources() {
        StructuralSchema schema =
                withX("{type: object, x-kubernetes-embedded-resource: true, properties: {a: {type: string}}}");
        MapValue resource = Json.map(HEAD + "spec: {x: {apiVersion: v1, kind: Pod, metadata: {any: thing}}}");

        assertThat(schema.prune(resource).value()).isSameAs(resource);
    }

    @Test
    void lists_without_items_lose_what_is_in_their_maps() {
        assertThat(withX("{type: array}")
                        .prune(Json.map(HEAD + "spec: {x: [[{a: b}], 1]}"))
                        .value())
                .isEqualTo(Json.map(HEAD + "spec: {x: [[{}], 1]}"));
    }

    @Test
    void defaults_fill_absent_keys_and_forbidden_nulls() {
        StructuralSchema schema = withX("{type: object, default: {}, properties: {"
                + "a: {type: integer, default: 1}, b: {type: string, default: two}, c: {type: string},"
                + " d: {type: string, nullable: true, default: four},"
                + " e: {type: array, items: {type: integer, default: 5}},"
                + " f: {type: object, additionalProperties: {type: integer, default: 6}}}}");

        MapValue full = schema.applyDefaults(
                Json.map(HEAD + "spec: {x: {b: null, c: null, d: null, e: [null, 1], f: {g: null}}}"));

        assertThat(full).isEqualTo(Json.map(HEAD + "spec: {x: {b: two, d: null, e: [5, 1], f: {g: 6}, a: 1}}"));
        assertThat(schema.applyDefaults(Json.map(HEAD + "spec: {}")))
                .isEqualTo(Json.map(HEAD + "spec: {x: {a: 1, b: two, d: four}}"));
    }

    @Test
    void a_resource_that_needs_no_default_stays_the_same_object() {
        MapValue resource = Json.map(HEAD + "spec: {x: [1]}");

        assertThat(withX("{type: array, items: {type: integer}}").applyDefaults(resource))
                .isSameAs(resource);
    }

    @Test
    void rules_are_listed_with_their_nodes() {
        StructuralSchema schema = withX("{type: array, items: {type: object, additionalProperties: {type: string,"
                + " x-kubernetes-validations: [{rule: 'self != \"a\"', message: no a}, {rule: 'true'}]}}}");

        assertThat(schema.hasRules()).isTrue();
        assertThat(schema.rules().get(0).node()).isEqualTo(JsonPointer.parse("/spec/x/items/additionalProperties"));
        assertThat(schema.rules())
                .extracting(StructuralSchema.Rule::expression)
                .containsExactly("self != \"a\"", "true");
        assertThat(schema.rules().get(0).message()).contains("no a");
        assertThat(schema.rules().get(1).message()).isEmpty();
    }

    @Test
    void the_topology_of_lists_and_maps_is_found_by_the_way_to_a_value() {
        StructuralSchema schema = withX(
                "{type: array, x-kubernetes-list-type: map, x-kubernetes-list-map-keys: [name], items: {type: object,"
                        + " x-kubernetes-map-type: atomic, properties: {name: {type: string, default: n}}}}");

        StructuralSchema list = schema.at(JsonPointer.parse("/spec/x")).orElseThrow();
        StructuralSchema item = schema.at(JsonPointer.parse("/spec/x/3")).orElseThrow();

        assertThat(list.listType()).isEqualTo(StructuralSchema.ListType.MAP);
        assertThat(list.listMapKeys()).containsExactly("name");
        assertThat(item.mapType()).isEqualTo(StructuralSchema.MapType.ATOMIC);
        assertThat(item.propertyNames()).containsExactly("name");
        assertThat(schema.mapType()).isEqualTo(StructuralSchema.MapType.GRANULAR);
        assertThat(schema.at(JsonPointer.parse("/spec/y"))).isEmpty();
        assertThat(schema.node(JsonPointer.parse("/spec/x/items/name"))
                        .orElseThrow()
                        .defaultValue())
                .isPresent();
        assertThat(schema.node(JsonPointer.parse("/spec/x/additionalProperties")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {$ref: '#/definitions/a'}               | /properties/spec/properties/x/$ref
        {type: text}                            | /properties/spec/properties/x/type
        {type: 7}                               | /properties/spec/properties/x/type
        {type: string, pattern: '('}            | /properties/spec/properties/x/pattern
        {type: array, items: []}                | /properties/spec/properties/x/items
        {type: string, maxLength: 1.5}          | /properties/spec/properties/x/maxLength
        {type: string, nullable: maybe}         | /properties/spec/properties/x/nullable
        {type: integer, minimum: low}           | /properties/spec/properties/x/minimum
        {type: object, required: a}             | /properties/spec/properties/x/required
        {type: array, x-kubernetes-list-type: bag} | /properties/spec/properties/x/x-kubernetes-list-type
        """)
    void a_schema_that_is_none_is_refused_with_the_way_to_the_mistake(String schemaOfX, String way) {
        assertThatThrownBy(() -> withX(schemaOfX)).isInstanceOfSatisfying(MeshKitException.class, thrown -> {
            assertThat(thrown.code()).hasToString("MK-SCHEMA-INVALID");
            assertThat(thrown).hasMessageContaining(way);
        });
    }

    @Test
    void a_schema_without_end_is_refused() {
        MapValue deep = Json.map("{type: string}");
        for (int i = 0; i < 5_000; i++) {
            deep = MapValue.builder().put("type", "array").put("items", deep).build();
        }
        MapValue bottomless = deep;

        assertThatThrownBy(() -> StructuralSchema.parse(bottomless))
                .isInstanceOf(MeshKitException.class)
                .hasMessageContaining("more than 200 levels");
    }

    @Test
    void numbers_beyond_all_measure_are_numbers_still() {
        StructuralSchema schema = withX("{type: number, maximum: 3}");
        MapValue resource = Json.map(HEAD + "spec: {}").with("spec", MapValue.of("x", NumberValue.of("1e99999")));

        assertThat(schema.validate(resource)).isEmpty();
    }
}
