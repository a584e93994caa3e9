// SPDX-License-Identifier: Apache-2.0
package io.meshkit.pattern;

import io.meshkit.document.NumberValue;
import io.meshkit.document.Value;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * Shares of traffic, which patterns write as percentages, for meshes that know whole numbers of any sum only, as Istio and the Gateway API
 * do.
 *
 * @since 0.1.0
 */
public final class Weights {

    /** With four decimals a hundred percent are 1 000 000, the most that the Gateway API takes. */
    private static final int MOST_DECIMALS = 4;

    private Weights() {}

    /**
     * Whole numbers in the proportion of percentages: the percentages themselves where all are whole, else all of them multiplied by the
     * least power of ten that makes them so.
     *
     * @param percentages from 0 to 100; what is finer than four decimals is rounded
     * @return as many whole numbers in the same order, at the places of the percentages; values that are no numbers are given back
     */
    public static List<Value> whole(List<? extends Value> percentages) {
        int decimals = 0;
        for (Value percentage : percentages) {
            decimals = Math.max(decimals, decimalsOf(percentage));
        }
        List<Value> whole = new ArrayList<>();
        for (Value percentage : percentages) {
            whole.add(scaled(percentage, Math.min(decimals, MOST_DECIMALS)));
        }
        return List.copyOf(whole);
    }

    private static int decimalsOf(Value value) {
        return value instanceof NumberValue number
                ? number.decimal()
                        .map(decimal -> decimal.stripTrailingZeros().scale())
                        .orElse(0)
                : 0;
    }

    private static Value scaled(Value value, int decimals) {
        if (!(value instanceof NumberValue number) || number.decimal().isEmpty()) {
            return value;
        }
        BigDecimal moved = number.decimal().get().movePointRight(decimals).setScale(0, RoundingMode.HALF_UP);
        return NumberValue.of(moved.longValue()).at(number);
    }
}
