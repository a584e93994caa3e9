// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import io.meshkit.MeshKitException;
import io.meshkit.plan.DesiredResource;
import io.meshkit.plan.DesiredState;
import io.meshkit.plan.Drift;
import io.meshkit.plan.Drift.Drifted;
import io.meshkit.plan.FieldChange;
import io.meshkit.plan.SecretSource;
import io.meshkit.resource.ApplyOptions;
import io.meshkit.resource.Inventory;
import io.meshkit.resource.LiveResource;
import io.meshkit.resource.Preview;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.ResourceStore;
import io.meshkit.resource.SetId;
import io.meshkit.resource.StoreException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Compares what a revision brought with what is there: what would applying it again change? */
final class DriftFinder {

    /** Fields that others took from us have drifted too, so the dry run takes them back. */
    private static ApplyOptions again(SetId set, DesiredResource resource) {
        return FieldManagers.write(set, resource.ownership()).force(true);
    }

    private static final int DRY_RUNS_AT_ONCE = 8;

    private final ResourceStore store;
    private final Revisions revisions;

    DriftFinder(ResourceStore store, Revisions revisions) {
        this.store = store;
        this.revisions = revisions;
    }

    Drift find(SetId set) {
        int number = lastRevision(set);
        DesiredState recorded = revisions.read(set, number).state();
        LiveState live = new LiveReader(store)
                .read(recorded.resources().stream().map(DesiredResource::key).toList());
        Kinds kinds = new Kinds(store, recorded.resources());
        DesiredState state = new Autoscaling(store, kinds, live, Set.of()).leaveOut(recorded);
        ResourceDiff differences = new ResourceDiff(new ForeignFields(state.foreignFields()));
        List<Optional<Drifted>> drifted = new Parallel(DRY_RUNS_AT_ONCE)
                .map(state.resources(), resource -> compare(resource, again(set, resource), live, differences));
        return new Drift(set, number, drifted.stream().flatMap(Optional::stream).toList());
    }

    private int lastRevision(SetId set) {
        int applied = store.inventories().read(set).map(Inventory::revision).orElse(0);
        if (applied > 0) {
            return applied;
        }
        List<Integer> numbers = revisions.numbers(set);
        if (numbers.isEmpty()) {
            throw new MeshKitException(
                    PlanCodes.NO_REVISION,
                    "no revision of " + set + " is kept, so there is nothing to compare with.",
                    "Apply a plan of the set first.");
        }
        return numbers.get(numbers.size() - 1);
    }

    private Optional<Drifted> compare(
            DesiredResource recorded, ApplyOptions again, LiveState live, ResourceDiff differences) {
        ResourceKey key = recorded.key();
        StoreException failure = live.failures().get(key.groupKind());
        if (failure != null) {
            return Optional.of(
                    new Drifted(key, Drift.Kind.UNREADABLE, List.of(), String.valueOf(failure.getMessage())));
        }
        Optional<LiveResource> there = live.get(key);
        if (there.isEmpty()) {
            return Optional.of(new Drifted(key, Drift.Kind.MISSING, List.of(), ""));
        }
        Secrets.Resolved resolved = new Secrets(live, SecretSource.NONE).resolve(recorded.resource());
        if (!resolved.missing().isEmpty()) {
            return Optional.of(new Drifted(key, Drift.Kind.CHANGED, secrets(there.get(), resolved), ""));
        }
        if (store.isUnchanged(resolved.resource(), there.get(), again)) {
            return Optional.empty();
        }
        return preview(resolved, again, there.get(), differences);
    }

    private Optional<Drifted> preview(
            Secrets.Resolved resolved, ApplyOptions again, LiveResource there, ResourceDiff differences) {
        ResourceKey key = there.key();
        Preview preview;
        try {
            preview = store.preview(resolved.resource(), again);
        } catch (StoreException e) {
            return Optional.of(new Drifted(key, Drift.Kind.UNREADABLE, List.of(), String.valueOf(e.getMessage())));
        }
        if (preview.rejection().isPresent()) {
            return Optional.of(new Drifted(
                    key,
                    Drift.Kind.UNREADABLE,
                    List.of(),
                    preview.rejection().get().message()));
        }
        List<FieldChange> changes = differences.between(
                key, there.resource().body(), preview.result().orElseThrow().body());
        return changes.isEmpty() ? Optional.empty() : Optional.of(new Drifted(key, Drift.Kind.CHANGED, changes, ""));
    }

    /** Secrets that differ are known by their digests, which is all that may be said of them. */
    private static List<FieldChange> secrets(LiveResource there, Secrets.Resolved resolved) {
        return resolved.missing().stream()
                .map(reference -> new FieldChange(
                        reference.field(),
                        there.resource()
                                .body()
                                .find(reference.field())
                                .map(value -> io.meshkit.plan.SecretFields.mask(there.key(), reference.field(), value)),
                        Optional.of(reference.placeholder())))
                .toList();
    }
}
