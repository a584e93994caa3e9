// SPDX-License-Identifier: Apache-2.0
/**
 * The pattern engine: from the text of a pattern file to the objects of one mesh. Start with {@code PatternPipeline}, which shows the whole
 * way in order; each stage is a class of its own beside it. {@link io.meshkit.core.internal.pattern.PatternService} is what the rest of the
 * runtime sees.
 */
@NullMarked
package io.meshkit.core.internal.pattern;

import org.jspecify.annotations.NullMarked;
