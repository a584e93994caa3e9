// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.document.Comment;
import io.meshkit.document.SourceText;
import io.meshkit.spi.ReadResult;
import java.util.List;
import org.junit.jupiter.api.Test;

class YamlLayoutTest {

    private static String laidOut(String text) {
        SourceText source = SourceText.of("t.yaml", text);
        return TextEdits.apply(source, YamlLayout.of(source).edits()).text();
    }

    private static List<String> comments(ReadResult read) {
        return read.documents().stream()
                .flatMap(document -> document.comments().stream())
                .map(Comment::text)
                .map(String::stripTrailing)
                .sorted()
                .toList();
    }

    @Test
    void a_level_is_two_columns_and_comments_move_along() {
        assertThat(laidOut("""
            a:
                # about b
                b:
                      c: 1 # one
                      # last of b
                # last of a
            # about d
            d: 2
            """)).isEqualTo("""
                a:
                  # about b
                  b:
                    c: 1 # one
                    # last of b
                  # last of a
                # about d
                d: 2
                """);
    }

    @Test
    void dashes_stand_under_the_key_of_their_list() {
        assertThat(laidOut("""
            hosts:
                # the first
                -   name: a
                    port: 1
                    # end of the first
                # the second
                -   - x
                    -     y
            other:
            - z
            """)).isEqualTo("""
                hosts:
                # the first
                - name: a
                  port: 1
                  # end of the first
                # the second
                - - x
                  - y
                other:
                - z
                """);
    }

    @Test
    void the_content_of_block_scalars_moves_as_a_whole() {
        assertThat(laidOut("""
            a:
                 b: |
                          if x:
                            y \s
                          # no comment
                 # a comment
                 c: >2-
                      indented
                     text
            """)).isEqualTo("""
                a:
                  b: |
                    if x:
                      y \s
                    # no comment
                  # a comment
                  c: >2-
                       indented
                      text
                """);
    }

    @Test
    void lines_in_brackets_move_as_a_whole_and_further_lines_of_scalars_stand_one_level_in() {
        assertThat(laidOut("""
            a:
                b: {
                  x: 1, # one
                    y: 2
                }
                c: a text
                       that goes
                 on
                d:
                       alone
            """)).isEqualTo("""
                a:
                  b: {
                    x: 1, # one
                      y: 2
                  }
                  c: a text
                    that goes
                    on
                  d:
                    alone
                """);
    }

    @Test
    void commented_lines_keep_their_columns_to_each_other() {
        assertThat(laidOut("""
            a:
                b: 1
                # c:
                   # d: 1
                 # e: 2
                f: 2
            """)).isEqualTo("""
                a:
                  b: 1
                  # c:
                     # d: 1
                   # e: 2
                  f: 2
                """);
    }

    @Test
    void no_line_ends_with_blanks_and_the_text_ends_with_one_line_end() {
        assertThat(laidOut("a: 1  \n  \nb: \"x \\ \n  y\"\t\n\n \n")).isEqualTo("a: 1\n\nb: \"x \\ \n  y\"\n");
        assertThat(laidOut("a: 1")).isEqualTo("a: 1\n");
        assertThat(laidOut(" \n\n")).isEmpty();
        assertThat(laidOut("")).isEmpty();
    }

    @Test
    void the_end_of_a_block_scalar_stays_where_it_is_content() {
        for (String text : List.of("a: |\n  x", "a: |+\n  x\n\n", "a: |\n  x\n     \n", "|\n  x\n\n")) {
            assertThat(laidOut(text)).isEqualTo(text);
        }
        assertThat(laidOut("a: |\n  x\n\n")).isEqualTo("a: |\n  x\n");
        assertThat(laidOut("a: >-\n  x")).isEqualTo("a: >-\n  x\n");
    }

    @Test
    void anchors_tags_merges_and_markers_stay_and_move_with_their_lines() {
        assertThat(laidOut("""
            %YAML 1.2
            ---
            base: &base
                 x: 1
            list: !!seq
               - &one a: 1
                 <<: *base
               - !!map
                   k: v
            map:
                &late
                y: 2
            ...
            ---
              next: 1
            """)).isEqualTo("""
                %YAML 1.2
                ---
                base: &base
                  x: 1
                list: !!seq
                - &one a: 1
                  <<: *base
                - !!map
                  k: v
                map:
                  &late
                  y: 2
                ...
                ---
                next: 1
                """);
    }

    @Test
    void a_document_with_explicit_keys_is_left_alone_and_the_others_are_not() {
        String unusual = "a:\n    ? b\n    : c  \n";
        SourceText source = SourceText.of("t.yaml", "x:\n     y: 1\n---\n" + unusual + "---\nz: 1 \n");

        YamlLayout layout = YamlLayout.of(source);

        assertThat(TextEdits.apply(source, layout.edits()).text())
                .isEqualTo("x:\n  y: 1\n---\n" + unusual + "---\nz: 1\n");
        assertThat(layout.leftAlone()).singleElement().hasToString("t.yaml:3:1");
    }

    @Test
    void brackets_that_are_the_whole_document_end_no_line_with_blanks() {
        assertThat(laidOut("{\"a\": 1,  \n\t\"b\":[]   }  \n  \n")).isEqualTo("{\"a\": 1,\n\t\"b\":[]   }\n");
        assertThat(laidOut("{\"a\": 1}  ")).isEqualTo("{\"a\": 1}\n");
        assertThat(laidOut("[\"a \\\n  b \",  \n \n  c]  \n---\na: 1\n"))
                .isEqualTo("[\"a \\\n  b \",\n\n  c]\n---\na: 1\n");
    }

    @Test
    void documents_that_are_no_blocks_and_json_keep_their_columns() {
        assertThat(laidOut("  {a: 1,\n       b: 2}\n")).isEqualTo("  {a: 1,\n       b: 2}\n");
        assertThat(laidOut("# only\n   # comments\n")).isEqualTo("# only\n   # comments\n");
        SourceText json = SourceText.of("t.json", "{\n\t\"a\": 1 \n}");
        assertThat(TextEdits.apply(json, YamlLayout.of(json).edits()).text()).isEqualTo("{\n\t\"a\": 1\n}\n");
    }

    @Test
    void any_text_keeps_its_values_and_comments_and_is_laid_out_once() {
        int changed = 0;
        int read = 0;
        for (long seed = 1; seed <= 1_500; seed++) {
            String text = seed % 4 == 0 ? new Generator(seed).yaml() : MessyYaml.of(seed);
            ReadResult before = Reads.read(text);
            if (before.report().hasErrors() || before.documents().isEmpty()) {
                continue;
            }
            read++;
            String after = laidOut(text);
            ReadResult again = Reads.read(after);

            assertThat(Reads.roots(again))
                    .as("values of seed %d:%n%s%nlaid out:%n%s", seed, text, after)
                    .isEqualTo(Reads.roots(before));
            assertThat(comments(again))
                    .as("comments of seed %d:%n%s%nlaid out:%n%s", seed, text, after)
                    .isEqualTo(comments(before));
            assertThat(laidOut(after))
                    .as("second layout of seed %d:%n%s%nfirst:%n%s", seed, text, after)
                    .isEqualTo(after);
            changed += after.equals(text) ? 0 : 1;
        }
        assertThat(read).isGreaterThan(1_100);
        assertThat(changed).isGreaterThan(800);
    }
}
