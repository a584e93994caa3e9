// SPDX-License-Identifier: Apache-2.0
package io.meshkit.pattern;

import static java.util.Objects.requireNonNull;

import io.meshkit.document.Place;
import io.meshkit.mesh.MeshId;
import java.util.List;
import java.util.Optional;

/**
 * How far a mesh can do what a pattern asks, trait by trait.
 *
 * @param mesh the mesh
 * @param lines one line per trait, and one per field that is not native
 * @since 0.1.0
 */
public record CapabilityReport(MeshId mesh, List<Line> lines) {

    /** Copies the lines. */
    public CapabilityReport {
        requireNonNull(mesh, "mesh");
        lines = List.copyOf(lines);
    }

    /**
     * One verdict.
     *
     * @param component the key of the component
     * @param trait the trait; the type of the component where the verdict is on the component itself
     * @param support the verdict, with field, reason and way out
     * @param place where the trait or field is written; empty when code made it
     */
    public record Line(String component, String trait, Support support, Optional<Place> place) {

        /** Checks that nothing is null. */
        public Line {
            requireNonNull(component, "component");
            requireNonNull(trait, "trait");
            requireNonNull(support, "support");
            requireNonNull(place, "place");
        }
    }
}
