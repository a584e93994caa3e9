// SPDX-License-Identifier: Apache-2.0
package io.meshkit.plan;

/**
 * What an operation does when a step fails.
 *
 * @since 0.1.0
 */
public enum FailurePolicy {
    /** Steps that run are finished, no further one begins. */
    STOP,
    /** Steps that do not depend on the failed one go on. */
    CONTINUE_INDEPENDENT,
    /** As {@link #STOP}; then what this operation did is undone in reverse order. */
    ROLL_BACK
}
