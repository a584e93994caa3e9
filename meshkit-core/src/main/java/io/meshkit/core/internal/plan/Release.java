// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import io.meshkit.document.MapValue;
import io.meshkit.plan.DesiredResource.Ownership;
import io.meshkit.resource.ApplyOptions;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.LiveResource;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceStore;
import io.meshkit.resource.SetId;

/**
 * An object that stays when its set lets go of it.
 *
 * @param live the object
 * @param written what is written to let go of it
 * @param write how that is written
 */
record Release(LiveResource live, Resource written, ApplyOptions write) {

    /** Takes what the set wrote under the name of an ownership out, in stores that know who wrote which field. */
    static Release ofFields(LiveResource live, SetId set, Ownership ownership) {
        return new Release(live, identity(live), FieldManagers.write(set, ownership));
    }

    /** Leaves an object that was there before as it is, without the marks of the set; all that a store without owners of fields can do. */
    static Release ofMarks(ResourceStore store, LiveResource live, SetId set) {
        return new Release(
                live, store.inventories().unmarked(live.resource()), FieldManagers.write(set, Ownership.WHOLE));
    }

    /** A body that names the object and claims no field of it. */
    static Resource identity(LiveResource live) {
        Resource resource = live.resource();
        MapValue.Builder metadata =
                MapValue.builder().put("name", resource.key().name());
        if (!resource.key().namespace().isEmpty()) {
            metadata.put("namespace", resource.key().namespace());
        }
        GroupKind kind = resource.key().groupKind();
        return resource.withBody(MapValue.builder()
                .put("apiVersion", resource.apiVersion())
                .put("kind", kind.kind())
                .put("metadata", metadata.build())
                .build());
    }
}
