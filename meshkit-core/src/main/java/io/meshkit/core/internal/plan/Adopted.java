// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NullValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.plan.DesiredResource;
import io.meshkit.plan.DesiredResource.Ownership;
import io.meshkit.plan.DesiredState;
import io.meshkit.plan.FieldChange;
import io.meshkit.resource.ApplyOptions;
import io.meshkit.resource.InventoryStore;
import io.meshkit.resource.InventoryStore.Membership;
import io.meshkit.resource.LiveResource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.ResourceStore;
import io.meshkit.resource.SetId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Objects that were there before their set. They bear a mark that says so, as long as they are the same object, so that the set does not
 * delete one day what others made. Where the store knows who wrote which field, they are others' as long as others hold fields of them;
 * elsewhere always.
 */
final class Adopted {

    private final ResourceStore store;
    private final InventoryStore inventories;

    Adopted(ResourceStore store) {
        this.store = store;
        this.inventories = store.inventories();
    }

    /** Whether an object was there before, and somebody else than this set may have written fields of it. */
    boolean isStillOfOthers(LiveResource there) {
        return inventories.isAdopted(there)
                && (!store.features().fieldOwnership()
                        || !FieldHolders.strangers(there, ApplyOptions.FIELD_MANAGER)
                                .isEmpty());
    }

    /**
     * Whether an object that is there is not yet of the set. The inventory names an object before it is written, so what bears no mark is of
     * the set only when the set holds fields of it; in stores that do not know who does, when its kind has no place for a mark.
     */
    boolean isNew(LiveResource there, SetId set, Set<ResourceKey> members) {
        boolean written = store.features().fieldOwnership()
                ? FieldHolders.holdsAny(there, ApplyOptions.FIELD_MANAGER)
                : Pruning.bearsMark(store, there, set);
        return inventories.membership(there, set) == Membership.UNMARKED && !(members.contains(there.key()) && written);
    }

    /**
     * What others wrote and a write would take away. None where the store knows who wrote which field: it keeps those of others, or refuses.
     *
     * @param diff the fields that the write changes
     */
    List<FieldChange> lost(List<FieldChange> diff) {
        return store.features().fieldOwnership()
                ? List.of()
                : diff.stream()
                        .filter(change ->
                                change.before().filter(Adopted::isSaid).isPresent())
                        .toList();
    }

    private static boolean isSaid(Value value) {
        return !(value instanceof NullValue
                || value instanceof MapValue map && map.isEmpty()
                || value instanceof ListValue list && list.size() == 0
                || value instanceof TextValue text && text.text().isEmpty());
    }

    /**
     * The state with the mark where it belongs.
     *
     * @param members the keys that the inventory names
     */
    DesiredState mark(DesiredState desired, LiveState live, Set<ResourceKey> members) {
        DesiredState.Builder marked = DesiredState.of(desired.set())
                .foreign(desired.foreignFields())
                .findings(desired.report().findings());
        for (DesiredResource resource : desired.resources()) {
            Optional<LiveResource> there = live.get(resource.key()).filter(one -> !ServerFields.isTerminating(one));
            boolean adopted = there.filter(one -> inventories.isAdopted(one) || isNew(one, desired.set(), members))
                    .isPresent();
            boolean whole = resource.ownership() == Ownership.WHOLE;
            marked.add(whole ? resource.with(inventories.markAdopted(resource.resource(), adopted)) : resource);
        }
        return marked.build();
    }
}
