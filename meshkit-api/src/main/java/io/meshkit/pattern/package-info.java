// SPDX-License-Identifier: Apache-2.0
/**
 * Patterns: what a mesh shall do, in one neutral file, and what adapters and plugins add to render it. {@link io.meshkit.pattern.Patterns}
 * reads and plans; {@link io.meshkit.pattern.TraitRenderer} is what the author of a trait writes, one small class per mesh; traits on one
 * target meet in a {@link io.meshkit.pattern.Draft}.
 */
@NullMarked
package io.meshkit.pattern;

import org.jspecify.annotations.NullMarked;
