// SPDX-License-Identifier: Apache-2.0
package io.meshkit.plan;

import io.meshkit.resource.ResourceStore;
import io.meshkit.resource.SetId;

/**
 * What goes on around an action while it is carried out. Implemented by the runtime.
 *
 * @since 0.1.0
 */
public interface ActionRun {

    /**
     * The step.
     *
     * @return the step that is carried out
     */
    ActionStep step();

    /**
     * The set that the plan is of.
     *
     * @return the set
     */
    SetId set();

    /**
     * The store that the plan is applied to.
     *
     * @return the store
     */
    ResourceStore store();

    /**
     * Tells the listener what is waited for.
     *
     * @param message one line
     */
    void progress(String message);

    /**
     * Whether the operation was asked to end; long actions look now and then.
     *
     * @return true when it was
     */
    boolean isCancelled();
}
