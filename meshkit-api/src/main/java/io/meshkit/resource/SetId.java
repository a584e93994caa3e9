// SPDX-License-Identifier: Apache-2.0
package io.meshkit.resource;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/**
 * The name of a set of resources that are planned, pruned and rolled back together; in most cases the name of a pattern.
 *
 * @param namespace where the store keeps its records of the set
 * @param name the name, a DNS label of at most 52 characters
 * @since 0.1.0
 */
public record SetId(String namespace, String name) implements Comparable<SetId> {

    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,50}[a-z0-9])?");

    /**
     * Checks the form of the name.
     *
     * @throws IllegalArgumentException when it is no DNS label of at most 52 characters
     */
    public SetId {
        requireNonNull(namespace, "namespace");
        if (!LABEL.matcher(name).matches()) {
            throw new IllegalArgumentException("the name of a set is a DNS label of at most 52 characters "
                    + "(lower-case letters, digits, hyphens); got \"" + name + "\"");
        }
    }

    @Override
    public int compareTo(SetId other) {
        int byNamespace = namespace.compareTo(other.namespace);
        return byNamespace != 0 ? byNamespace : name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return namespace.isEmpty() ? name : namespace + "/" + name;
    }
}
