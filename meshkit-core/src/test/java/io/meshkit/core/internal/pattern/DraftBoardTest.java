// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.core.document.TextWriter;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.pattern.Draft;
import io.meshkit.plan.DesiredResource.Ownership;
import io.meshkit.resource.Resource;
import io.meshkit.resource.StoreId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DraftBoardTest {

    private final DraftBoard board = new DraftBoard();
    private final FindingList findings = new FindingList();

    private Draft draft(String writer) {
        board.writer(new Writer(writer.charAt(0), writer, "", Optional.empty()));
        return board.draft("toy.dev/v1", "Route", "shop", "web");
    }

    private String spec() {
        DraftObject object = board.objects().iterator().next();
        MapValue body = new DraftAssembly(object, findings).assemble().body();
        return body.get("spec").map(new TextWriter()::json).orElse("");
    }

    private static Value text(String text) {
        return TextValue.of(text);
    }

    @Test
    void whoever_asks_for_a_target_gets_the_same_draft() {
        draft("a").set("/spec/a", text("1"));
        draft("b").set("/spec/b", text("2"));

        assertThat(spec()).isEqualTo("{\"a\":\"1\",\"b\":\"2\"}");
        assertThat(board.objects()).hasSize(1);
    }

    @Test
    void the_stable_version_of_a_group_wins() {
        draft("a");
        board.draft("toy.dev/v1beta1", "Route", "shop", "web");

        Resource resource = new DraftAssembly(board.objects().iterator().next(), findings).assemble();
        assertThat(resource.apiVersion()).isEqualTo("toy.dev/v1");
    }

    @Test
    void two_writers_fill_one_map() {
        draft("a").set("/spec/pool", MapValue.of("size", NumberValue.of(1)));
        draft("b").set("/spec/pool", MapValue.of("wait", NumberValue.of(2)));

        assertThat(spec()).isEqualTo("{\"pool\":{\"size\":1,\"wait\":2}}");
        assertThat(findings.all()).isEmpty();
    }

    @Test
    void an_empty_map_is_a_value() {
        draft("a").set("/spec/tls", MapValue.EMPTY);

        assertThat(spec()).isEqualTo("{\"tls\":{}}");
    }

    @Test
    void the_first_writer_holds_when_two_disagree() {
        draft("b").set("/spec/x", text("2"));
        draft("a").set("/spec/x", text("1"));

        assertThat(spec()).isEqualTo("{\"x\":\"1\"}");
        assertThat(findings.all())
                .singleElement()
                .satisfies(finding -> assertThat(finding.message())
                        .isEqualTo("Route.toy.dev shop/web at /spec/x: a wants 1, b wants 2"));
    }

    @Test
    void a_map_and_a_scalar_at_one_pointer_disagree() {
        draft("a").set("/spec/x", text("1"));
        draft("b").set("/spec/x/y", text("2"));

        assertThat(spec()).isEqualTo("{\"x\":\"1\"}");
        assertThat(findings.all()).hasSize(1);
    }

    @Test
    void of_writers_that_disagree_the_one_further_out_holds() {
        draft("a").set("/spec/x/y", text("2"));
        draft("b").set("/spec/x", text("1"));
        draft("c").set("/spec/x", MapValue.of("y", text("3")));

        assertThat(spec()).isEqualTo("{\"x\":\"1\"}");
        assertThat(findings.all()).hasSize(2);
    }

    @Test
    void a_fallback_holds_only_where_nobody_writes_at_around_or_inside() {
        Draft draft = draft("a");
        draft.fallback("/spec/free", text("fallback"));
        draft.fallback("/spec/at", text("fallback")).set("/spec/at", text("set"));
        draft.fallback("/spec/around/in", text("fallback")).set("/spec/around", MapValue.EMPTY);
        draft.fallback("/spec/inside", MapValue.of("a", text("fallback"))).set("/spec/inside/b", text("set"));

        assertThat(spec()).isEqualTo("{\"around\":{},\"at\":\"set\",\"free\":\"fallback\",\"inside\":{\"b\":\"set\"}}");
    }

    @Test
    void what_holds_for_each_item_holds_for_those_that_come_later_and_say_nothing_themselves() {
        Draft draft = draft("a");
        draft.list("/spec/rules").each().set("/tries", NumberValue.of(3)).fallback("/to", text("all"));
        draft.list("/spec/rules").item("own", 0).set("/tries", NumberValue.of(1));
        draft.list("/spec/rules").item("plain", 1).set("/to", text("one"));

        assertThat(spec()).isEqualTo("{\"rules\":[{\"to\":\"all\",\"tries\":1},{\"to\":\"one\",\"tries\":3}]}");
    }

    @Test
    void items_stand_by_order_then_by_key_and_empty_ones_are_left_out() {
        Draft draft = draft("a");
        draft.list("/spec/rules").item("z", 1).set("/n", text("z"));
        draft.list("/spec/rules").item("b", 2).set("/n", text("b"));
        draft.list("/spec/rules").item("a", 2).set("/n", text("a"));
        draft.list("/spec/rules").item("b", 0);
        draft.list("/spec/rules").item("empty", 0);
        draft.list("/spec/none");

        assertThat(spec()).isEqualTo("{\"rules\":[{\"n\":\"b\"},{\"n\":\"z\"},{\"n\":\"a\"}]}");
    }

    @Test
    void lists_inside_items_are_made_for_each_of_them() {
        Draft draft = draft("a");
        draft.list("/spec/rules").each().list("/filters").item("f", 0).set("/type", text("mirror"));
        draft.list("/spec/rules").item("a", 0).set("/n", text("a"));
        draft.list("/spec/rules").item("b", 1).list("/filters").item("own", 0).set("/type", text("cors"));

        assertThat(spec())
                .isEqualTo("{\"rules\":[{\"filters\":[{\"type\":\"mirror\"}],\"n\":\"a\"},"
                        + "{\"filters\":[{\"type\":\"cors\"}]}]}");
    }

    @Test
    void a_list_and_a_value_at_one_pointer_disagree() {
        draft("a").set("/spec/rules", ListValue.of(text("x")));
        draft("b").list("/spec/rules").item("a", 0).set("/n", text("a"));

        assertThat(spec()).isEqualTo("{\"rules\":[\"x\"]}");
        assertThat(findings.all()).hasSize(1);
    }

    @Test
    void an_overlay_holds_over_what_others_write() {
        draft("a")
                .set("/spec/x", text("1"))
                .set("/spec/y", MapValue.of("z", text("2")))
                .set("/spec/w", text("3"));
        DraftObject object = board.objects().iterator().next();
        object.overlay(MapValue.of(
                "spec",
                MapValue.builder()
                        .put("x", text("9"))
                        .put("y", text("flat"))
                        .put("w", MapValue.of("deep", text("8")))
                        .put("new", MapValue.of("n", text("7")))
                        .build()));

        assertThat(spec()).isEqualTo("{\"new\":{\"n\":\"7\"},\"w\":{\"deep\":\"8\"},\"x\":\"9\",\"y\":\"flat\"}");
        assertThat(findings.all())
                .extracting(finding -> finding.pointer().orElseThrow().toString())
                .containsExactly("/spec/w", "/spec/x", "/spec/y");
    }

    private void claim(String writer, String name, String what) {
        board.writer(new Writer(writer.charAt(0), writer, "", Optional.empty()));
        board.draft("toy.dev/v1", "Route", "shop", name).claim(what, "toys take one");
    }

    @Test
    void two_objects_for_one_thing_are_told_once() {
        claim("a", "y", "the route of x");
        claim("a", "y", "the other route of x");
        claim("b", "w", "the route of x");
        claim("b", "w", "the other route of x");
        claim("c", "z", "the route of z");
        claim("d", "z", "the route of z");

        Claim.check(board.objects(), findings);

        assertThat(findings.all())
                .singleElement()
                .satisfies(finding -> assertThat(finding.message())
                        .isEqualTo("a and b both make the other route of x, as Route.toy.dev shop/y and Route.toy.dev"
                                + " shop/w; toys take one"));
    }

    private static Resource whole(String value) {
        MapValue body = MapValue.builder()
                .put("apiVersion", "toy.dev/v1")
                .put("kind", "Route")
                .put(
                        "metadata",
                        MapValue.builder()
                                .put("name", "web")
                                .put("namespace", "shop")
                                .build())
                .put("spec", MapValue.of("x", text(value)))
                .build();
        return Resource.kubernetes(StoreId.UNBOUND, body).orElseThrow();
    }

    @Test
    void a_whole_object_is_taken_as_it_is_and_twice_the_same_is_one() {
        board.add(whole("1"));
        board.add(whole("1"));

        assertThat(spec()).isEqualTo("{\"x\":\"1\"}");
        assertThat(findings.all()).isEmpty();
    }

    @Test
    void two_whole_objects_of_one_key_disagree() {
        board.add(whole("1"));
        board.writer(new Writer(1, "b", "", Optional.empty()));
        board.add(whole("2"));

        assertThat(spec()).isEqualTo("{\"x\":\"1\"}");
        assertThat(findings.all())
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("as a whole"));
    }

    @Test
    void a_whole_object_and_a_draft_of_it_meet() {
        draft("a").set("/spec/y", text("2"));
        board.add(whole("1"));

        assertThat(spec()).isEqualTo("{\"x\":\"1\",\"y\":\"2\"}");
    }

    @Test
    void ownership_of_fields_holds_only_when_nobody_owns_the_whole() {
        draft("a").ownership(Ownership.FIELDS);
        DraftObject object = board.objects().iterator().next();
        assertThat(object.combinedOwnership()).isEqualTo(Ownership.FIELDS);

        draft("b").ownership(Ownership.FIELDS_OR_NEW);
        assertThat(object.combinedOwnership()).isEqualTo(Ownership.FIELDS_OR_NEW);

        board.add(whole("1"));
        assertThat(object.combinedOwnership()).isEqualTo(Ownership.WHOLE);
    }

    @Test
    void the_values_of_a_secret_do_not_go_into_a_message() {
        for (String writer : new String[] {"a", "b"}) {
            board.writer(new Writer(writer.charAt(0), writer, "", Optional.empty()));
            board.draft("v1", "Secret", "shop", "key").set("/stringData/key", text("hunter-" + writer));
        }

        new DraftAssembly(board.objects().iterator().next(), findings).assemble();

        assertThat(findings.all())
                .singleElement()
                .satisfies(finding -> assertThat(finding.toString()).doesNotContain("hunter"));
    }
}
