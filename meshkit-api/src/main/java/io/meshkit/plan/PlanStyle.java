// SPDX-License-Identifier: Apache-2.0
package io.meshkit.plan;

/**
 * How a plan is written for people.
 *
 * @since 0.1.0
 */
public enum PlanStyle {
    /** Characters alone. */
    PLAIN,
    /** With the colours of ANSI terminals. */
    COLOURED
}
