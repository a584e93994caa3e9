// SPDX-License-Identifier: Apache-2.0
/**
 * Writes the pages of {@code docs/reference} from the sources, the schemas and what the adapters say, and fails when one is stale; asks
 * every adapter for every field of every trait. Start with
 * {@link io.meshkit.it.reference.ReferencePages}.
 */
@NullMarked
package io.meshkit.it.reference;

import org.jspecify.annotations.NullMarked;
