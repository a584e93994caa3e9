// SPDX-License-Identifier: Apache-2.0
/**
 * Plans outside the program: {@link io.meshkit.core.plan.PlanFile} saves and reads them, {@link io.meshkit.core.plan.ConsoleProgress}
 * shows how one is carried out, {@link io.meshkit.core.plan.TerminalStyle} decides whether in colours. How plans are made and applied is
 * not here; {@link io.meshkit.plan.Planner} is.
 */
@NullMarked
package io.meshkit.core.plan;

import org.jspecify.annotations.NullMarked;
