// SPDX-License-Identifier: Apache-2.0
package io.meshkit.finding;

import static java.util.Objects.requireNonNull;

import io.meshkit.document.Place;

/**
 * Another place that a finding is about, such as the first of two equal keys.
 *
 * @param place the place
 * @param message what is there, such as "first written here"
 * @since 0.1.0
 */
public record Related(Place place, String message) {

    /** Checks that nothing is null. */
    public Related {
        requireNonNull(place, "place");
        requireNonNull(message, "message");
    }
}
