// SPDX-License-Identifier: Apache-2.0
package io.meshkit.finding;

import io.meshkit.document.JsonPointer;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Resource;
import java.util.Optional;

/**
 * Knows the schemas of custom kinds: of the cluster at hand, or of CRD files the application named. Thread-safe.
 *
 * @since 0.1.0
 */
public interface SchemaChecker {

    /**
     * Checks a resource against the schema of its kind and version.
     *
     * @param resource the resource
     * @return what is wrong with it, with the places of its values; empty when no schema of the kind is known
     */
    Report check(Resource resource);

    /**
     * Whether the schema of a kind has a property: the way to ask whether an installed mesh can do something, instead of by version.
     *
     * @param groupKind the kind
     * @param version the version, such as {@code v1}
     * @param property the way from the root of the object; list items are written as {@code items}, map values as
     *     {@code additionalProperties}
     * @return whether the property is there; empty when no schema of the kind and version is known, or it takes fields
     *     there that it does not name
     */
    Optional<Boolean> hasProperty(GroupKind groupKind, String version, JsonPointer property);
}
