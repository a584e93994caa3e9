// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.document.BooleanValue;
import io.meshkit.document.JsonPointer;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NullValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.finding.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds for every value; a failure names the seed, which {@code -Dseed=…} sets. */
class SchemaPropertiesTest {

    private static final List<String> KEYS =
            List.of("apiVersion", "kind", "metadata", "spec", "a", "b", "c", "d", "zz");

    private static final MapValue OPEN_API = Json.map("""
        type: object
        properties:
          spec:
            type: object
            default: {}
            required: [a]
            properties:
              a: {type: integer, default: 1, minimum: 0}
              b: {type: array, x-kubernetes-list-type: map, x-kubernetes-list-map-keys: [a], items: {type: object, properties: {a: {type: string, default: x}}}}
              c: {type: object, x-kubernetes-preserve-unknown-fields: true, properties: {d: {type: object, properties: {a: {type: boolean}}}}}
              d: {type: object, additionalProperties: {type: string, nullable: true, pattern: '^x'}, oneOf: [{required: [a]}, {required: [b]}]}
        """);

    private static final MapValue JSON_SCHEMA = Json.map("""
        type: object
        required: [a]
        properties:
          a: {type: integer, x-mk-unit: duration}
          b: {anyOf: [{type: string, enum: [x, z]}, {type: array, items: {$ref: '#'}, uniqueItems: true}]}
          c: {oneOf: [{properties: {kind: {const: x}, a: {type: string}}, required: [kind], additionalProperties: false}, {required: [b], type: object}]}
          d: {type: object, patternProperties: {'^a': {type: number, maximum: 3}}, not: {required: [b, c]}}
        unevaluatedProperties: false
        """);

    private long seed;
    private Random random = new Random();

    @BeforeEach
    void choose_a_seed() {
        seed = Long.getLong("seed", System.nanoTime());
        random = new Random(seed);
    }

    private Value value(int depth) {
        int kind = random.nextInt(depth > 4 ? 5 : 8);
        return switch (kind) {
            case 0 -> NullValue.NULL;
            case 1 -> BooleanValue.of(random.nextBoolean());
            case 2 ->
                NumberValue.of(List.of("0", "-1", "1.0", "2.5", "1e9999", ".inf", "0x1F")
                        .get(random.nextInt(7)));
            case 3, 4 -> TextValue.of(List.of("x", "xx", "yes", "5", "", "z\n").get(random.nextInt(6)));
            case 5 -> list(depth);
            default -> map(depth);
        };
    }

    private ListValue list(int depth) {
        List<Value> items = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            items.add(value(depth + 1));
        }
        return ListValue.of(items);
    }

    private MapValue map(int depth) {
        MapValue.Builder map = MapValue.builder();
        for (int i = random.nextInt(6); i > 0; i--) {
            map.put(KEYS.get(random.nextInt(KEYS.size())), value(depth + 1));
        }
        return map.build();
    }

    @Test
    void pruning_and_defaulting_twice_is_the_same_as_once_and_nothing_throws() {
        StructuralSchema schema = StructuralSchema.parse(OPEN_API);
        for (int i = 0; i < 5_000; i++) {
            MapValue resource = map(0);

            StructuralSchema.Pruned pruned = schema.prune(resource);
            MapValue full = schema.applyDefaults(pruned.value());

            assertThat(schema.prune(pruned.value()).pruned())
                    .as("seed %d, %s", seed, resource)
                    .isEmpty();
            assertThat(schema.applyDefaults(full))
                    .as("seed %d, %s", seed, resource)
                    .isEqualTo(full);
            assertThat(pruned.pruned())
                    .as("seed %d, %s", seed, resource)
                    .allMatch(way -> resource.find(way).isPresent());
            assertThat(schema.validate(full)).as("seed %d, %s", seed, resource).isEqualTo(schema.validate(full));
        }
    }

    @Test
    void every_finding_of_a_json_schema_points_into_the_document_and_nothing_throws() {
        DocumentSchema schema = DocumentSchema.of(JSON_SCHEMA);
        for (int i = 0; i < 3_000; i++) {
            Value document = value(0);

            List<Finding> found = schema.check(document).findings();

            assertThat(found)
                    .as("seed %d, %s", seed, document)
                    .allMatch(finding -> document.find(finding.pointer().orElse(JsonPointer.ROOT))
                            .isPresent())
                    .allMatch(finding -> !finding.message().isBlank());
        }
    }
}
