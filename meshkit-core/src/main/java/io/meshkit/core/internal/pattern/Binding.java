// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.pattern;

import io.meshkit.pattern.CapabilityReport;
import java.util.Collection;
import java.util.List;

/**
 * A pattern bound to a mesh: what its renderers wrote, and how far the mesh can do what is asked.
 *
 * @param objects the objects under construction, sorted by key
 * @param lines the verdicts, in the order of the file
 */
record Binding(Collection<DraftObject> objects, List<CapabilityReport.Line> lines) {}
