// SPDX-License-Identifier: Apache-2.0
/** Patterns across the adapters: what one neutral file becomes on each mesh. */
@NullMarked
package io.meshkit.it.pattern;

import org.jspecify.annotations.NullMarked;
