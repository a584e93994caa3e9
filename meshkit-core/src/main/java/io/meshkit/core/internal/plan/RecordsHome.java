// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import io.meshkit.finding.Finding;
import io.meshkit.plan.ApplyStep;
import io.meshkit.plan.Change;
import io.meshkit.plan.Step;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.ResourceStore;
import io.meshkit.resource.SetId;
import io.meshkit.resource.StoreException;
import io.meshkit.resource.StoreException.Reason;
import java.util.List;
import java.util.Optional;

/** The namespace that the records of a set go into: without it, applying fails before the first write. */
final class RecordsHome {

    private final ResourceStore store;
    private final Kinds kinds;

    RecordsHome(ResourceStore store, Kinds kinds) {
        this.store = store;
        this.kinds = kinds;
    }

    /** The step that makes it: it must be done before there are records, and stays as long as they do. */
    static Optional<ApplyStep> made(SetId set, List<Step> steps) {
        return steps.stream()
                .filter(ApplyStep.class::isInstance)
                .map(ApplyStep.class::cast)
                .filter(step -> step.change() == Change.CREATE
                        && step.key().groupKind().equals(Kinds.NAMESPACE)
                        && step.key().name().equals(set.namespace()))
                .findFirst();
    }

    /** What is wrong with it, for a set that has no records yet. */
    Optional<Finding> missing(SetId set, List<Step> steps) {
        ResourceKey home = new ResourceKey(store.id(), Kinds.NAMESPACE, "", set.namespace());
        boolean written = steps.stream().anyMatch(step -> step.change() != Change.NO_CHANGE);
        boolean needed = store.features().namespaces() && kinds.isServed(Kinds.NAMESPACE) && written;
        if (!needed || made(set, steps).isPresent() || isThere(home)) {
            return Optional.empty();
        }
        return Optional.of(Finding.error(
                        PlanCodes.NO_HOME,
                        "the records of the set go into the namespace \"" + set.namespace()
                                + "\", which is not there and which this plan does not make. Make it, add a Namespace"
                                + " of that name to the pattern, or plan for another namespace")
                .resource(home)
                .build());
    }

    /** Whoever may not read namespaces finds out when applying. */
    private boolean isThere(ResourceKey home) {
        try {
            return store.get(home).isPresent();
        } catch (StoreException e) {
            if (e.reason() == Reason.FORBIDDEN) {
                return true;
            }
            throw e;
        }
    }
}
