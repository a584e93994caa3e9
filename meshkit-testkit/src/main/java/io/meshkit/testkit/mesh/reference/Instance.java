// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.mesh.reference;

import io.meshkit.document.MapValue;
import io.meshkit.testkit.mesh.EchoRole;

/**
 * An instance of a service.
 *
 * @param role what it is
 * @param port where it listens
 */
record Instance(EchoRole role, int port) {

    /** Whether it bears all of some labels; each bears {@code app} and {@code version}. */
    boolean bears(MapValue labels) {
        MapValue own = MapValue.builder()
                .put("app", role.service())
                .put("version", role.version())
                .build();
        return labels.entries().stream()
                .allMatch(label ->
                        own.get(label.key()).filter(label.value()::equals).isPresent());
    }
}
