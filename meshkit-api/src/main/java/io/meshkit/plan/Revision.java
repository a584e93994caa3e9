// SPDX-License-Identifier: Apache-2.0
package io.meshkit.plan;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A state of a set that was applied in full and is kept to come back to.
 *
 * @param number 1 for the first
 * @param time when it was applied
 * @param digest the digest of its resources; equal for equal states
 * @param resources how many resources it has
 * @since 0.1.0
 */
public record Revision(int number, Instant time, Digest digest, int resources) {

    /** Checks that nothing is null. */
    public Revision {
        requireNonNull(time, "time");
        requireNonNull(digest, "digest");
    }
}
