// SPDX-License-Identifier: Apache-2.0
package io.meshkit.benchmarks;

import java.util.Locale;

/**
 * What a median is held against.
 *
 * @param bound the bound, itself allowed
 * @param upper whether larger values miss it; otherwise smaller ones do
 */
record Target(double bound, boolean upper) {

    static Target atMost(double bound) {
        return new Target(bound, true);
    }

    static Target atLeast(double bound) {
        return new Target(bound, false);
    }

    boolean isMetBy(Series series) {
        return upper ? series.median() <= bound : series.median() >= bound;
    }

    @Override
    public String toString() {
        String number = bound == Math.rint(bound)
                ? String.format(Locale.ROOT, "%.0f", bound)
                : String.format(Locale.ROOT, "%.1f", bound);
        return (upper ? "<= " : ">= ") + number;
    }
}
