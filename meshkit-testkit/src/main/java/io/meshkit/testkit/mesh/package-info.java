// SPDX-License-Identifier: Apache-2.0
/**
 * Meshes on this machine for tests: {@link io.meshkit.testkit.mesh.LocalMesh} runs a real one of processes, and
 * {@link io.meshkit.testkit.mesh.EchoService} is the application in it. What a test says of a mesh, it says through
 * {@link io.meshkit.testkit.mesh.MeshCaller}.
 */
@NullMarked
package io.meshkit.testkit.mesh;

import org.jspecify.annotations.NullMarked;
