// SPDX-License-Identifier: Apache-2.0
package io.meshkit.pattern;

import io.meshkit.plan.DesiredResource;
import io.meshkit.resource.ResourceKey;

/**
 * An object under construction by the renderers of one pattern. Several traits write into the draft of one target, in any order, and one object comes out.
 *
 * @since 0.1.0
 */
public interface Draft extends DraftNode {

    /**
     * The key of the object.
     *
     * @return the key, in the store {@link io.meshkit.resource.StoreId#UNBOUND}
     */
    ResourceKey key();

    /**
     * Says how much of the object is ours; all of it unless somebody says otherwise.
     *
     * @param part the ownership
     * @return this draft
     */
    Draft ownership(DesiredResource.Ownership part);

    /**
     * Says what must be there before.
     *
     * @param other what comes first
     * @return this draft
     */
    Draft after(Draft other);

    /**
     * Says that another object points into this one, so that what it needs is made before and taken away after.
     *
     * @param other the object that needs this one
     * @return this draft
     */
    Draft serves(Draft other);

    /**
     * Says what the object is for, where a mesh takes one of several objects for the same. Another object of the pattern with the same claim
     * is an error, told with both places.
     *
     * @param what what it is for, as people would read it: {@code the VirtualService of host cart}; compared letter by letter
     * @param why what the mesh does with several, and what to do instead: one sentence without a full stop
     * @return this draft
     */
    Draft claim(String what, String why);
}
