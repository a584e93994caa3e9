// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.document.BooleanValue;
import io.meshkit.document.Comment;
import io.meshkit.document.Document;
import io.meshkit.document.JsonPointer;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.SourceText;
import io.meshkit.document.TextEdit;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.spi.ReadResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DocumentEditorTest {

    private static DocumentEditor editor(SourceText source) {
        return new DocumentEditor(
                source, new YamlReader().read(source).documents().get(0));
    }

    private static String replace(String text, String pointer, Value value) {
        SourceText source = SourceText.of("t.yaml", text);
        return apply(source, editor(source).replace(JsonPointer.parse(pointer), value));
    }

    private static String delete(String text, String pointer) {
        SourceText source = SourceText.of("t.yaml", text);
        return TextEdits.apply(source, editor(source).delete(JsonPointer.parse(pointer)))
                .text();
    }

    private static String insert(String text, String pointer, String key, Value value) {
        SourceText source = SourceText.of("t.yaml", text);
        return apply(source, editor(source).insertAfter(JsonPointer.parse(pointer), key, value));
    }

    private static String apply(SourceText source, Optional<TextEdit> edit) {
        return TextEdits.apply(source, List.of(edit.orElseThrow())).text();
    }

    @Test
    void a_replaced_scalar_keeps_its_quotes() {
        String text = "a: one # c\nb: 'two'\nc: \"three\"\n";

        assertThat(replace(text, "/a", TextValue.of("x"))).isEqualTo("a: x # c\nb: 'two'\nc: \"three\"\n");
        assertThat(replace(text, "/b", TextValue.of("it's"))).contains("b: 'it''s'\n");
        assertThat(replace(text, "/c", TextValue.of("x"))).contains("c: \"x\"\n");
    }

    @Test
    void a_replacement_is_quoted_where_it_must_be() {
        assertThat(replace("a: one\n", "/a", TextValue.of("yes"))).isEqualTo("a: \"yes\"\n");
        assertThat(replace("a: one\n", "/a", TextValue.of("x: y"))).isEqualTo("a: \"x: y\"\n");
        assertThat(replace("a: 'one'\n", "/a", TextValue.of("l\nm"))).isEqualTo("a: \"l\\nm\"\n");
        assertThat(replace("a: 'one'\n", "/a", NumberValue.of("1.10"))).isEqualTo("a: 1.10\n");
        assertThat(replace("a: |\n  one\n# c\nb: 1\n", "/a", BooleanValue.TRUE)).isEqualTo("a: true\n# c\nb: 1\n");
    }

    @Test
    void a_value_can_be_written_where_none_was() {
        assertThat(replace("a:\nb: 1\n", "/a", TextValue.of("x"))).isEqualTo("a: x\nb: 1\n");
        assertThat(replace("a: [1]\nb:\n  -\n", "/b/0", TextValue.of("x"))).isEqualTo("a: [1]\nb:\n  - x\n");
    }

    @Test
    void what_an_alias_or_a_merge_brought_is_not_edited() {
        String text = "a: &x {p: 1}\nb: *x\nc: {<<: *x, q: 2}\nd: {e}\n";
        SourceText source = SourceText.of("t.yaml", text);
        DocumentEditor editor = editor(source);

        assertThat(editor.replace(JsonPointer.parse("/b/p"), TextValue.of("x"))).isEmpty();
        assertThat(editor.replace(JsonPointer.parse("/c/p"), TextValue.of("x"))).isEmpty();
        assertThat(editor.replace(JsonPointer.parse("/a"), TextValue.of("x"))).isEmpty();
        assertThat(editor.replace(JsonPointer.parse("/d/e"), TextValue.of("x"))).isEmpty();
        assertThat(editor.rename(JsonPointer.parse("/c/p"), "x")).isEmpty();
        assertThat(editor.delete(JsonPointer.parse("/c/p"))).isEmpty();
        assertThat(editor.delete(JsonPointer.parse("/nope"))).isEmpty();
        assertThat(editor.insertAfter(JsonPointer.parse("/b/p"), "x", TextValue.of("x")))
                .isEmpty();
    }

    @Test
    void a_key_is_renamed_in_its_quotes() {
        SourceText source = SourceText.of("t.yaml", "depends On: [a] # c\n'b': 1\n");

        assertThat(apply(source, editor(source).rename(JsonPointer.of("depends On"), "dependsOn")))
                .isEqualTo("dependsOn: [a] # c\n'b': 1\n");
        assertThat(apply(source, editor(source).rename(JsonPointer.of("b"), "c d")))
                .isEqualTo("depends On: [a] # c\n'c d': 1\n");
        assertThat(editor(source).rename(JsonPointer.of("b"), "depends On")).isEmpty();
    }

    @Test
    void an_entry_is_deleted_with_its_lines_and_its_trailing_comment() {
        String text = "# head\na: 1 # about a\n# about b\nb:\n  - x # in b\n  - y\nc: |\n  t\n\nd: 3\n";

        assertThat(delete(text, "/a")).isEqualTo("# head\n# about b\nb:\n  - x # in b\n  - y\nc: |\n  t\n\nd: 3\n");
        assertThat(delete(text, "/b")).isEqualTo("# head\na: 1 # about a\n# about b\nc: |\n  t\n\nd: 3\n");
        assertThat(delete(text, "/c")).endsWith("  - y\nd: 3\n");
        assertThat(delete(text, "/d")).endsWith("c: |\n  t\n\n");
    }

    @Test
    void the_first_entry_of_a_list_item_leaves_its_dash() {
        assertThat(delete("- a: 1\n  b: 2\n", "/0/a")).isEqualTo("- b: 2\n");
        assertThat(delete("- a: 1 # c\n  # about b\n  b: 2\n", "/0/a")).isEqualTo("- \n  # about b\n  b: 2\n");
    }

    @Test
    void the_only_entry_leaves_an_empty_map() {
        assertThat(delete("a:\n  b: 1 # c\nd: 2\n", "/a/b")).isEqualTo("a:\n  {} # c\nd: 2\n");
    }

    @Test
    void entries_are_deleted_from_flow_maps_with_their_comma() {
        assertThat(delete("m: {a: 1, b: 2, c: 3}\n", "/m/a")).isEqualTo("m: {b: 2, c: 3}\n");
        assertThat(delete("m: {a: 1, b: 2, c: 3}\n", "/m/b")).isEqualTo("m: {a: 1, c: 3}\n");
        assertThat(delete("m: {a: 1, b: 2, c: 3}\n", "/m/c")).isEqualTo("m: {a: 1, b: 2}\n");
        assertThat(delete("m: {a: 1}\n", "/m/a")).isEqualTo("m: {}\n");
        assertThat(delete("{\n  \"a\": 1,\n  \"b\": [2]\n}\n", "/a")).isEqualTo("{\n  \"b\": [2]\n}\n");
        assertThat(delete("{\n  \"a\": 1,\n  \"b\": [2]\n}\n", "/b")).isEqualTo("{\n  \"a\": 1\n}\n");
        assertThat(delete("{a: 1, # about a\n b: 2}\n", "/b")).isEqualTo("{a: 1 # about a\n }\n");
    }

    @Test
    void an_entry_is_inserted_at_the_indentation_of_the_one_before() {
        Value value = MapValue.builder().put("x", 1).put("w w", "two\nlines\n").build();

        assertThat(insert("a:\n    b: 1 # c\n# d\ne: 2\n", "/a/b", "z", TextValue.of("v")))
                .isEqualTo("a:\n    b: 1 # c\n    z: v\n# d\ne: 2\n");
        assertThat(insert("- a: 1\n  b: 2\n", "/0/a", "z", value))
                .isEqualTo("- a: 1\n  z:\n    x: 1\n    w w: |\n      two\n      lines\n  b: 2\n");
        assertThat(insert("a: 1", "/a", "z", ListValue.ofTexts(List.of("q")))).isEqualTo("a: 1\nz:\n- q\n");
        assertThat(insert("a: 1\r\nb: 2\r\n", "/a", "z", TextValue.of("v"))).isEqualTo("a: 1\r\nz: v\r\nb: 2\r\n");
    }

    @Test
    void an_entry_is_inserted_in_flow_style() {
        assertThat(insert("m: {a: 1, b: 2}\n", "/m/a", "z", TextValue.of("v"))).isEqualTo("m: {a: 1, z: v, b: 2}\n");
        assertThat(insert("{\n  \"a\": 1\n}\n", "/a", "z", MapValue.of("x", TextValue.of("y"))))
                .isEqualTo("{\n  \"a\": 1,\n  z: {\"x\":\"y\"}\n}\n");
    }

    @Test
    void json_stays_json() {
        SourceText source = SourceText.of("t.json", "{\n  \"a\": \"x\"\n}\n");
        DocumentEditor editor = editor(source);

        assertThat(apply(source, editor.replace(JsonPointer.of("a"), NumberValue.of("0x10"))))
                .contains("\"a\": 16\n");
        assertThat(apply(source, editor.rename(JsonPointer.of("a"), "b"))).contains("\"b\": \"x\"");
        assertThat(apply(source, editor.insertAfter(JsonPointer.of("a"), "z", TextValue.of("v"))))
                .isEqualTo("{\n  \"a\": \"x\",\n  \"z\": \"v\"\n}\n");
    }

    @Test
    void a_map_without_braces_in_a_list_takes_no_new_lines() {
        SourceText source = SourceText.of("t.yaml", "[a: b\n]\n");

        assertThat(editor(source).insertAfter(JsonPointer.parse("/0/a"), "z", TextValue.of("v")))
                .isEmpty();
        assertThat(editor(source).delete(JsonPointer.parse("/0/a"))).isEmpty();
    }

    @Test
    void reading_after_an_edit_gives_what_the_edit_says_and_all_other_comments() {
        int edits = 0;
        for (long seed = 1; seed <= 1_500; seed++) {
            Generator generator = new Generator(seed);
            SourceText source = SourceText.of("t.yaml", generator.yaml());
            Document document = new YamlReader().read(source).documents().get(0);
            List<JsonPointer> pointers = entries(document.root());
            JsonPointer pointer = pointers.get(generator.below(pointers.size()));
            edits += checkReplace(source, document, pointer, generator, seed);
            edits += checkRename(source, document, pointer, seed);
            edits += checkDelete(source, document, pointer, seed);
            edits += checkInsert(source, document, pointer, generator, seed);
        }

        assertThat(edits).as("edits made").isGreaterThan(3_500);
    }

    private static int checkReplace(
            SourceText source, Document document, JsonPointer pointer, Generator generator, long seed) {
        Value value = generator.value(2);
        Optional<TextEdit> edit;
        try {
            edit = new DocumentEditor(source, document).replace(pointer, value);
        } catch (IllegalArgumentException e) {
            throw new AssertionError("seed " + seed, e);
        }
        edit.ifPresent(
                made -> check(source, document, List.of(made), document.root().with(pointer, value), true, seed));
        return edit.isPresent() ? 1 : 0;
    }

    private static int checkRename(SourceText source, Document document, JsonPointer pointer, long seed) {
        Optional<TextEdit> edit = new DocumentEditor(source, document).rename(pointer, "new name");
        Value value = document.root().find(pointer).orElseThrow();
        Value expected = document.root().without(pointer).with(pointer.parent().child("new name"), value);
        edit.ifPresent(made -> check(source, document, List.of(made), expected, true, seed));
        return edit.isPresent() ? 1 : 0;
    }

    private static int checkDelete(SourceText source, Document document, JsonPointer pointer, long seed) {
        List<TextEdit> edits = new DocumentEditor(source, document).delete(pointer);
        if (!edits.isEmpty()) {
            check(source, document, edits, document.root().without(pointer), false, seed);
        }
        return edits.isEmpty() ? 0 : 1;
    }

    private static int checkInsert(
            SourceText source, Document document, JsonPointer pointer, Generator generator, long seed) {
        Value value = generator.value(2);
        Optional<TextEdit> edit = new DocumentEditor(source, document).insertAfter(pointer, "added", value);
        Value expected = document.root().with(pointer.parent().child("added"), value);
        edit.ifPresent(made -> check(source, document, List.of(made), expected, true, seed));
        return edit.isPresent() ? 1 : 0;
    }

    private static void check(
            SourceText source, Document before, List<TextEdit> edits, Value expected, boolean allComments, long seed) {
        SourceText edited = TextEdits.apply(source, edits);
        ReadResult result = new YamlReader().read(edited);
        String what = "seed " + seed + "\n" + source.text() + "\n=>\n" + edited.text();
        assertThat(result.documents()).as(what).hasSize(1);
        assertThat(result.documents().get(0).root()).as(what).isEqualTo(expected);
        List<String> comments = comments(result.documents().get(0));
        if (allComments) {
            assertThat(comments).as(what).isEqualTo(comments(before));
        } else {
            List<String> kept = before.comments().stream()
                    .filter(comment -> edits.stream().noneMatch(edit -> covers(edit, comment)))
                    .map(Comment::text)
                    .toList();
            assertThat(comments).as(what).isEqualTo(kept);
        }
    }

    private static boolean covers(TextEdit edit, Comment comment) {
        var span = edit.place().span();
        var there = comment.place().span();
        boolean afterStart =
                there.line() > span.line() || (there.line() == span.line() && there.column() >= span.column());
        boolean beforeEnd =
                there.line() < span.endLine() || (there.line() == span.endLine() && there.column() < span.endColumn());
        return afterStart && beforeEnd;
    }

    private static List<String> comments(Document document) {
        return document.comments().stream().map(Comment::text).toList();
    }

    private static List<JsonPointer> entries(Value root) {
        List<JsonPointer> entries = new ArrayList<>();
        List<JsonPointer> open = new ArrayList<>(List.of(JsonPointer.ROOT));
        while (!open.isEmpty()) {
            JsonPointer pointer = open.remove(open.size() - 1);
            Value value = root.find(pointer).orElseThrow();
            if (value instanceof MapValue map) {
                map.keys().forEach(key -> entries.add(pointer.child(key)));
                map.keys().forEach(key -> open.add(pointer.child(key)));
            } else if (value instanceof ListValue list) {
                for (int i = 0; i < list.size(); i++) {
                    open.add(pointer.child(i));
                }
            }
        }
        return entries;
    }
}
