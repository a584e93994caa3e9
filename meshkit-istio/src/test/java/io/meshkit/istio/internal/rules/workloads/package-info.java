// SPDX-License-Identifier: Apache-2.0
/** Tests of the rules on what runs: for each an example that it speaks at, one that it keeps silent at, and what it cannot know. */
@NullMarked
package io.meshkit.istio.internal.rules.workloads;

import org.jspecify.annotations.NullMarked;
