// SPDX-License-Identifier: Apache-2.0
package io.meshkit.resource;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * What a resource would become if it were applied, or why it would not. Nothing is written for it.
 *
 * @param basis how it was found out
 * @param result the whole object after the change; empty when the store would refuse it
 * @param rejection why the store would refuse it; empty when it would take it
 * @param warnings what the server says beside it, such as deprecations
 * @since 0.1.0
 */
public record Preview(Basis basis, Optional<Resource> result, Optional<Rejection> rejection, List<String> warnings) {

    /**
     * Copies the warnings.
     *
     * @throws IllegalArgumentException unless exactly one of result and rejection is there
     */
    public Preview {
        requireNonNull(basis, "basis");
        warnings = List.copyOf(warnings);
        if (result.isPresent() == rejection.isPresent()) {
            throw new IllegalArgumentException("a preview has a result or a rejection, not both and not none");
        }
    }

    /** How a preview was found out. */
    public enum Basis {
        /** The server did everything but write: defaults, admission and validation included. */
        SERVER,
        /** The client compared; what the server would add or refuse is not known. */
        COMPARISON
    }
}
