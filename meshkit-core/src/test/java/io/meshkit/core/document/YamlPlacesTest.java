// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.Value;
import org.junit.jupiter.api.Test;

class YamlPlacesTest {

    @Test
    void a_block_map_ends_at_the_end_of_its_last_child() {
        Value root = Reads.clean("a:\n  b: 1\n  c: two\n\n# tail\nd: 3\n");

        assertThat(Reads.span(root, "")).isEqualTo("1:1-6:5");
        assertThat(Reads.span(root, "/a")).isEqualTo("2:3-3:9");
        assertThat(Reads.span(root, "/a/c")).isEqualTo("3:6-3:9");
    }

    @Test
    void keys_have_places_with_their_quotes() {
        MapValue root = (MapValue) Reads.clean("plain: 1\n'single': 2\n\"double\" : 3\n? long\n: 4\n");

        assertThat(Reads.span(root.keyPlace("plain"))).isEqualTo("1:1-1:6");
        assertThat(Reads.span(root.keyPlace("single"))).isEqualTo("2:1-2:9");
        assertThat(Reads.span(root.keyPlace("double"))).isEqualTo("3:1-3:9");
        assertThat(Reads.span(root.keyPlace("long"))).isEqualTo("4:3-4:7");
        assertThat(Reads.span(root, "/long")).isEqualTo("5:3-5:4");
    }

    @Test
    void flow_collections_reach_from_bracket_to_bracket() {
        MapValue root = (MapValue) Reads.clean("a: {b: [1, 'two'], \"c\": , d}\n");

        assertThat(Reads.span(root, "/a")).isEqualTo("1:4-1:29");
        assertThat(Reads.span(root, "/a/b")).isEqualTo("1:8-1:18");
        assertThat(Reads.span(root, "/a/b/1")).isEqualTo("1:12-1:17");
        assertThat(Reads.span(root, "/a/c")).isEqualTo("1:24-1:24");
        assertThat(Reads.span(root.map("a").orElseThrow().keyPlace("c"))).isEqualTo("1:20-1:23");
        assertThat(Reads.span(root.map("a").orElseThrow().keyPlace("d"))).isEqualTo("1:27-1:28");
    }

    @Test
    void a_map_without_braces_in_a_flow_list_ends_with_its_value() {
        Value root = Reads.clean("[a: b, c]\n");

        assertThat(Reads.span(root, "/0")).isEqualTo("1:2-1:6");
        assertThat(Reads.span(root, "")).isEqualTo("1:1-1:10");
    }

    @Test
    void lists_begin_at_their_first_dash_indented_or_not() {
        Value root = Reads.clean("a:\n- x\n- q: 1\nb:\n  -\n  - z\n");

        assertThat(Reads.span(root, "/a")).isEqualTo("2:1-3:7");
        assertThat(Reads.span(root, "/a/1")).isEqualTo("3:3-3:7");
        assertThat(Reads.span(root, "/b")).isEqualTo("5:3-6:6");
        assertThat(Reads.span(root, "/b/0")).isEqualTo("5:4-5:4");
    }

    @Test
    void what_is_not_written_stands_where_it_would() {
        Value root = Reads.clean("a:\nb: 1\n");

        assertThat(Reads.span(root, "/a")).isEqualTo("1:3-1:3");
    }

    @Test
    void block_scalars_end_with_their_last_line_that_holds_something() {
        Value root = Reads.clean("a: |\n  x\n  y\n\nb: >-\n  z\n  \n# c\nc: |+\n\n\nd: 1\n");

        assertThat(Reads.span(root, "/a")).isEqualTo("1:4-3:4");
        assertThat(Reads.span(root, "/b")).isEqualTo("5:4-6:4");
        assertThat(Reads.span(root, "/c")).isEqualTo("9:4-9:6");
        assertThat(root.find("/c").orElseThrow()).hasToString("\n\n");
    }

    @Test
    void plain_and_quoted_scalars_may_go_on_over_lines() {
        Value root = Reads.clean("a: one\n  two\nb: 'three\n\n  four'\nc: 5\n");

        assertThat(root.find("/a").orElseThrow()).hasToString("one two");
        assertThat(Reads.span(root, "/a")).isEqualTo("1:4-2:6");
        assertThat(root.find("/b").orElseThrow()).hasToString("three\nfour");
        assertThat(Reads.span(root, "/b")).isEqualTo("3:4-5:8");
    }

    @Test
    void columns_count_code_points() {
        MapValue root =
                (MapValue) Reads.clean("k\u00e9\ud83d\ude00: \ud83d\ude00\u4e2d # c\nb: {x: \"\ud83d\ude00\", q: 1}\n");

        assertThat(Reads.span(root.keyPlace("k\u00e9\ud83d\ude00"))).isEqualTo("1:1-1:4");
        assertThat(Reads.span(root, "/k\u00e9\ud83d\ude00")).isEqualTo("1:6-1:8");
        assertThat(Reads.span(root, "/b/q")).isEqualTo("2:16-2:17");
    }

    @Test
    void all_three_line_ends_count_once() {
        for (String end : new String[] {"\n", "\r\n", "\r"}) {
            Value root = Reads.clean("a: 1" + end + end + "b:" + end + "  - x" + end + "c: |" + end + "  t" + end);

            assertThat(Reads.span(root, "/b/0")).isEqualTo("4:5-4:6");
            assertThat(Reads.span(root, "/c")).isEqualTo("5:4-6:4");
            assertThat(root.find("/c").orElseThrow()).hasToString("t\n");
        }
    }

    @Test
    void a_byte_order_mark_takes_no_column() {
        MapValue root = (MapValue) Reads.clean("\ufeffa: 1\n");

        assertThat(Reads.span(root.keyPlace("a"))).isEqualTo("1:1-1:2");
        assertThat(Reads.span(root, "/a")).isEqualTo("1:4-1:5");
    }

    @Test
    void anchors_and_tags_do_not_belong_to_the_place() {
        Value root = Reads.clean("a: &x !!str 1\nb: &y # c\n  k: v\nc: !!seq &z [1]\nd: &e\nf: &g\n- 1\n");

        assertThat(Reads.span(root, "/a")).isEqualTo("1:13-1:14");
        assertThat(Reads.span(root, "/b")).isEqualTo("3:3-3:7");
        assertThat(Reads.span(root, "/c")).isEqualTo("4:13-4:16");
        assertThat(Reads.span(root, "/d")).isEqualTo("5:6-5:6");
        assertThat(Reads.span(root, "/f")).isEqualTo("7:1-7:4");
    }

    @Test
    void a_scalar_and_a_list_can_be_the_whole_document() {
        assertThat(Reads.span(Reads.clean("--- text\n"), "")).isEqualTo("1:5-1:9");
        assertThat(Reads.clean("- 1\n- 2\n")).isInstanceOf(ListValue.class);
        assertThat(Reads.clean("null")).hasToString("null");
    }
}
