// SPDX-License-Identifier: Apache-2.0
/**
 * A mesh inside the JVM that carries out the neutral model of patterns and nothing else: the oracle for tests of meshes, without any program to
 * install. Begin at {@link io.meshkit.testkit.mesh.reference.ReferenceMesh}; the way of a request through a proxy is {@code Outbound}.
 */
@NullMarked
package io.meshkit.testkit.mesh.reference;

import org.jspecify.annotations.NullMarked;
