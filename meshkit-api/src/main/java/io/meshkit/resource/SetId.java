// SPDX-License-Identifier: Apache-2.0
package io.meshkit.resource;

import java.util.regex.Pattern;

/**
 * The name of a set of resources that are planned, pruned and rolled back together; in most cases the name of a pattern.
 *
 * @param namespace where the store keeps its records of the set, a DNS label; empty in stores without namespaces
 * @param name the name, a DNS label of at most 52 characters
 * @since 0.1.0
 */
public record SetId(String namespace, String name) implements Comparable<SetId> {

    private static final Pattern NAMESPACE = Pattern.compile("([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)?");
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,50}[a-z0-9])?");

    /**
     * Checks the forms.
     *
     * @throws IllegalArgumentException when the namespace is no DNS label, or the name none of at most 52 characters
     */
    public SetId {
        if (!NAMESPACE.matcher(namespace).matches()) {
            throw new IllegalArgumentException("the namespace of a set is a DNS label "
                    + "(lower-case letters, digits, hyphens, at most 63); got \"" + namespace + "\"");
        }
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
