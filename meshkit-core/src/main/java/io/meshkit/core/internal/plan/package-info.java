// SPDX-License-Identifier: Apache-2.0
/**
 * The planner and the applier. {@link io.meshkit.core.internal.plan.PlanPipeline} shows the whole way from a desired state to a plan,
 * {@link io.meshkit.core.internal.plan.Applier} the whole way from a plan to a changed store; each stage is a class of its own. Nothing
 * here knows which kind of store it works on.
 */
@NullMarked
package io.meshkit.core.internal.plan;

import org.jspecify.annotations.NullMarked;
