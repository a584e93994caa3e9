// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionsTest {

    private static final Suggestions KEYS =
            Suggestions.among(List.of("retry", "retryBudget", "timeout", "matchLabels", "dependsOn", "mTLS"));

    @ParameterizedTest
    @CsvSource({
        "rtery, retry",
        "match Labels, matchLabels",
        "match-labels, matchLabels",
        "depends On, dependsOn",
        "mtls, mTLS",
        "Timeout, timeout",
        "timout, timeout",
        "timeouts, timeout"
    })
    void the_nearest_known_word_is_found(String written, String meant) {
        assertThat(KEYS.nearest(written)).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({"circuitBreaker", "to", "x", "''", "' '"})
    void words_too_far_away_have_no_suggestion(String written) {
        assertThat(KEYS.nearest(written)).isEmpty();
    }

    @Test
    void equally_near_words_come_in_alphabetical_order() {
        assertThat(Suggestions.among(List.of("v3", "v1", "v2", "w99")).near("v4", 2))
                .containsExactly("v1", "v2");
    }

    @Test
    void the_word_itself_is_no_suggestion_for_itself() {
        assertThat(Suggestions.among(List.of("a")).nearest("a")).isEmpty();
    }

    @Test
    void endless_words_are_not_compared() {
        assertThat(Suggestions.among(List.of("a".repeat(300))).nearest("a".repeat(301)))
                .isEmpty();
    }
}
