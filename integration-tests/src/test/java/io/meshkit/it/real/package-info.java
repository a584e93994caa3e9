// SPDX-License-Identifier: Apache-2.0
/**
 * Patterns on a real API server with the real definitions of the meshes. No mesh and no kubelet runs there: the tests write the status that
 * they would write. Start with {@link io.meshkit.it.real.MeshPatternBehaviour}.
 */
@NullMarked
package io.meshkit.it.real;

import org.jspecify.annotations.NullMarked;
