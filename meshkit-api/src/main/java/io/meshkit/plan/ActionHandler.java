// SPDX-License-Identifier: Apache-2.0
package io.meshkit.plan;

import io.meshkit.document.MapValue;

/**
 * Carries out {@linkplain ActionStep actions} of one kind. May be called from several threads.
 *
 * @since 0.1.0
 */
public interface ActionHandler {

    /**
     * The name by which steps ask for it.
     *
     * @return a name that no other handler has
     */
    String id();

    /**
     * Does the action. It must be safe to do it again after a failure or a crash.
     *
     * @param arguments what to do, outputs of other steps filled in
     * @param run what goes on around it
     * @return what later steps may use; holds no secret
     */
    MapValue run(MapValue arguments, ActionRun run);

    /**
     * Takes the action back. Called only for steps that are reversible.
     *
     * @param arguments as for {@link #run}
     * @param output what {@code run} gave
     * @param run what goes on around it
     */
    void undo(MapValue arguments, MapValue output, ActionRun run);
}
