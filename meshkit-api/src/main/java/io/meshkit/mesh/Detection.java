// SPDX-License-Identifier: Apache-2.0
package io.meshkit.mesh;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * Whether a mesh is installed at a site, and how that was seen.
 *
 * @param status what was found
 * @param version the version of its control plane; empty when absent or not to be seen
 * @param namespace where its control plane runs; empty when absent or not to be seen
 * @param evidence what was looked at and seen, one line each
 * @since 0.1.0
 */
public record Detection(Status status, Optional<String> version, Optional<String> namespace, List<String> evidence) {

    /** Copies the evidence. */
    public Detection {
        requireNonNull(status, "status");
        requireNonNull(version, "version");
        requireNonNull(namespace, "namespace");
        evidence = List.copyOf(evidence);
    }

    /** What was found. */
    public enum Status {
        /** Its definitions and its control plane are there. */
        PRESENT,
        /** Some of it is there, for instance its definitions without a control plane. */
        PARTIAL,
        /** Nothing of it is there. */
        ABSENT,
        /** It could not be seen, for instance for want of rights; the evidence says why. */
        UNKNOWN
    }
}
