// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.finding.SchemaChecker;
import io.meshkit.mesh.MeshId;
import io.meshkit.pattern.Rendering;
import java.util.Optional;

/**
 * What a pattern is rendered for.
 *
 * @param mesh the mesh
 * @param rendering what its adapter renders
 * @param version the version that was found there; empty when nobody looked
 * @param schemas the schemas of custom kinds
 */
record Target(MeshId mesh, Rendering rendering, Optional<String> version, SchemaChecker schemas) {}
