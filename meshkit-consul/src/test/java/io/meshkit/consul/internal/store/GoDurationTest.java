// SPDX-License-Identifier: Apache-2.0
package io.meshkit.consul.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoDurationTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
        0, 0
        0s, 0
        1h30m, 5400000000000
        1m30.5s, 90500000000
        .5s, 500000000
        1.s, 1000000000
        250us, 250000
        250\u00b5s, 250000
        250\u03bcs, 250000
        100ns, 100
        1ms1ns, 1000001
        -2s, -2000000000
        +2s, 2000000000
        """)
    void a_text_of_go_in_nanoseconds(String text, BigDecimal nanos) {
        assertThat(GoDuration.nanos(text))
                .hasValueSatisfying(read -> assertThat(read).isEqualByComparingTo(nanos));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "s", "1 s", "1d", "PT1S", "1h-1m", "..5s", "1e3s"})
    void other_texts_are_none(String text) {
        assertThat(GoDuration.nanos(text)).isEmpty();
    }
}
