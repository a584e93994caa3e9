// SPDX-License-Identifier: Apache-2.0
package io.meshkit.resource;

import static java.util.Objects.requireNonNull;

/**
 * A kind of resource, whatever its version.
 *
 * @param group the API group; empty for Kubernetes' core group; {@code consul} for Consul's config entries by HTTP
 * @param kind the kind, such as {@code VirtualService} or {@code service-router}
 * @since 0.1.0
 */
public record GroupKind(String group, String kind) implements Comparable<GroupKind> {

    /**
     * Checks the kind.
     *
     * @throws IllegalArgumentException when the kind is blank
     */
    public GroupKind {
        requireNonNull(group, "group");
        requireNonNull(kind, "kind");
        if (kind.isBlank()) {
            throw new IllegalArgumentException("a kind has a name; got a blank one in group \"" + group + "\"");
        }
    }

    /**
     * The kind of an object with this {@code apiVersion}.
     *
     * @param apiVersion group and version, such as {@code apps/v1}, or a version alone
     * @param kind the kind
     * @return group and kind
     */
    public static GroupKind of(String apiVersion, String kind) {
        int slash = apiVersion.indexOf('/');
        return new GroupKind(slash < 0 ? "" : apiVersion.substring(0, slash), kind);
    }

    @Override
    public int compareTo(GroupKind other) {
        int byGroup = group.compareTo(other.group);
        return byGroup != 0 ? byGroup : kind.compareTo(other.kind);
    }

    /** Gives {@code Kind.group}, or the kind alone in the core group, as kubectl writes it. */
    @Override
    public String toString() {
        return group.isEmpty() ? kind : kind + "." + group;
    }
}
