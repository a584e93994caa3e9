// SPDX-License-Identifier: Apache-2.0
package io.meshkit.plan;

import static java.util.Objects.requireNonNull;

import io.meshkit.resource.GroupKind;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a plan may do. Immutable; each method gives changed options.
 *
 * @since 0.1.0
 */
public final class PlanOptions {

    /** Prunes, adopts what bears no mark where nothing is lost, replaces nothing, takes no field from others, keeps 10 revisions. */
    public static final PlanOptions DEFAULT = new PlanOptions(new Parts());

    private final Parts parts;

    private PlanOptions(Parts parts) {
        this.parts = parts;
    }

    /** What to do with resources that are there already and bear no mark. Those of another set are always refused. */
    public enum Adoption {
        /**
         * They are taken into the set where nothing is lost that others wrote, and are an error elsewhere. Stores that know who wrote which
         * field let others keep theirs; in other stores each field that is there and not wanted, or wanted otherwise, would be lost.
         */
        LOSSLESS,
        /** They are taken into the set, also where fields that others wrote are lost; the plan shows it. */
        ADOPT,
        /** They are an error. */
        REFUSE
    }

    private static final class Parts implements Cloneable {
        private boolean prune = true;
        private boolean pruneNamespaces;
        private boolean pruneDefinitions;
        private Adoption adoption = Adoption.LOSSLESS;
        private boolean allowReplace;
        private boolean forceConflicts;
        private int keepRevisions = 10;
        private String defaultNamespace = "default";
        private SortedMap<GroupKind, Duration> readinessLimits = new TreeMap<>();

        Parts copy() {
            try {
                return (Parts) super.clone();
            } catch (CloneNotSupportedException e) {
                throw new IllegalStateException("this class is cloneable", e);
            }
        }
    }

    /**
     * Whether members that are no longer wanted are deleted.
     *
     * @param delete true to delete them
     * @return the options
     */
    public PlanOptions prune(boolean delete) {
        Parts next = parts.copy();
        next.prune = delete;
        return new PlanOptions(next);
    }

    /**
     * Whether pruning takes Namespaces too, and with them all that is in them: those that are wholly the set's. A Namespace of which the set
     * wants some fields only stays, as a component of type Namespace in a pattern does, whoever made it; a finding says so.
     *
     * @param delete true to delete them
     * @return the options
     */
    public PlanOptions pruneNamespaces(boolean delete) {
        Parts next = parts.copy();
        next.pruneNamespaces = delete;
        return new PlanOptions(next);
    }

    /**
     * Whether pruning takes CustomResourceDefinitions too, and with them all resources of their kinds.
     *
     * @param delete true to delete them
     * @return the options
     */
    public PlanOptions pruneDefinitions(boolean delete) {
        Parts next = parts.copy();
        next.pruneDefinitions = delete;
        return new PlanOptions(next);
    }

    /**
     * What to do with resources that are there already without a mark.
     *
     * @param policy what to do
     * @return the options
     */
    public PlanOptions adoption(Adoption policy) {
        Parts next = parts.copy();
        next.adoption = requireNonNull(policy, "policy");
        return new PlanOptions(next);
    }

    /**
     * Whether a resource may be deleted and made anew when a field that cannot change must change.
     *
     * @param allow true to allow it
     * @return the options
     */
    public PlanOptions allowReplace(boolean allow) {
        Parts next = parts.copy();
        next.allowReplace = allow;
        return new PlanOptions(next);
    }

    /**
     * Whether fields that other managers own are taken from them.
     *
     * @param force true to take them
     * @return the options
     */
    public PlanOptions forceConflicts(boolean force) {
        Parts next = parts.copy();
        next.forceConflicts = force;
        return new PlanOptions(next);
    }

    /**
     * How many revisions are kept.
     *
     * @param count 1 to 1000
     * @return the options
     * @throws IllegalArgumentException when the count is out of range
     */
    public PlanOptions keepRevisions(int count) {
        if (count < 1 || count > 1000) {
            throw new IllegalArgumentException("1 to 1000 revisions can be kept; got " + count);
        }
        Parts next = parts.copy();
        next.keepRevisions = count;
        return new PlanOptions(next);
    }

    /**
     * Where resources go that name no namespace although their kind has one.
     *
     * @param namespace the namespace
     * @return the options
     */
    public PlanOptions defaultNamespace(String namespace) {
        Parts next = parts.copy();
        next.defaultNamespace = requireNonNull(namespace, "namespace");
        return new PlanOptions(next);
    }

    /**
     * How long to wait until resources of a kind do their work, where that is other than the operation's limit.
     *
     * @param kind the kind
     * @param limit the limit, positive
     * @return the options
     * @throws IllegalArgumentException when the limit is not positive
     */
    public PlanOptions readinessLimit(GroupKind kind, Duration limit) {
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("a readiness limit is positive; got " + limit);
        }
        Parts next = parts.copy();
        next.readinessLimits = new TreeMap<>(parts.readinessLimits);
        next.readinessLimits.put(requireNonNull(kind, "kind"), limit);
        return new PlanOptions(next);
    }

    /**
     * Whether members that are no longer wanted are deleted.
     *
     * @return true unless said otherwise
     */
    public boolean prune() {
        return parts.prune;
    }

    /**
     * Whether pruning takes Namespaces.
     *
     * @return false unless said otherwise
     */
    public boolean pruneNamespaces() {
        return parts.pruneNamespaces;
    }

    /**
     * Whether pruning takes CustomResourceDefinitions.
     *
     * @return false unless said otherwise
     */
    public boolean pruneDefinitions() {
        return parts.pruneDefinitions;
    }

    /**
     * What to do with resources that are there without a mark.
     *
     * @return {@link Adoption#LOSSLESS} unless said otherwise
     */
    public Adoption adoption() {
        return parts.adoption;
    }

    /**
     * Whether resources may be deleted and made anew.
     *
     * @return false unless said otherwise
     */
    public boolean allowReplace() {
        return parts.allowReplace;
    }

    /**
     * Whether fields are taken from other managers.
     *
     * @return false unless said otherwise
     */
    public boolean forceConflicts() {
        return parts.forceConflicts;
    }

    /**
     * How many revisions are kept.
     *
     * @return 10 unless said otherwise
     */
    public int keepRevisions() {
        return parts.keepRevisions;
    }

    /**
     * Where resources go that name no namespace.
     *
     * @return {@code default} unless said otherwise
     */
    public String defaultNamespace() {
        return parts.defaultNamespace;
    }

    /**
     * The limit of a kind.
     *
     * @param kind the kind
     * @return the limit; empty for that of the operation
     */
    public Optional<Duration> readinessLimit(GroupKind kind) {
        return Optional.ofNullable(parts.readinessLimits.get(kind));
    }

    /**
     * The kinds with limits of their own.
     *
     * @return the limits by kind, sorted
     */
    public Map<GroupKind, Duration> readinessLimits() {
        return Collections.unmodifiableSortedMap(parts.readinessLimits);
    }
}
