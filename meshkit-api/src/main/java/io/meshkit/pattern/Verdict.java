// SPDX-License-Identifier: Apache-2.0
package io.meshkit.pattern;

/**
 * How far a mesh can do what a trait asks, the best first.
 *
 * @since 0.1.0
 */
public enum Verdict {
    /** With a feature of its own, as asked. */
    NATIVE,
    /** With a feature of its own, but not in all respects. */
    PARTIAL,
    /** With other objects that have the same effect. */
    EMULATED,
    /** Not at all. */
    NONE,
    /** The mesh may be able to; this adapter has no renderer for it. */
    UNIMPLEMENTED;

    /**
     * Whether something is rendered for it.
     *
     * @return true for native, partial and emulated
     */
    public boolean isRendered() {
        return this == NATIVE || this == PARTIAL || this == EMULATED;
    }
}
