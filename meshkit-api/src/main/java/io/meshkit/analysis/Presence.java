// SPDX-License-Identifier: Apache-2.0
package io.meshkit.analysis;

/**
 * Whether something that is referred to is there. Only {@link #ABSENT} is an error: what was not loaded cannot be called missing.
 *
 * @since 0.1.0
 */
public enum Presence {
    /** It is in the snapshot. */
    FOUND,
    /** It would be in the snapshot if it were there. */
    ABSENT,
    /** Its kind, or its namespace, was not loaded. */
    UNKNOWN
}
