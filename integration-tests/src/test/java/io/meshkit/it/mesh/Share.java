// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.mesh;

import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * Whether a count is what a share of the requests would give. Exact: the count lies in the central interval of the binomial distribution
 * that a right share leaves once in 10^11 times: a run of the live tests counts five times, so that ten runs give a wrong alarm less than once
 * in a thousand million times.
 */
final class Share {

    private static final double OUTSIDE = 1e-11;

    private Share() {}

    static boolean fits(int count, int requests, double share) {
        BinomialDistribution counts = BinomialDistribution.of(requests, share);
        return count >= counts.inverseCumulativeProbability(OUTSIDE / 2)
                && count <= counts.inverseSurvivalProbability(OUTSIDE / 2);
    }
}
