// SPDX-License-Identifier: Apache-2.0
package io.meshkit.it.mesh;

import io.meshkit.testkit.mesh.MeshUnderTest;

/** A mesh that is told by neutral pattern files what it shall do. */
interface ConfiguredMesh extends AutoCloseable {

    /** The mesh. */
    MeshUnderTest mesh();

    /** Makes services of a pattern hold, and looks that the same once more changes nothing. */
    void apply(String services);

    /** Takes away all that patterns made. */
    void remove();

    /** Waits until an assertion holds, as long as a change may take to arrive at the proxies. */
    void eventually(Runnable assertion);

    @Override
    void close();
}
