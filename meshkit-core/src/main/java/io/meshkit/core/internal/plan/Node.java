// SPDX-License-Identifier: Apache-2.0
package io.meshkit.core.internal.plan;

import io.meshkit.plan.DesiredResource;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import java.util.Set;

/** A resource, wanted or to be deleted, with what is known of its order. */
record Node(Resource resource, String component, Set<ResourceKey> after, Set<ResourceKey> serves) {

    static Node of(DesiredResource desired) {
        return new Node(desired.resource(), desired.component(), desired.after(), desired.serves());
    }

    ResourceKey key() {
        return resource.key();
    }
}
