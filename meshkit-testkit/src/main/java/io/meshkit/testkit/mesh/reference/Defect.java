// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.mesh.reference;

/**
 * A way for a {@link ReferenceMesh} to be wrong, to show that a test would notice. Each changes one thing.
 *
 * @since 0.1.0
 */
public enum Defect {
    /**
     * Weights of a {@code trafficSplit} are drawn three fifths of the way to equal shares each time they are used: 60/40 instead of 75/25, and
     * 70/30 instead of 100/0.
     */
    SPLIT_SHIFTED,
    /** A {@code route} takes an exact path for the beginning of a path. */
    EXACT_PATH_AS_PREFIX,
    /**
     * What an {@code access} trait of an earlier pattern allowed stays allowed when a later pattern no longer allows it.
     */
    REVOKED_ACCESS_ALLOWED,
    /** A failed request is not tried again. */
    RETRIES_IGNORED,
    /** A {@code fault} strikes no request. */
    FAULTS_IGNORED
}
