// SPDX-License-Identifier: Apache-2.0
package io.meshkit.testkit.kubernetes;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who may do what, as a table: the last rule that fits decides. Without a fitting rule members of {@code system:masters} may do
 * everything and others nothing. The rules judge requests and answer SelfSubjectAccessReviews. Thread-safe.
 *
 * @since 0.1.0
 */
public final class AccessRules {

    private final List<Rule> rules = new ArrayList<>();

    AccessRules() {}

    /**
     * What is asked for.
     *
     * @param user who asks
     * @param verb such as {@code get}
     * @param group the API group; empty for the core group
     * @param resource the kind's name in paths, with the subresource behind a slash
     * @param namespace the namespace; empty for all, or for kinds without
     * @param name the object; empty for all
     */
    public record Access(
            KubernetesUser user, String verb, String group, String resource, String namespace, String name) {}

    /**
     * One line of the table.
     *
     * @param user the user's name, or {@code *}
     * @param verb the verb, or {@code *}
     * @param group the group, or {@code *}
     * @param resource the kind's name in paths with the subresource behind a slash, or {@code *}
     * @param namespace the namespace, or {@code *}
     * @param allowed whether it is allowed
     */
    public record Rule(String user, String verb, String group, String resource, String namespace, boolean allowed) {

        boolean fits(Access access) {
            return fits(user, access.user().name())
                    && fits(verb, access.verb())
                    && fits(group, access.group())
                    && fits(resource, access.resource())
                    && fits(namespace, access.namespace());
        }

        private static boolean fits(String pattern, String value) {
            return pattern.equals("*") || pattern.equals(value);
        }
    }

    /**
     * Adds a line to the table.
     *
     * @param rule the rule
     * @return these rules
     */
    public synchronized AccessRules add(Rule rule) {
        rules.add(requireNonNull(rule, "rule"));
        return this;
    }

    /**
     * Allows a user something in all namespaces.
     *
     * @param user the user's name, or {@code *}
     * @param verb the verb, or {@code *}
     * @param group the group, or {@code *}
     * @param resource the kind's name in paths, or {@code *}
     * @return these rules
     */
    public AccessRules allow(String user, String verb, String group, String resource) {
        return add(new Rule(user, verb, group, resource, "*", true));
    }

    /**
     * Denies a user something in all namespaces, members of {@code system:masters} too.
     *
     * @param user the user's name, or {@code *}
     * @param verb the verb, or {@code *}
     * @param group the group, or {@code *}
     * @param resource the kind's name in paths, or {@code *}
     * @return these rules
     */
    public AccessRules deny(String user, String verb, String group, String resource) {
        return add(new Rule(user, verb, group, resource, "*", false));
    }

    /** Empties the table. */
    public synchronized void clear() {
        rules.clear();
    }

    synchronized boolean allows(Access access) {
        Optional<Rule> last = Optional.empty();
        for (Rule rule : rules) {
            if (rule.fits(access)) {
                last = Optional.of(rule);
            }
        }
        return last.map(Rule::allowed).orElse(access.user().isMaster());
    }
}
