// SPDX-License-Identifier: Apache-2.0
/**
 * The analysis: what was read becomes a snapshot, indexes are built of it once, and rules look at one resource at a time. Begin at {@link
 * io.meshkit.core.internal.analysis.AnalysisPipeline}.
 */
@NullMarked
package io.meshkit.core.internal.analysis;

import org.jspecify.annotations.NullMarked;
