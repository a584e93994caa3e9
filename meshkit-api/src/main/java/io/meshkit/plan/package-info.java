// SPDX-License-Identifier: Apache-2.0
/**
 * Changes, before and while they are made. A {@link io.meshkit.plan.Planner} compares a {@link io.meshkit.plan.DesiredState} with what is
 * there and gives a {@link io.meshkit.plan.Plan}: it can be read, saved, applied, applied again without a second write, and undone. A plan
 * is the only way in which MeshKit changes anything outside the process. A {@link io.meshkit.plan.MeshProxy} is asked afterwards whether it
 * took a change up.
 */
@NullMarked
package io.meshkit.plan;

import org.jspecify.annotations.NullMarked;
