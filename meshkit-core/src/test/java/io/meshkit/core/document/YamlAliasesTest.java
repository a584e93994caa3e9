// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import io.meshkit.finding.Finding;
import org.junit.jupiter.api.Test;

class YamlAliasesTest {

    @Test
    void an_alias_brings_the_value_to_its_site_and_keeps_both_places() {
        Value root = Reads.clean("a: &x {p: 1}\nb: *x\nc: &s text\nd: [*s]\n");
        Value b = root.find("/b").orElseThrow();

        assertThat(b).isEqualTo(root.find("/a").orElseThrow());
        assertThat(Reads.span(b.place())).isEqualTo("2:4-2:6");
        assertThat(Reads.span(b.anchor())).isEqualTo("1:7-1:13");
        assertThat(Reads.span(root, "/b/p")).isEqualTo("1:11-1:12");
        assertThat(Reads.span(root, "/d/0")).isEqualTo("4:5-4:7");
        assertThat(Reads.span(root.find("/d/0").orElseThrow().anchor())).isEqualTo("3:7-3:11");
        assertThat(root.find("/a").orElseThrow().anchor()).isEmpty();
    }

    @Test
    void an_anchor_may_be_given_again() {
        assertThat(Reads.clean("[&a 1, *a, &a 2, *a]")).hasToString("[1, 1, 2, 2]");
    }

    @Test
    void an_alias_may_be_a_key() {
        MapValue root = (MapValue) Reads.clean("&a key: 1\nb: {*a : 2}\n");

        assertThat(root).hasToString("{key: 1, b: {key: 2}}");
        assertThat(Reads.span(root.map("b").orElseThrow().keyPlace("key"))).isEqualTo("2:5-2:7");
    }

    @Test
    void an_alias_without_anchor_is_found() {
        Finding finding = Reads.only("a: *nope\nb: 1\n");

        assertThat(finding).hasToString("t.yaml:1:4: error: no &nope stands before *nope in this document [MKP081]");
        assertThat(Reads.root("a: *nope\nb: 1\n")).hasToString("{a: null, b: 1}");
    }

    @Test
    void anchors_end_with_their_document() {
        assertThat(Reads.only("a: &x 1\n---\nb: *x\n").code()).isEqualTo(DocumentCodes.ALIAS);
    }

    @Test
    void a_value_inside_itself_is_found() {
        Finding finding = Reads.only("a: &x\n  b: [*x]\n");

        assertThat(finding.message()).startsWith("*x stands inside the value that &x names");
        assertThat(finding.place().orElseThrow()).hasToString("t.yaml:2:7");
        assertThat(finding.related().get(0).place()).hasToString("t.yaml:2:3");
    }

    @Test
    void a_merge_brings_the_keys_that_are_not_there() {
        MapValue root = (MapValue) Reads.clean("base: &b {x: 1, q: 2}\nd:\n  <<: *b\n  x: 3\n");
        MapValue d = root.map("d").orElseThrow();

        assertThat(d).hasToString("{x: 3, q: 2}");
        assertThat(Reads.span(d.keyPlace("x"))).isEqualTo("4:3-4:4");
        assertThat(d.mergedAt("x")).isEmpty();
        assertThat(Reads.span(d.keyPlace("q"))).isEqualTo("1:17-1:18");
        assertThat(Reads.span(d.mergedAt("q"))).isEqualTo("3:7-3:9");
        assertThat(Reads.span(d, "/q")).isEqualTo("1:20-1:21");
    }

    @Test
    void of_several_merged_maps_the_first_wins() {
        MapValue root =
                (MapValue) Reads.clean("a: &a {x: 1}\nb: &b {x: 2, q: 2}\nc:\n  z: 0\n  <<: [*a, *b, {w: 4}]\n");
        MapValue c = root.map("c").orElseThrow();

        assertThat(c).hasToString("{z: 0, x: 1, q: 2, w: 4}");
        assertThat(Reads.span(c.mergedAt("x"))).isEqualTo("5:8-5:10");
        assertThat(Reads.span(c.mergedAt("q"))).isEqualTo("5:12-5:14");
        assertThat(Reads.span(c.mergedAt("w"))).isEqualTo("5:16-5:22");
    }

    @Test
    void a_list_of_maps_may_be_merged_through_an_alias() {
        MapValue root = (MapValue) Reads.clean("l: &l [{x: 1}, {q: 2}]\nm: {<<: *l}\n");

        assertThat(root.map("m").orElseThrow()).hasToString("{x: 1, q: 2}");
        assertThat(Reads.span(root.map("m").orElseThrow().mergedAt("q"))).isEqualTo("2:9-2:11");
    }

    @Test
    void a_second_merge_key_stands_twice() {
        Finding finding = Reads.only("a: &a {x: 1}\nb: &b {q: 2}\nc:\n  <<: *a\n  <<: *b\n");

        assertThat(finding.code().value()).isEqualTo("MKP002");
        assertThat(finding.message()).contains("give it a list of them");
        assertThat(finding.place().orElseThrow()).hasToString("t.yaml:5:3");
        assertThat(finding.related().get(0).place()).hasToString("t.yaml:4:3");
    }

    @Test
    void a_quoted_merge_key_is_a_key_like_others() {
        assertThat(Reads.clean("'<<': {a: 1}\n")).hasToString("{<<: {a: 1}}");
    }

    @Test
    void merging_what_is_no_map_is_found() {
        assertThat(Reads.only("<<: 5\na: 1\n").code()).isEqualTo(DocumentCodes.ALIAS);
        assertThat(Reads.only("<<: [{b: 2}, 5]\na: 1\n").place().orElseThrow()).hasToString("t.yaml:1:5");
    }

    @Test
    void a_merged_map_may_be_merged_on() {
        MapValue root = (MapValue) Reads.clean("a: &a {x: 1}\nb: &b {<<: *a, q: 2}\nc: {<<: *b}\n");

        assertThat(root.map("c").orElseThrow()).isEqualTo(Reads.clean("{q: 2, x: 1}"));
        assertThat(Reads.span(root.map("c").orElseThrow().keyPlace("x"))).isEqualTo("1:8-1:9");
    }
}
