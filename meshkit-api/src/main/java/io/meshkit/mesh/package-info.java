// SPDX-License-Identifier: Apache-2.0
/**
 * Meshes and where they are: {@link io.meshkit.mesh.MeshAdapter} knows one kind of mesh, {@link io.meshkit.mesh.Site} is a place where one
 * may run. What an adapter can do comes as {@linkplain io.meshkit.mesh.Capability capabilities}; a new ability is a new interface.
 */
@NullMarked
package io.meshkit.mesh;

import org.jspecify.annotations.NullMarked;
