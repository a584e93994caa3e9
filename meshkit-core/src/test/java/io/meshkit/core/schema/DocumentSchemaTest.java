// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshkit.MeshKitException;
import io.meshkit.document.JsonPointer;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import io.meshkit.finding.Code;
import io.meshkit.finding.Finding;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentSchemaTest {

    private static final String RETRY = """
        $schema: https://json-schema.org/draft/2020-12/schema
        $id: https://meshkit.dev/schemas/retry/v1
        type: object
        required: [attempts]
        properties:
          attempts: {type: integer, minimum: 0, maximum: 10}
          perTryTimeout: {type: string, pattern: '^[0-9]+m?s$', x-mk-unit: duration}
          "on": {type: array, items: {enum: [5xx, reset, connect-failure]}, minItems: 1, uniqueItems: true}
          percent: {type: number, exclusiveMinimum: 0, maximum: 100, x-mk-unit: percent}
          name: {type: string, minLength: 1, maxLength: 5}
          label: {type: string, pattern: '^[a-z]+$', x-mk-example: [blue, green]}
          enabled: {type: boolean}
          matchLabels: {type: object, additionalProperties: {type: string}, maxProperties: 1, minProperties: 1}
          backoff: {$ref: '#/$defs/backoff'}
          mode: {enum: [strict, permissive]}
          since: {type: string, format: date, x-mk-example: '2026-01-31'}
          to:
            oneOf:
            - {type: object, properties: {kind: {const: service}, service: {type: string}}, required: [kind, service], additionalProperties: false}
            - {type: object, properties: {kind: {const: host}, host: {type: string}, port: {type: integer}}, required: [kind, host], additionalProperties: false}
          path:
            type: object
            oneOf: [{required: [exact]}, {required: [prefix]}]
            properties: {exact: {type: string}, prefix: {type: string}}
          target: {anyOf: [{type: string}, {type: integer}, {type: object, required: [a], properties: {a: {type: string}}}]}
          even: {multipleOf: 2}
          names: {type: object, propertyNames: {pattern: '^[a-z]+$'}}
          deps: {type: object, dependentRequired: {cert: [key]}}
          old: {not: {required: [a, b]}}
          pair: {type: array, prefixItems: [{type: string}, {type: integer}], maxItems: 2}
        unevaluatedProperties: false
        $defs:
          backoff:
            allOf: [{properties: {base: {type: string, x-mk-alias: [baseInterval]}}}]
            type: object
            properties: {max: {type: string}}
            unevaluatedProperties: false
        """;

    private static final DocumentSchema SCHEMA = DocumentSchema.of(Json.map(RETRY));

    private static List<Finding> check(String retry) {
        Value document =
                Json.value("pattern.yaml", "services:\n  shop:\n    retry:\n      attempts: 2\n      " + retry);
        return SCHEMA.check(document, JsonPointer.parse("/services/shop/retry")).findings();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        perTryTimeot: 5s         | MKP003 | 5:7  | unknown key "perTryTimeot" in shop.retry; did you mean "perTryTimeout"?
        match Labels: {a: b}     | MKP003 | 5:7  | unknown key "match Labels" in shop.retry; did you mean "matchLabels"?
        backoff: {baze: 1s}      | MKP003 | 5:17 | unknown key "baze" in retry.backoff; did you mean "base"?
        backoff: {baseInterval: 1s} | MKP003 | 5:17 | unknown key "baseInterval" in retry.backoff; did you mean "base"?
        backoff: {colour: blue}  | MKP003 | 5:17 | unknown key "colour" in retry.backoff; allowed are base and max
        perTryTimeout: "5"       | MKP005 | 5:22 | retry.perTryTimeout "5" has no unit; write 5s or 500ms
        perTryTimeout: 5         | MKP005 | 5:22 | retry.perTryTimeout "5" has no unit; write 5s or 500ms
        perTryTimeout: fast      | MKP005 | 5:22 | retry.perTryTimeout "fast" has the wrong form; it must match ^[0-9]+m?s$
        label: BLUE              | MKP005 | 5:14 | retry.label "BLUE" has the wrong form; it must look like blue or green
        percent: 101             | MKP005 | 5:16 | retry.percent must be more than 0 and at most 100 percent, not 101
        name: ""                 | MKP005 | 5:13 | retry.name must not be empty
        name: abcdef             | MKP005 | 5:13 | retry.name is too long; it may have at most 5 characters
        enabled: yes             | MKP004 | 5:16 | retry.enabled must be true or false, not "yes", a text; write true
        label: 1.10              | MKP004 | 5:14 | retry.label must be a text, not 1.10, a number; write "1.10"
        label: true              | MKP004 | 5:14 | retry.label must be a text, not true; write "true"
        label: [a]               | MKP004 | 5:14 | retry.label must be a text, not a list
        label:                   | MKP004 | 5:13 | retry.label must be a text, not null
        mode: permisive          | MKP005 | 5:13 | retry.mode must be "strict" or "permissive", not "permisive"; did you mean "permissive"?
        mode: mutual             | MKP005 | 5:13 | retry.mode must be "strict" or "permissive", not "mutual"
        on: []                   | MKP005 | 5:11 | retry.on has too few items; it needs at least 1
        on: [reset, reset]       | MKP005 | 5:19 | retry.on has an item twice; each may be there once
        on: [resets]             | MKP005 | 5:12 | retry.on[0] must be "5xx", "reset" or "connect-failure", not "resets"; did you mean "reset"?
        since: yesterday         | MKP005 | 5:14 | retry.since "yesterday" has the wrong form; it must look like 2026-01-31
        to: {kind: host, host: a, port: x} | MKP004 | 5:39 | to.port must be a whole number, not "x", a text
        to: {kind: host, hots: a} | MKP003 | 5:24 | unknown key "hots" in retry.to; did you mean "host"?
        to: {kind: pod, host: a} | MKP005 | 5:18 | to.kind must be "service" or "host", not "pod"
        to: shop                 | MKP004 | 5:11 | retry.to must be a map, not "shop", a text
        path: {exact: /a, prefix: /b} | MKP005 | 5:13 | retry.path is ambiguous; write only one of exact or prefix
        target: true             | MKP004 | 5:15 | retry.target must be a text, a whole number or a map, not true
        target: {a: 1}           | MKP004 | 5:19 | target.a must be a text, not 1, a whole number; write "1"
        even: 3                  | MKP005 | 5:13 | retry.even must be a multiple of 2, not 3
        names: {A: 1}            | MKP005 | 5:15 | the key "A" in retry.names does not match the regex pattern ^[a-z]+$
        deps: {cert: a}          | MKP006 | 5:7  | retry.deps lacks the key "key"
        old: {a: 1, b: 2}        | MKP005 | 5:12 | retry.old must not have a and b together
        matchLabels: {}          | MKP005 | 5:20 | retry.matchLabels has too few keys; it needs at least 1
        matchLabels: {a: b, c: d} | MKP005 | 5:20 | retry.matchLabels has too many keys; it may have at most 1
        pair: [a, b]             | MKP004 | 5:17 | retry.pair[1] must be a whole number, not "b", a text
        pair: [a, 1, 2]          | MKP005 | 5:13 | retry.pair has too many items; it may have at most 2
        """)
    void each_mistake_is_told_once_at_its_place(String line, String code, String place, String message) {
        List<Finding> found = check(line);

        assertThat(found).singleElement().satisfies(finding -> {
            assertThat(finding.message()).isEqualTo(message);
            assertThat(finding.code()).hasToString(code);
            assertThat(finding.place().orElseThrow()).hasToString("pattern.yaml:" + place);
        });
    }

    @Test
    void a_good_part_has_no_findings() {
        assertThat(check("perTryTimeout: 5s\n      to: {kind: host, host: a, port: 1}"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "99999999999999999999",
                "-99999999999999999999",
                "99999999999999999999.5",
                "1e400",
                "-1e9999",
                "9223372036854775808"
            })
    void a_number_beyond_64_bits_is_a_finding_like_any_other(String number) {
        assertThat(check("percent: " + number)).hasSize(1);
        assertThat(SCHEMA.check(Json.map("attempts: " + number)).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.code()).isEqualTo(new Code("MKP005")));
    }

    @Test
    void a_part_that_is_not_there_has_no_findings() {
        assertThat(SCHEMA.check(Json.map("a: b"), JsonPointer.parse("/services"))
                        .findings())
                .isEmpty();
    }

    @Test
    void a_missing_key_is_told_at_the_key_of_its_map_and_only_when_no_other_key_was_meant_for_it() {
        Value lacking = Json.value("pattern.yaml", "a:\n  retry: {mode: strict}");
        Value misspelt = Json.value("pattern.yaml", "a:\n  retry: {atempts: 3}");
        JsonPointer retry = JsonPointer.parse("/a/retry");

        assertThat(SCHEMA.check(lacking, retry).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo(new Code("MKP006"));
            assertThat(finding.message()).isEqualTo("a.retry lacks the key \"attempts\"");
            assertThat(finding.place().orElseThrow()).hasToString("pattern.yaml:2:3");
        });
        assertThat(SCHEMA.check(misspelt, retry).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.code()).isEqualTo(new Code("MKP003")));
    }

    @Test
    void a_missing_key_of_the_whole_document_is_told_at_its_first_key() {
        Value document = Json.value("retry.yaml", "# retry\nmode: strict");

        assertThat(SCHEMA.check(document).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.message()).isEqualTo("the document lacks the key \"attempts\"");
            assertThat(finding.place().orElseThrow()).hasToString("retry.yaml:2:1");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        match Labels: {a: b} | 5:7  | matchLabels
        mode: permisive      | 5:13 | permissive
        enabled: off         | 5:16 | false
        label: 1.10          | 5:14 | "1.10"
        perTryTimeout: 5     | 5:22 | "5s"
        percent: "7"         | 5:16 | 7
        percent: "7.5"       | 5:16 | 7.5
        """)
    void what_can_be_repaired_has_a_fix(String line, String place, String replacement) {
        assertThat(check(line))
                .singleElement()
                .satisfies(finding -> assertThat(finding.fixes())
                        .singleElement()
                        .satisfies(fix -> assertThat(fix.edits())
                                .singleElement()
                                .satisfies(edit -> {
                                    assertThat(edit.place()).hasToString("pattern.yaml:" + place);
                                    assertThat(edit.replacement()).isEqualTo(replacement);
                                })));
    }

    @Test
    void a_key_is_not_renamed_to_one_that_is_there() {
        assertThat(check("mode: strict\n      moed: strict"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.fixes()).isEmpty());
    }

    @Test
    void in_json_a_fix_is_written_with_quotes() {
        Value document = Json.value("retry.json", "{\"attempts\": 1, \"moed\": \"strict\"}");

        assertThat(SCHEMA.check(document)
                        .findings()
                        .get(0)
                        .fixes()
                        .get(0)
                        .edits()
                        .get(0)
                        .replacement())
                .isEqualTo("\"mode\"");
    }

    @Test
    void a_duplicate_item_points_at_the_first() {
        assertThat(check("on: [reset, reset]").get(0).related())
                .singleElement()
                .satisfies(first -> assertThat(first.place()).hasToString("pattern.yaml:5:12"));
    }

    @Test
    void several_mistakes_come_in_the_order_of_the_text() {
        assertThat(check("mode: x\n      label: 7\n      nmae: a"))
                .extracting(finding -> finding.place().orElseThrow().span().line())
                .containsExactly(5, 6, 7);
    }

    @Test
    void numbers_that_json_cannot_say_are_refused_where_a_number_is_wanted() {
        assertThat(check("percent: .inf"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.code()).isEqualTo(new Code("MKP004")));
        assertThat(check("percent: 1e9999"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.code()).isEqualTo(new Code("MKP005")));
    }

    @Test
    void other_schemas_are_found_by_their_id() {
        DocumentSchema list =
                DocumentSchema.of(Json.map("""
                    $id: https://meshkit.dev/schemas/list/v1
                    type: array
                    items: {$ref: 'https://meshkit.dev/schemas/retry/v1'}
                    """)).with(Map.of("https://meshkit.dev/schemas/retry/v1", Json.map(RETRY)));

        assertThat(list.check(Json.value("l.yaml", "- {attempts: 1, moed: strict}"))
                        .findings())
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.message()).isEqualTo("unknown key \"moed\" in [0]; did you mean \"mode\"?"));
    }

    @Test
    void codes_may_be_those_of_another_kind_of_document() {
        Code code = new Code("MKL001");
        DocumentSchema schema = SCHEMA.with(new SchemaCodes(code, code, code, code));

        assertThat(schema.check(Json.map("mode: x")).findings())
                .extracting(Finding::code)
                .containsOnly(code);
    }

    @Test
    void what_fits_no_branch_of_oneOf_is_told_by_the_branch_that_was_meant_alone() {
        assertThat(check("to: {kind: host, host: 7}"))
                .hasSize(1)
                .allSatisfy(finding -> assertThat(finding.message()).startsWith("to.host must be a text, not 7"));
        assertThat(check("to: {kind: host}"))
                .hasSize(1)
                .allSatisfy(finding -> assertThat(finding.message()).isEqualTo("retry.to lacks the key \"host\""));
        assertThat(check("to: 5"))
                .hasSize(1)
                .allSatisfy(finding -> assertThat(finding.message()).startsWith("retry.to must be a map"));
    }

    @Test
    void legal_keys_follow_references_and_the_branch_that_was_chosen() {
        MapValue part = Json.map("to: {kind: host}\nbackoff: {}");

        assertThat(SCHEMA.legalKeys(part, JsonPointer.parse("/to"))).containsExactly("host", "kind", "port");
        assertThat(SCHEMA.legalKeys(part, JsonPointer.parse("/backoff"))).containsExactly("base", "max");
        assertThat(SCHEMA.legalKeys(part, JsonPointer.ROOT)).contains("attempts", "to", "backoff");
    }

    @Test
    void nothing_is_fetched() {
        DocumentSchema schema =
                DocumentSchema.of(Json.map("{$id: 'https://meshkit.dev/a', $ref: 'https://example.org/x'}"));

        assertThatThrownBy(() -> schema.check(Json.map("a: b")))
                .isInstanceOfSatisfying(MeshKitException.class, thrown -> {
                    assertThat(thrown.code()).hasToString("MK-SCHEMA-INVALID");
                    assertThat(thrown).hasMessageContaining("https://meshkit.dev/a");
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {pattern: '('}
        {$ref: '#/$defs/none'}
        """)
    void a_wrong_schema_is_an_error_of_its_author(String schema) {
        assertThatThrownBy(() -> DocumentSchema.of(Json.map(schema)).check(Json.map("a: b")))
                .isInstanceOf(MeshKitException.class)
                .hasMessageContaining("MK-SCHEMA-INVALID");
    }

    @Test
    void a_schema_is_compiled_once_for_all_threads() {
        List<Integer> counts = java.util.stream.IntStream.range(0, 40)
                .parallel()
                .mapToObj(i -> SCHEMA.check(Json.map("mode: x" + i)).findings().size())
                .toList();

        assertThat(counts).containsOnly(2);
    }
}
