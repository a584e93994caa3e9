// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.document.Place;
import io.meshkit.document.SourceId;
import io.meshkit.document.SourceText;
import io.meshkit.document.Span;
import io.meshkit.document.TextEdit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EditedTextTest {

    private static TextEdit edit(int column, int endColumn, String replacement) {
        return new TextEdit(new Place(new SourceId("t"), new Span(1, column, 1, endColumn)), replacement);
    }

    private static String shown(EditedText text) {
        List<String> edits = new ArrayList<>();
        text.edits()
                .forEach(edit -> edits.add(
                        edit.place().span() + "-" + edit.place().span().endColumn() + " " + edit.replacement()));
        return String.join(", ", edits);
    }

    @Test
    void two_rounds_come_to_edits_of_the_first_text() {
        EditedText text = EditedText.of(SourceText.of("t", "abcdef"))
                .with(List.of(edit(2, 4, "XYZ")))
                .with(List.of(edit(3, 4, ""), edit(7, 7, "!")));

        assertThat(text.text().text()).isEqualTo("aXZde!f");
        assertThat(shown(text)).isEqualTo("1:2-4 XZ, 1:6-6 !");
    }

    @Test
    void what_comes_in_and_goes_again_is_no_edit() {
        EditedText text = EditedText.of(SourceText.of("t", "ab"))
                .with(List.of(edit(2, 2, "new")))
                .with(List.of(edit(2, 5, "")));

        assertThat(text.text().text()).isEqualTo("ab");
        assertThat(text.edits()).isEmpty();
    }

    @Test
    void places_count_code_points_and_no_byte_order_mark() {
        EditedText text =
                EditedText.of(SourceText.of("t", "\ufeff\ud83d\ude00ab")).with(List.of(edit(3, 4, "")));

        assertThat(text.text().text()).isEqualTo("\ufeff\ud83d\ude00a");
        assertThat(shown(text)).isEqualTo("1:3-4 ");
    }

    @Test
    void the_edits_of_any_rounds_make_the_last_text_of_the_first() {
        for (long seed = 1; seed <= 2_000; seed++) {
            Random random = new Random(seed);
            SourceText first =
                    SourceText.of("t", "one two \ud83d\ude00 three\nfour\nfive".substring(random.nextInt(4)));
            EditedText text = EditedText.of(first);
            for (int round = random.nextInt(5); round > 0; round--) {
                text = text.with(edits(text.text().text(), random));
            }
            String again = TextEdits.apply(first, text.edits()).text();

            assertThat(again).as("seed %d", seed).isEqualTo(text.text().text());
        }
    }

    /** Edits on the first line, from left to right. */
    private static List<TextEdit> edits(String text, Random random) {
        String line = text.lines().findFirst().orElse("");
        int columns = line.codePointCount(0, line.length()) + 1;
        List<TextEdit> edits = new ArrayList<>();
        int from = 1;
        while (from < columns && edits.size() < 4) {
            int start = from + random.nextInt(columns - from);
            int end = Math.min(columns, start + random.nextInt(3));
            edits.add(edit(start, end, "+".repeat(random.nextInt(3)) + (random.nextInt(5) == 0 ? "\n" : "")));
            from = end + 1;
        }
        return edits;
    }
}
