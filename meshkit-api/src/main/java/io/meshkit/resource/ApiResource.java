// SPDX-License-Identifier: Apache-2.0
package io.meshkit.resource;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Set;

/**
 * A kind that a Kubernetes API server serves.
 *
 * @param groupKind group and kind
 * @param version the version that the server prefers
 * @param versions all served versions, the preferred first
 * @param plural the name in paths, such as {@code virtualservices}
 * @param namespaced whether its objects live in namespaces
 * @param verbs what the server lets do with it
 * @since 0.1.0
 */
public record ApiResource(
        GroupKind groupKind,
        String version,
        List<String> versions,
        String plural,
        boolean namespaced,
        Set<String> verbs) {

    /** Copies the collections. */
    public ApiResource {
        requireNonNull(groupKind, "groupKind");
        requireNonNull(version, "version");
        versions = List.copyOf(versions);
        requireNonNull(plural, "plural");
        verbs = Set.copyOf(verbs);
    }
}
