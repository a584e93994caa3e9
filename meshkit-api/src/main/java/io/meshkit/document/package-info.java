// SPDX-License-Identifier: Apache-2.0
/**
 * Text as located values: a tree of maps, lists and scalars in which every key and every value knows where it was written.
 * Nothing here reads or writes text; {@link io.meshkit.spi.DocumentReader} does, and the runtime implements it.
 * Start with {@link io.meshkit.document.Value}.
 */
@NullMarked
package io.meshkit.document;

import org.jspecify.annotations.NullMarked;
