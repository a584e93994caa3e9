// SPDX-License-Identifier: Apache-2.0
package io.meshkit.pattern;

import static java.util.Objects.requireNonNull;

import io.meshkit.finding.Report;
import io.meshkit.plan.DesiredState;

/**
 * A pattern, rendered for one mesh.
 *
 * @param desired the objects; incomplete when the report has errors
 * @param capabilities how far the mesh can do what the pattern asks
 * @since 0.1.0
 */
public record RenderedPattern(DesiredState desired, CapabilityReport capabilities) {

    /** Checks that nothing is null. */
    public RenderedPattern {
        requireNonNull(desired, "desired");
        requireNonNull(capabilities, "capabilities");
    }

    /**
     * Everything found, from reading to rendering.
     *
     * @return the report of the desired state
     */
    public Report report() {
        return desired.report();
    }
}
