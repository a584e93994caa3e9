// SPDX-License-Identifier: Apache-2.0
package io.meshkit.pattern;

import io.meshkit.resource.Resource;

/**
 * The objects under construction, one for each target: whoever asks for the same target gets the same draft. Used on one thread.
 *
 * @since 0.1.0
 */
public interface Drafts {

    /**
     * The draft of an object, made at the first call with {@code apiVersion}, {@code kind}, name and namespace set.
     *
     * @param apiVersion group and version; later calls may name another version of the same group, the first one holds
     * @param kind the kind
     * @param namespace the namespace; empty for kinds without
     * @param name the name
     * @return the draft
     */
    Draft draft(String apiVersion, String kind, String namespace, String name);

    /**
     * Adds a whole object.
     *
     * @param resource the object; a second one of the same key with other content is a finding (MKP032)
     */
    void add(Resource resource);
}
