// SPDX-License-Identifier: Apache-2.0
package io.meshkit.plan;

import io.meshkit.resource.SetId;
import java.util.List;

/**
 * Compares what shall be with what is, in one store. Planning reads and dry-runs; it never writes. Thread-safe.
 *
 * @since 0.1.0
 */
public interface Planner {

    /**
     * Plans the way to a desired state. What earlier plans of the set brought and the state no longer wants is pruned.
     *
     * @param desired the state
     * @param options what may be done
     * @return the plan; one whose report has errors can be read but not applied
     * @throws io.meshkit.resource.StoreException when the store cannot be asked
     */
    Plan plan(DesiredState desired, PlanOptions options);

    /**
     * Plans the removal of a set: its resources in reverse order, then its records.
     *
     * @param set the set
     * @param options what may be done
     * @return the plan; without steps and with a warning when there is no such set
     * @throws io.meshkit.resource.StoreException when the store cannot be asked
     */
    Plan planRemoval(SetId set, PlanOptions options);

    /**
     * Plans the way back to an earlier revision.
     *
     * @param set the set
     * @param revision the number of a revision that is kept
     * @param options what may be done
     * @return the plan
     * @throws io.meshkit.MeshKitException when the revision is not kept, or the store cannot be asked
     */
    Plan planRollback(SetId set, int revision, PlanOptions options);

    /**
     * Finds what changed behind our back since the last revision was applied.
     *
     * @param set the set
     * @return the differences; empty when everything is as it was left
     * @throws io.meshkit.MeshKitException when no revision is kept, or the store cannot be asked
     */
    Drift drift(SetId set);

    /**
     * The revisions kept of a set.
     *
     * @param set the set
     * @return their descriptions, the oldest first, without those that are damaged: {@link #planRollback} to one of them says what is wrong
     * @throws io.meshkit.resource.StoreException when the store cannot be asked
     */
    List<Revision> revisions(SetId set);

    /**
     * Starts to carry a plan out. Returns at once.
     *
     * @param plan the plan; it is refused when the world has changed since it was made
     * @param options how to carry it out
     * @return the running work
     * @throws io.meshkit.MeshKitException with code {@code MK-PLAN-ERRORS} when the plan's report has errors, {@code MK-PLAN-STORE} when it
     *     was made for another store
     */
    Operation apply(Plan plan, OperationOptions options);
}
