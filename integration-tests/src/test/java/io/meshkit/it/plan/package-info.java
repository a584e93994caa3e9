// SPDX-License-Identifier: Apache-2.0
/** The planner and the applier on an API server: what is requested, in which order, and what is left after faults. */
@NullMarked
package io.meshkit.it.plan;

import org.jspecify.annotations.NullMarked;
