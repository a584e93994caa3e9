// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.finding.SchemaChecker;
import io.meshkit.mesh.MeshId;
import io.meshkit.pattern.Rendering;
import java.util.Optional;
import java.util.Set;

/**
 * What a pattern is rendered for.
 *
 * @param mesh the mesh
 * @param known the meshes that files may speak of; empty when nobody knows
 * @param rendering what its adapter renders
 * @param version the version that was found there; empty when nobody looked
 * @param schemas the schemas of custom kinds
 */
record Target(MeshId mesh, Set<String> known, Rendering rendering, Optional<String> version, SchemaChecker schemas) {}
