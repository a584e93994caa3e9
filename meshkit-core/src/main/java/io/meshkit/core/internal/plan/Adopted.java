// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import io.meshkit.document.JsonPointer;
import io.meshkit.document.MapValue;
import io.meshkit.document.TextValue;
import io.meshkit.plan.DesiredResource;
import io.meshkit.plan.DesiredResource.Ownership;
import io.meshkit.plan.DesiredState;
import io.meshkit.resource.ApplyOptions;
import io.meshkit.resource.InventoryStore.Membership;
import io.meshkit.resource.LiveResource;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.ResourceStore;
import io.meshkit.resource.SetId;
import java.util.Optional;
import java.util.Set;

/**
 * Objects that were there before their set. They bear an annotation that says so, as long as they are the same object, so that the set does
 * not delete one day what others made and still hold fields of.
 */
final class Adopted {

    private static final String ANNOTATION = "meshkit.dev/adopted";
    private static final JsonPointer FIELD = JsonPointer.of("metadata", "annotations", ANNOTATION);

    private final ResourceStore store;

    Adopted(ResourceStore store) {
        this.store = store;
    }

    /** Whether an object was there before, and somebody else than this set holds fields of it. */
    static boolean isStillOfOthers(LiveResource there) {
        return isAdopted(there)
                && !FieldHolders.strangers(there, ApplyOptions.FIELD_MANAGER).isEmpty();
    }

    private static boolean isAdopted(LiveResource there) {
        return there.resource().annotations().containsKey(ANNOTATION);
    }

    /**
     * Whether an object that is there is not yet of the set. The inventory names an object before it is written, so what bears no mark is of
     * the set only when the set holds fields of it, in stores that know who does.
     */
    boolean isNew(LiveResource there, SetId set, Set<ResourceKey> members) {
        boolean written =
                !store.features().fieldOwnership() || FieldHolders.holdsAny(there, ApplyOptions.FIELD_MANAGER);
        return store.inventories().membership(there, set) == Membership.UNMARKED
                && !(members.contains(there.key()) && written);
    }

    /**
     * The state with the annotation where it belongs.
     *
     * @param members the keys that the inventory names
     */
    DesiredState mark(DesiredState desired, LiveState live, Set<ResourceKey> members) {
        if (!store.features().fieldOwnership()) {
            return desired;
        }
        DesiredState.Builder marked = DesiredState.of(desired.set())
                .foreign(desired.foreignFields())
                .findings(desired.report().findings());
        for (DesiredResource resource : desired.resources()) {
            Optional<LiveResource> there = live.get(resource.key()).filter(one -> !ServerFields.isTerminating(one));
            boolean adopted = there.filter(one -> isAdopted(one) || isNew(one, desired.set(), members))
                    .isPresent();
            boolean whole = resource.ownership() == Ownership.WHOLE;
            marked.add(whole ? resource.with(annotated(resource.resource(), adopted)) : resource);
        }
        return marked.build();
    }

    private static Resource annotated(Resource resource, boolean adopted) {
        if (adopted) {
            return resource.withBody((MapValue) resource.body().with(FIELD, TextValue.of("true")));
        }
        return resource.annotations().containsKey(ANNOTATION)
                ? resource.withBody((MapValue) resource.body().without(FIELD))
                : resource;
    }
}
