// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.core.internal.json.JsonWriter;
import io.meshkit.document.JsonPointer;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnedFieldsTest {

    /** As kube-apiserver 1.36 answered to the body below, with what others added. */
    private static final String SERVICE = """
        {"apiVersion":"v1","kind":"Service","metadata":{"name":"web","namespace":"shop","uid":"u","resourceVersion":"9","generation":1,
          "labels":{"app":"web","other":"theirs"},
          "managedFields":[
           {"manager":"meshkit","operation":"Apply","apiVersion":"v1","time":"2026-01-01T00:00:00Z","fieldsType":"FieldsV1","fieldsV1":
             {"f:metadata":{"f:labels":{"f:app":{}}},
              "f:spec":{"f:ports":{"k:{\\"port\\":80,\\"protocol\\":\\"TCP\\"}":{".":{},"f:port":{},"f:targetPort":{}}},"f:selector":{}}}},
           {"manager":"kube-controller-manager","operation":"Update","apiVersion":"v1","subresource":"status","fieldsType":"FieldsV1","fieldsV1":{}}]},
         "spec":{"clusterIP":"10.0.0.7","ports":[{"port":80,"protocol":"TCP","targetPort":8080}],"selector":{"app":"web"},"type":"ClusterIP"}}\
        """;

    private static final String DESIRED = """
        {"apiVersion":"v1","kind":"Service","metadata":{"name":"web","namespace":"shop","labels":{"app":"web"}},
         "spec":{"selector":{"app":"web"},"ports":[{"port":80,"targetPort":8080}]}}\
        """;

    private static boolean cover(MapValue desired, MapValue live) {
        return OwnedFields.cover(desired, live, "meshkit");
    }

    @Test
    void a_body_that_is_owned_and_equal_changes_nothing() {
        assertThat(cover(Json.map(DESIRED), Json.map(SERVICE))).isTrue();
    }

    @Test
    void a_body_without_fields_changes_nothing_where_nothing_is_owned() {
        MapValue bare = Json.map(
                "{\"apiVersion\":\"v1\",\"kind\":\"Service\",\"metadata\":{\"name\":\"web\",\"namespace\":\"shop\"}}");

        assertThat(OwnedFields.cover(bare, Json.map(SERVICE), "someone")).isTrue();
        assertThat(cover(bare, Json.map(SERVICE))).isFalse();
    }

    @Test
    void another_manager_would_take_the_fields_over() {
        assertThat(OwnedFields.cover(Json.map(DESIRED), Json.map(SERVICE), "someone"))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/metadata/labels/app | \"other\"",
                "/metadata/labels/more | \"x\"",
                "/spec/type | \"ClusterIP\"",
                "/spec/ports/0/targetPort | \"8080\"",
                "/spec/ports/0/targetPort | 8081",
                "/spec/ports/0/name | \"http\"",
                "/spec/ports/- | {\"port\":81}",
                "/spec/ports | []",
                "/spec/selector/app | \"api\"",
                "/spec/selector/tier | \"x\"",
                "/spec/selector | {}",
                "/apiVersion | \"v2\"",
                "/spec/ports/0/targetPort | null"
            })
    void a_body_that_says_something_else_changes_something(String pointer, String value) {
        MapValue desired = (MapValue) Json.map(DESIRED).with(JsonPointer.parse(pointer), Json.value(value));

        assertThat(cover(desired, Json.map(SERVICE))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"/metadata/labels", "/spec/ports/0/targetPort", "/spec/selector", "/spec"})
    void a_field_that_is_wanted_no_more_is_a_change(String pointer) {
        MapValue desired = (MapValue) Json.map(DESIRED).without(JsonPointer.parse(pointer));

        assertThat(cover(desired, Json.map(SERVICE))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/metadata/labels/app | \"drifted\"",
                "/spec/ports/0/targetPort | 9090",
                "/spec/ports | []",
                "/spec/selector/more | \"x\"",
                "/metadata/deletionTimestamp | \"2026-01-01T00:00:00Z\"",
                "/metadata/managedFields | []",
                "/metadata/managedFields/0/apiVersion | \"v1beta1\"",
                "/metadata/managedFields/0/operation | \"Update\"",
                "/metadata/managedFields/0/subresource | \"status\"",
                "/metadata/managedFields/0/fieldsType | \"FieldsV2\"",
                "/metadata/managedFields/0/fieldsV1 | {\"f:metadata\":[]}"
            })
    void an_object_that_is_otherwise_or_owned_otherwise_changes_something(String pointer, String value) {
        MapValue live = (MapValue) Json.map(SERVICE).with(JsonPointer.parse(pointer), Json.value(value));

        assertThat(cover(Json.map(DESIRED), live)).isFalse();
    }

    @Test
    void two_entries_of_the_manager_are_not_judged() {
        MapValue live = Json.map(SERVICE);
        Value entry = live.find("/metadata/managedFields/0").orElseThrow();

        assertThat(cover(
                        Json.map(DESIRED), (MapValue) live.with(JsonPointer.parse("/metadata/managedFields/-"), entry)))
                .isFalse();
    }

    @Test
    void what_others_add_beside_our_fields_is_no_change_of_ours() {
        MapValue live = (MapValue) Json.map(SERVICE)
                .with(JsonPointer.parse("/metadata/annotations/theirs"), TextValue.of("x"))
                .with(JsonPointer.parse("/spec/ports/-"), Json.value("{\"port\":443,\"protocol\":\"TCP\"}"))
                .with(JsonPointer.parse("/spec/ports/0/nodePort"), NumberValue.of(30_000));

        assertThat(cover(Json.map(DESIRED), live)).isTrue();
    }

    @Test
    void a_quantity_that_the_server_spells_otherwise_is_left_to_the_server() {
        String fields = "{\"f:spec\":{\"f:cpu\":{}}}";

        assertThat(cover(object("{\"cpu\":\"1000m\"}", "{}"), object("{\"cpu\":\"1\"}", fields)))
                .isFalse();
    }

    private static MapValue object(String spec, String fields) {
        return Json.map(
                "{\"apiVersion\":\"x/v1\",\"kind\":\"X\",\"metadata\":{\"name\":\"x\",\"managedFields\":[{\"manager\":\"meshkit\","
                        + "\"operation\":\"Apply\",\"apiVersion\":\"x/v1\",\"fieldsType\":\"FieldsV1\",\"fieldsV1\":"
                        + fields + "}]},\"spec\":" + spec + "}");
    }

    @Test
    void an_order_of_items_other_than_the_wanted_one_is_a_change() {
        String fields =
                "{\"f:spec\":{\"f:l\":{\"k:{\\\"name\\\":\\\"a\\\"}\":{\".\":{},\"f:name\":{}},\"k:{\\\"name\\\":\\\"b\\\"}\":{\".\":{},\"f:name\":{}}}}}";
        MapValue live = object("{\"l\":[{\"name\":\"b\"},{\"name\":\"a\"}]}", fields);

        assertThat(cover(object("{\"l\":[{\"name\":\"b\"},{\"name\":\"a\"}]}", "{}"), live))
                .isTrue();
        assertThat(cover(object("{\"l\":[{\"name\":\"a\"},{\"name\":\"b\"}]}", "{}"), live))
                .isFalse();
    }

    @Test
    void two_ports_that_differ_in_protocol_alone_are_told_apart_when_one_is_left_to_the_default() {
        String fields =
                "{\"f:spec\":{\"f:l\":{\"k:{\\\"port\\\":80,\\\"protocol\\\":\\\"TCP\\\"}\":{\".\":{},\"f:port\":{}},"
                        + "\"k:{\\\"port\\\":80,\\\"protocol\\\":\\\"UDP\\\"}\":{\".\":{},\"f:port\":{},\"f:protocol\":{}}}}}";
        MapValue live =
                object("{\"l\":[{\"port\":80,\"protocol\":\"TCP\"},{\"port\":80,\"protocol\":\"UDP\"}]}", fields);

        assertThat(cover(object("{\"l\":[{\"port\":80},{\"port\":80,\"protocol\":\"UDP\"}]}", "{}"), live))
                .isTrue();
    }

    @Test
    void the_items_of_a_set_are_compared_by_value() {
        String fields = "{\"f:spec\":{\"f:s\":{\"v:\\\"a\\\"\":{},\"v:\\\"b\\\"\":{}}}}";

        assertThat(cover(object("{\"s\":[\"a\",\"b\"]}", "{}"), object("{\"s\":[\"a\",\"theirs\",\"b\"]}", fields)))
                .isTrue();
        assertThat(cover(object("{\"s\":[\"a\"]}", "{}"), object("{\"s\":[\"a\",\"b\"]}", fields)))
                .isFalse();
        assertThat(cover(object("{\"s\":[\"a\",\"b\"]}", "{}"), object("{\"s\":[\"a\"]}", fields)))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"i:0\":{}}",
                "{\"k:[]\":{}}",
                "{\"k:{\":{}}",
                "{\"x:a\":{}}",
                "{\"k:{\\\"name\\\":\\\"a\\\"}\":1}"
            })
    void ownership_in_a_form_that_is_not_known_is_not_judged(String listFields) {
        MapValue live = object("{\"l\":[{\"name\":\"a\"}]}", "{\"f:spec\":{\"f:l\":" + listFields + "}}");

        assertThat(cover(object("{\"l\":[{\"name\":\"a\"}]}", "{}"), live)).isFalse();
    }

    @Test
    void whatever_is_applied_is_unchanged_afterwards_and_any_change_of_it_is_seen() {
        long seed = System.nanoTime();
        for (int i = 0; i < 2_000; i++) {
            Applied applied = new Applied(new Random(seed + i));
            String name = "seed " + (seed + i) + ": " + applied.desired;

            assertThat(cover(applied.desired, applied.live())).as(name).isTrue();
            assertThat(cover(applied.desired, applied.drifted()))
                    .as("drifted, " + name)
                    .isFalse();
            assertThat(cover(applied.changed(), applied.live()))
                    .as("changed, " + name)
                    .isFalse();
        }
    }

    /** A random body, and what an API server makes of it, written from the rules of server-side apply alone. */
    private static final class Applied {

        private final Random random;
        private final List<JsonPointer> leaves = new ArrayList<>();
        private final MapValue desired;
        private final MapValue fields;
        private final MapValue spec;

        /** A value wanted, its fields, and what is there with the additions of others. */
        private record Three(Value desired, MapValue fields, Value live) {}

        Applied(Random random) {
            this.random = random;
            Three three = map(3, JsonPointer.of("spec"));
            // at least one leaf that can drift
            Three last = leaf(JsonPointer.of("spec", "last"));
            this.desired = around(((MapValue) three.desired()).with("last", last.desired()), MapValue.EMPTY);
            this.fields = MapValue.of("f:spec", three.fields().with("f:last", last.fields()));
            this.spec = ((MapValue) three.live()).with("last", last.live());
        }

        MapValue live() {
            return around(spec, fields);
        }

        MapValue drifted() {
            JsonPointer leaf = leaf();
            MapValue changed = (MapValue) desired.with(leaf, TextValue.of("drifted"));
            return around(changed.map("spec").orElseThrow(), fields);
        }

        MapValue changed() {
            JsonPointer leaf = leaf();
            return (MapValue)
                    (random.nextBoolean()
                            ? desired.with(leaf, TextValue.of("changed"))
                            : desired.with(JsonPointer.of("spec", "added"), TextValue.of("x")));
        }

        private JsonPointer leaf() {
            return leaves.get(random.nextInt(leaves.size()));
        }

        private static MapValue around(MapValue spec, MapValue fields) {
            return object(
                    new String(JsonWriter.write(spec), StandardCharsets.UTF_8),
                    new String(JsonWriter.write(fields), StandardCharsets.UTF_8));
        }

        private Three any(int depth, JsonPointer at) {
            return switch (depth == 0 ? 0 : random.nextInt(5)) {
                case 1 -> map(depth - 1, at);
                case 2 -> keyed(depth - 1, at);
                case 3 -> set();
                case 4 -> atomic(at);
                default -> leaf(at);
            };
        }

        private Three leaf(JsonPointer at) {
            leaves.add(at);
            Value value =
                    random.nextBoolean() ? NumberValue.of(random.nextInt(9)) : TextValue.of("t" + random.nextInt(9));
            return new Three(value, MapValue.EMPTY, value);
        }

        private Three atomic(JsonPointer at) {
            leaves.add(at);
            Value value = ListValue.of(NumberValue.of(1), MapValue.of("a", TextValue.of("b")));
            return new Three(value, MapValue.EMPTY, value);
        }

        private Three map(int depth, JsonPointer at) {
            MapValue.Builder wanted = MapValue.builder();
            MapValue.Builder owned = MapValue.builder();
            MapValue.Builder there = MapValue.builder();
            if (random.nextBoolean()) {
                owned.put(".", MapValue.EMPTY);
            }
            for (int i = random.nextInt(3); i >= 0; i--) {
                Three three = any(depth, at.child("k" + i));
                if (random.nextBoolean()) {
                    there.put("theirs" + i, TextValue.of("x"));
                }
                wanted.put("k" + i, three.desired());
                owned.put("f:k" + i, three.fields());
                there.put("k" + i, three.live());
            }
            return new Three(wanted.build(), owned.build(), there.build());
        }

        private Three keyed(int depth, JsonPointer at) {
            List<Value> wanted = new ArrayList<>();
            List<Value> there = new ArrayList<>();
            MapValue.Builder owned = MapValue.builder();
            for (int i = 0; i <= random.nextInt(3); i++) {
                Three three = map(depth, at.child(i));
                TextValue name = TextValue.of("n" + i);
                if (random.nextBoolean()) {
                    there.add(MapValue.of("name", TextValue.of("theirs" + i)));
                }
                wanted.add(((MapValue) three.desired()).with("name", name));
                there.add(((MapValue) three.live()).with("name", name).with("protocol", TextValue.of("TCP")));
                owned.put(
                        "k:{\"name\":\"n" + i + "\",\"protocol\":\"TCP\"}",
                        three.fields().with(".", MapValue.EMPTY).with("f:name", MapValue.EMPTY));
            }
            return new Three(ListValue.of(wanted), owned.build(), ListValue.of(there));
        }

        private Three set() {
            List<Value> wanted = new ArrayList<>();
            List<Value> there = new ArrayList<>();
            MapValue.Builder owned = MapValue.builder();
            for (int i = 0; i <= random.nextInt(3); i++) {
                if (random.nextBoolean()) {
                    there.add(TextValue.of("theirs" + i));
                }
                wanted.add(TextValue.of("v" + i));
                there.add(TextValue.of("v" + i));
                owned.put("v:\"v" + i + "\"", MapValue.EMPTY);
            }
            return new Three(ListValue.of(wanted), owned.build(), ListValue.of(there));
        }
    }
}
