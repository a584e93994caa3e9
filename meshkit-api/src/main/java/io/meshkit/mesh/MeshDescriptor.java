// SPDX-License-Identifier: Apache-2.0
package io.meshkit.mesh;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What an adapter says of its mesh.
 *
 * @param id the kind of mesh
 * @param displayName the name as its makers write it
 * @param testedVersions versions that the adapter was tested on, newest first
 * @since 0.1.0
 */
public record MeshDescriptor(MeshId id, String displayName, List<String> testedVersions) {

    /** Copies the versions. */
    public MeshDescriptor {
        requireNonNull(id, "id");
        requireNonNull(displayName, "displayName");
        testedVersions = List.copyOf(testedVersions);
    }
}
