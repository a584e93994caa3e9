// SPDX-License-Identifier: Apache-2.0
package io.meshkit.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshkit.document.NumberValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WeightsTest {

    private static List<String> whole(String... percentages) {
        return Weights.whole(List.of(percentages).stream().map(NumberValue::of).toList()).stream()
                .map(Value::toString)
                .toList();
    }

    @Test
    void whole_percentages_stay_as_they_are() {
        assertThat(whole("90", "10")).containsExactly("90", "10");
    }

    @Test
    void decimals_are_moved_before_the_point_for_all_alike() {
        assertThat(whole("99.5", "0.5")).containsExactly("995", "5");
        assertThat(whole("33.33", "66.67", "0")).containsExactly("3333", "6667", "0");
    }

    @Test
    void zeros_behind_the_point_are_no_decimals() {
        assertThat(whole("50.0", "50.00")).containsExactly("50", "50");
    }

    @Test
    void nothing_is_larger_than_the_gateway_api_takes() {
        assertThat(whole("100", "0.123456789")).containsExactly("1000000", "1235");
    }

    @Test
    void what_is_no_number_is_given_back() {
        assertThat(Weights.whole(List.of(TextValue.of("half")))).containsExactly(TextValue.of("half"));
    }

    @Test
    void proportions_are_kept_for_any_percentages() {
        long seed = 20_261_124L;
        Random random = new Random(seed);
        for (int run = 0; run < 1_000; run++) {
            List<NumberValue> percentages = new ArrayList<>();
            int decimals = random.nextInt(5);
            for (int i = 0; i < 1 + random.nextInt(5); i++) {
                percentages.add(NumberValue.of(
                        BigDecimal.valueOf(random.nextInt(1_000_001), 4).setScale(decimals, RoundingMode.DOWN)));
            }

            List<Value> weights = Weights.whole(percentages);

            for (int i = 0; i < weights.size(); i++) {
                for (int j = 0; j < weights.size(); j++) {
                    assertThat(number(weights.get(i)).multiply(number(percentages.get(j))))
                            .as("seed %d, run %d, %s", seed, run, percentages)
                            .isEqualByComparingTo(number(weights.get(j)).multiply(number(percentages.get(i))));
                }
            }
        }
    }

    private static BigDecimal number(Value value) {
        return new BigDecimal(value.toString());
    }
}
