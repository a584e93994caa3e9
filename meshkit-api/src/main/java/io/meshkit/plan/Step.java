// SPDX-License-Identifier: Apache-2.0
package io.meshkit.plan;

import java.util.List;
import java.util.Set;

/**
 * One step of a plan: applies or deletes a resource, runs an action, or waits. Steps form a graph without cycles: a step begins when all that it depends on are done.
 *
 * @since 0.1.0
 */
public sealed interface Step permits ApplyStep, DeleteStep, ActionStep, WaitStep {

    /**
     * The name of the step in its plan.
     *
     * @return a text that no other step of the plan has; readable, but not to be taken apart
     */
    String id();

    /**
     * What must be done before.
     *
     * @return ids of steps of the same plan, sorted
     */
    Set<String> dependsOn();

    /**
     * What it does to its resource.
     *
     * @return the change; {@link Change#NO_CHANGE} for steps that write nothing
     */
    Change change();

    /**
     * The fields that become other.
     *
     * @return the fields in the order of the resource; empty unless something that is there changes
     */
    List<FieldChange> diff();

    /**
     * Whether it can be undone by the operation that did it.
     *
     * @return true when undoing brings back what was there
     */
    boolean reversible();

    /**
     * Which part of the user's file asked for it.
     *
     * @return the name of the component; empty when there is none
     */
    String component();
}
