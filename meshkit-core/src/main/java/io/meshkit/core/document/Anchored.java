// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.document;

import io.meshkit.document.Value;

/**
 * A node that has a name.
 *
 * @param value the node
 * @param start offset of its start
 * @param end offset of its end
 * @param nodes how many nodes a walk over it meets
 * @param height levels of maps and lists, 0 for a scalar
 */
record Anchored(Value value, int start, int end, long nodes, int height) {}
