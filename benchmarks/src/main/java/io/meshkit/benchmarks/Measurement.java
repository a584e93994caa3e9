// SPDX-License-Identifier: Apache-2.0
package io.meshkit.benchmarks;

import io.meshkit.document.MapValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * A thing measured, in how many rounds, and what it is held against.
 *
 * @param name what was measured
 * @param unit the unit of its values
 * @param series the values
 * @param target what the median is held against; empty when the number is for comparison alone
 */
record Measurement(String name, String unit, Series series, Optional<Target> target) {

    static Measurement held(String name, String unit, Series series, Target target) {
        return new Measurement(name, unit, series, Optional.of(target));
    }

    static Measurement forComparison(String name, String unit, Series series) {
        return new Measurement(name, unit, series, Optional.empty());
    }

    boolean isMissed() {
        return target.isPresent() && !target.get().isMetBy(series);
    }

    String verdict() {
        return target.isEmpty() ? "" : isMissed() ? "missed" : "met";
    }

    MapValue toValue() {
        MapValue.Builder value = MapValue.builder()
                .put("name", name)
                .put("unit", unit)
                .put("rounds", series.rounds())
                .put("median", number(series.median()))
                .put("lowerQuartile", number(series.lowerQuartile()))
                .put("upperQuartile", number(series.upperQuartile()))
                .put("least", number(series.least()))
                .put("most", number(series.most()));
        target.ifPresent(bound -> value.put(bound.upper() ? "atMost" : "atLeast", number(bound.bound()))
                .put("met", !isMissed()));
        return value.build();
    }

    private static Value number(double value) {
        return NumberValue.of(BigDecimal.valueOf(value)
                .setScale(3, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString());
    }
}
