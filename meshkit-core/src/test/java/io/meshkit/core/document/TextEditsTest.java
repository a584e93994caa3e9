// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.meshkit.document.Place;
import io.meshkit.document.SourceId;
import io.meshkit.document.SourceText;
import io.meshkit.document.Span;
import io.meshkit.document.TextEdit;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextEditsTest {

    private static TextEdit edit(int line, int column, int endLine, int endColumn, String replacement) {
        return new TextEdit(new Place(new SourceId("t"), new Span(line, column, endLine, endColumn)), replacement);
    }

    private static String apply(String text, TextEdit... edits) {
        return TextEdits.apply(SourceText.of("t", text), List.of(edits)).text();
    }

    @Test
    void the_order_of_edits_does_not_matter() {
        TextEdit first = edit(1, 4, 1, 5, "2");
        TextEdit second = edit(2, 1, 2, 2, "c");

        assertThat(apply("a: 1\nb: 1\n", first, second)).isEqualTo("a: 2\nc: 1\n");
        assertThat(apply("a: 1\nb: 1\n", second, first)).isEqualTo("a: 2\nc: 1\n");
    }

    @Test
    void columns_count_code_points_and_no_byte_order_mark() {
        assertThat(apply("\ufeff\ud83d\ude00: x\n", edit(1, 4, 1, 5, "y"))).isEqualTo("\ufeff\ud83d\ude00: y\n");
    }

    @Test
    void line_ends_become_those_of_the_text() {
        assertThat(apply("a: 1\r\nb: 2\r\n", edit(2, 1, 2, 1, "x: 1\ny: 2\r\n")))
                .isEqualTo("a: 1\r\nx: 1\r\ny: 2\r\nb: 2\r\n");
        assertThat(apply("a\rb", edit(2, 1, 2, 1, "x\n"))).isEqualTo("a\rx\rb");
    }

    @Test
    void edits_may_touch_and_an_insertion_comes_before_a_replacement_at_its_place() {
        assertThat(apply("abc", edit(1, 1, 1, 2, "x"), edit(1, 2, 1, 2, "-"), edit(1, 2, 1, 3, "y")))
                .isEqualTo("x-yc");
    }

    @Test
    void overlapping_edits_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> apply("abc", edit(1, 1, 1, 3, "x"), edit(1, 2, 1, 3, "y")))
                .withMessageContaining("overlap");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> apply("abc", edit(1, 2, 1, 2, "x"), edit(1, 2, 1, 2, "y")));
    }

    @Test
    void places_that_the_text_does_not_have_are_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> apply("abc\n", edit(3, 1, 3, 1, "x")));
        assertThatIllegalArgumentException().isThrownBy(() -> apply("abc\nd", edit(1, 6, 1, 6, "x")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TextEdits.apply(SourceText.of("other", "abc"), List.of(edit(1, 1, 1, 2, "x"))))
                .withMessageContaining("other");
    }

    @Test
    void no_edits_change_nothing() {
        assertThat(apply("a\r\nb\n")).isEqualTo("a\r\nb\n");
    }
}
