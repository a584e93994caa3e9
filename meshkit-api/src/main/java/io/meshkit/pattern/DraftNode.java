// SPDX-License-Identifier: Apache-2.0
package io.meshkit.pattern;

import io.meshkit.document.Value;

/**
 * A map under construction: an object, or an item of a list in it. Pointers are relative to it; maps on the way are made.
 *
 * @since 0.1.0
 */
public interface DraftNode {

    /**
     * Sets a value. A map sets each of its leaves, so that several writers may fill one map; a list is one value. Setting the same content
     * twice is fine; two writers that disagree are a finding (MKP032) with both places. A value without a place gets that of the trait or
     * component being rendered.
     *
     * @param pointer the way from here, such as {@code /spec/host}; it leads through maps only
     * @param value the value; its place is where a server's complaint about it is shown
     * @return this node
     */
    DraftNode set(String pointer, Value value);

    /**
     * Says what holds where nobody sets a value at the pointer, around it or inside it.
     *
     * @param pointer the way from here
     * @param value the value
     * @return this node
     */
    DraftNode fallback(String pointer, Value value);

    /**
     * The list at a pointer, to which several traits add items.
     *
     * @param pointer the way from here
     * @return the list, made when it is not there
     */
    DraftList list(String pointer);
}
