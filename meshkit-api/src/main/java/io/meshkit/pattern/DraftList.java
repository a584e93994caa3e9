// SPDX-License-Identifier: Apache-2.0
package io.meshkit.pattern;

/**
 * A list under construction. Items have keys by which traits find them; keys are not part of the object. An empty list is left out.
 *
 * @since 0.1.0
 */
public interface DraftList {

    /**
     * One item, made at the first call.
     *
     * @param key what tells this item from others, such as the name of a subset
     * @param order where it stands: ascending, and by key where equal
     * @return the item
     */
    DraftNode item(String key, int order);

    /**
     * All items, also those that come later: what is set here is set in every item that does not set it itself.
     *
     * @return a stand-in for every item
     */
    DraftNode each();
}
