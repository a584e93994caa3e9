// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.mesh;

/**
 * A running mesh as a test sees it, whatever it is made of: {@link LocalMesh}, or
 * {@link io.meshkit.testkit.mesh.reference.ReferenceMesh}. How it is configured is its own affair. Thread-safe.
 *
 * @since 0.1.0
 */
public interface MeshUnderTest extends AutoCloseable {

    /**
     * Calls services as a service of the mesh does.
     *
     * @param service a service of the mesh
     * @return the caller
     * @throws IllegalArgumentException when the mesh has no such service
     */
    MeshCaller caller(String service);

    /**
     * An instance's application, to change how it behaves and to see what it got.
     *
     * @param instance its name, {@code SERVICE-VERSION} or {@code SERVICE}
     * @return the service
     * @throws IllegalArgumentException when the mesh has no such instance
     */
    EchoService echo(String instance);

    /** Ends the mesh. A second call does nothing. */
    @Override
    void close();
}
