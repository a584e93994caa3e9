// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import io.meshkit.finding.Finding;
import io.meshkit.plan.DesiredResource;
import io.meshkit.plan.DesiredResource.Ownership;
import io.meshkit.plan.PlanOptions;
import io.meshkit.resource.InventoryStore.Membership;
import io.meshkit.resource.LiveResource;
import io.meshkit.resource.Rejection;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.ResourceStore;
import io.meshkit.resource.SetId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides what becomes of members that are not wanted any more: deleted, released (when only fields in them were ours), kept, or
 * forgotten. What does not bear the set's mark is never deleted.
 */
final class Pruning {

    private final ResourceStore store;
    private final SetId set;
    private final PlanOptions options;
    private final Map<ResourceKey, DesiredResource> recorded;
    private final List<LiveResource> deleted = new ArrayList<>();
    private final List<Release> released = new ArrayList<>();
    private final List<ResourceKey> retained = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();

    /**
     * A decision to be made.
     *
     * @param recorded the resources of the last revision; tells whose fields alone were ours
     */
    Pruning(ResourceStore store, SetId set, PlanOptions options, Map<ResourceKey, DesiredResource> recorded) {
        this.store = store;
        this.set = set;
        this.options = options;
        this.recorded = recorded;
    }

    List<LiveResource> deleted() {
        return deleted;
    }

    List<Release> released() {
        return released;
    }

    List<ResourceKey> retained() {
        return retained;
    }

    List<Finding> findings() {
        return findings;
    }

    Pruning decide(Set<ResourceKey> unwanted, LiveState live) {
        for (ResourceKey key : unwanted) {
            live.get(key).ifPresent(there -> decide(key, there));
        }
        return this;
    }

    private void decide(ResourceKey key, LiveResource there) {
        if (isFieldsOnly(key) || !bearsOurMark(there) && ownsFields(there)) {
            release(key, there);
        } else if (!bearsOurMark(there)) {
            findings.add(kept(key, "does not bear the mark of this set any more, so it is left alone"));
        } else if (!options.prune()) {
            keep(key, "is not wanted any more; it stays because pruning is off");
        } else if (new Adopted(store).isStillOfOthers(there)) {
            releaseAdopted(key, there);
        } else if (key.groupKind().equals(Kinds.NAMESPACE) && key.name().equals(set.namespace())) {
            keep(key, "is not wanted any more; it stays because the records of the set are in it");
        } else if (key.groupKind().equals(Kinds.NAMESPACE) && !options.pruneNamespaces()) {
            keep(key, "is not wanted any more; Namespaces stay unless pruning them is allowed");
        } else if (key.groupKind().equals(Kinds.DEFINITION) && !options.pruneDefinitions()) {
            keep(key, "is not wanted any more; CustomResourceDefinitions stay unless pruning them is allowed");
        } else {
            deleted.add(there);
        }
    }

    private void releaseAdopted(ResourceKey key, LiveResource there) {
        if (!store.features().fieldOwnership()) {
            findings.add(kept(
                    key,
                    "was there before this set, so it is not deleted; it stays as it is, with what this set wrote,"
                            + " since its store knows no owners of fields"));
            released.add(Release.ofMarks(store, there, set));
            return;
        }
        Release release = Release.ofFields(there, set, Ownership.WHOLE);
        Optional<Rejection> refused =
                store.preview(release.written(), release.write()).rejection();
        if (refused.isPresent()) {
            findings.add(kept(
                    key,
                    "was there before this set and others hold fields of it, so it is not deleted; it stays as it is,"
                            + " since without the fields of this set the server would not take it: "
                            + refused.get().message()));
            return;
        }
        findings.add(kept(
                key,
                "was there before this set and others hold fields of it, so it is not deleted; only the fields of this"
                        + " set are taken out"));
        released.add(release);
    }

    private boolean isFieldsOnly(ResourceKey key) {
        return Optional.ofNullable(recorded.get(key))
                .map(resource -> resource.ownership() != Ownership.WHOLE)
                .orElse(false);
    }

    private void release(ResourceKey key, LiveResource there) {
        if (!store.features().fieldOwnership()) {
            findings.add(kept(
                    key,
                    "keeps the fields that this set gave it, since its store knows no owners of fields; take them out"
                            + " by hand if they shall go"));
            return;
        }
        boolean owned = ownsFields(there);
        if (key.groupKind().equals(Kinds.NAMESPACE) && options.pruneNamespaces()) {
            findings.add(kept(
                    key,
                    "stays: of this Namespace only fields were this set's, so others may have things in it; delete it"
                            + " by hand when nothing in it is needed"));
        }
        if (owned && options.prune()) {
            released.add(Release.ofFields(there, set, Ownership.FIELDS));
        } else if (owned) {
            keep(key, "keeps fields that are not wanted any more because pruning is off");
        }
    }

    /** Known from the object itself, because an operation that did not end left no revision. */
    private boolean ownsFields(LiveResource there) {
        String manager = FieldManagers.of(set, Ownership.FIELDS);
        return store.features().fieldOwnership()
                && FieldHolders.holdsAny(there, manager)
                && !store.isUnchanged(Release.identity(there), there, FieldManagers.write(manager));
    }

    private boolean bearsOurMark(LiveResource there) {
        return bearsMark(store, there, set);
    }

    /** Kinds without a place for marks are known by the inventory alone. */
    static boolean bearsMark(ResourceStore store, LiveResource there, SetId set) {
        Membership membership = store.inventories().membership(there, set);
        return membership == Membership.MEMBER
                || membership == Membership.UNMARKED
                        && store.inventories().mark(there.resource(), set).equals(there.resource());
    }

    private void keep(ResourceKey key, String why) {
        retained.add(key);
        findings.add(kept(key, why));
    }

    private static Finding kept(ResourceKey key, String why) {
        return Finding.info(PlanCodes.KEPT, key + " " + why + ".").resource(key).build();
    }
}
