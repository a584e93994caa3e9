// SPDX-License-Identifier: Apache-2.0
/**
 * JSON that servers send and take, as values: no places, numbers with their text, limits on depth and size. Users' own files are read by
 * {@code io.meshkit.core.document}, which keeps places.
 */
@NullMarked
package io.meshkit.core.internal.json;

import org.jspecify.annotations.NullMarked;
