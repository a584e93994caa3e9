// SPDX-License-Identifier: Apache-2.0
package io.meshkit.benchmarks;

import java.util.Arrays;

/** The same thing measured several times. */
final class Series {

    private final double[] sorted;

    private Series(double[] values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("a series has at least one value");
        }
        sorted = values.clone();
        Arrays.sort(sorted);
    }

    static Series of(double... values) {
        return new Series(values);
    }

    /** How often these are as large as those, round by round: both were measured in turns under the same conditions. */
    static Series ratios(double[] these, double[] those) {
        double[] ratios = new double[these.length];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = these[i] / those[i];
        }
        return new Series(ratios);
    }

    int rounds() {
        return sorted.length;
    }

    double median() {
        return quantile(0.5);
    }

    double least() {
        return sorted[0];
    }

    double most() {
        return sorted[sorted.length - 1];
    }

    double lowerQuartile() {
        return quantile(0.25);
    }

    double upperQuartile() {
        return quantile(0.75);
    }

    private double quantile(double share) {
        double position = share * (sorted.length - 1);
        int below = (int) Math.floor(position);
        int above = (int) Math.ceil(position);
        return sorted[below] + (sorted[above] - sorted[below]) * (position - below);
    }
}
