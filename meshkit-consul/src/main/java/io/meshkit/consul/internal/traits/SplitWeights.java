// SPDX-License-Identifier: Apache-2.0
package io.meshkit.consul.internal.traits;

import io.meshkit.document.NumberValue;
import io.meshkit.document.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** The weights of a ServiceSplitter: percentages of two decimals. */
final class SplitWeights {

    private static final int WHOLE = 10_000;

    private SplitWeights() {}

    /**
     * Whether Consul takes weights: hashicorp/consul-k8s:control-plane/api/v1alpha1/servicesplitter_types.go, ServiceSplits.validate, adds up
     * float32; hashicorp/consul:agent/structs/config_entry_discoverychain.go, scaleWeight, keeps two decimals.
     */
    static boolean addUp(Iterable<? extends Value> weights) {
        float sum = 0;
        for (Value weight : weights) {
            BigDecimal percentage =
                    weight instanceof NumberValue number ? number.decimal().orElse(BigDecimal.ZERO) : BigDecimal.ZERO;
            if (percentage.stripTrailingZeros().scale() > 2) {
                return false;
            }
            sum += percentage.floatValue();
        }
        return sum == 100;
    }

    /** Shares for some targets that are as equal as two decimals allow, the greater ones first. */
    static List<Value> equal(int targets) {
        List<Value> weights = new ArrayList<>();
        for (int i = 0; i < targets; i++) {
            int hundredths = WHOLE / targets + (i < WHOLE % targets ? 1 : 0);
            weights.add(
                    hundredths % 100 == 0
                            ? NumberValue.of(hundredths / 100)
                            : NumberValue.of(BigDecimal.valueOf(hundredths, 2)));
        }
        return List.copyOf(weights);
    }
}
