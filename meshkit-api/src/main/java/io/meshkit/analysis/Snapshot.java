// SPDX-License-Identifier: Apache-2.0
package io.meshkit.analysis;

import static java.util.Objects.requireNonNull;

import io.meshkit.finding.Finding;
import io.meshkit.finding.Report;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Resource;
import io.meshkit.resource.StoreId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The configuration of one or more clusters as it was read, and how much of it was. Immutable and thread-safe.
 *
 * <p>Nothing that was not loaded is taken for absent. All of a kind is loaded when somebody said so, as for a kind listed from a cluster
 * ({@link Builder#loaded}). For a cluster of which only files were read, a kind counts as loaded where files hold it: in the namespaces of
 * which they hold anything, once they hold one resource of that kind.
 *
 * @since 0.1.0
 */
public final class Snapshot {

    private static final Comparator<Resource> ORDER = Comparator.comparing(Resource::key)
            .thenComparing(
                    resource -> resource.body().place().orElse(null), Comparator.nullsFirst(Comparator.naturalOrder()));

    private final List<Resource> resources;
    private final Map<GroupKind, List<Resource>> byKind;
    private final Set<Loaded> loaded;
    private final boolean complete;
    private final Report report;

    private Snapshot(Builder builder) {
        List<Resource> sorted = new ArrayList<>(builder.resources);
        sorted.sort(ORDER);
        resources = Collections.unmodifiableList(sorted);
        complete = builder.complete;
        report = Report.of(builder.findings);
        byKind = new HashMap<>();
        Set<Loaded> known = new HashSet<>(builder.loaded);
        for (Resource resource : resources) {
            StoreId cluster = resource.key().store();
            GroupKind kind = resource.key().groupKind();
            byKind.computeIfAbsent(kind, any -> new ArrayList<>()).add(resource);
            known.add(new Loaded(cluster, kind, Loaded.SOME));
            known.add(new Loaded(cluster, Loaded.ANY_KIND, resource.key().namespace()));
        }
        byKind.replaceAll((kind, list) -> Collections.unmodifiableList(list));
        loaded = known;
    }

    /** A kind of which all, or something, is known. */
    private record Loaded(StoreId cluster, GroupKind kind, String namespace) {

        static final String ALL = "*";
        static final String SOME = "?";
        static final GroupKind ANY_KIND = new GroupKind("", "*");
    }

    /**
     * Starts a snapshot.
     *
     * @return an empty builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * All resources.
     *
     * @return the resources, sorted by key, and those with one key by place
     */
    public List<Resource> resources() {
        return resources;
    }

    /**
     * The resources of a kind.
     *
     * @param kind the kind
     * @return the resources of all clusters, sorted by key
     */
    public List<Resource> resources(GroupKind kind) {
        return byKind.getOrDefault(kind, List.of());
    }

    /**
     * The kinds that something was read of.
     *
     * @return the kinds, sorted
     */
    public Set<GroupKind> kinds() {
        return Collections.unmodifiableSet(new TreeSet<>(byKind.keySet()));
    }

    /**
     * Whether a kind was loaded at all, in any cluster.
     *
     * @param kind the kind
     * @return true when rules can say something about it
     */
    public boolean isLoaded(GroupKind kind) {
        return complete
                || byKind.containsKey(kind)
                || loaded.stream().anyMatch(one -> one.kind().equals(kind));
    }

    /**
     * Whether all resources of a kind in a namespace were loaded.
     *
     * @param cluster the cluster
     * @param kind the kind
     * @param namespace the namespace; empty for kinds that have none, and for all namespaces
     * @return false when something of that kind may be there that was not loaded
     */
    public boolean isLoaded(StoreId cluster, GroupKind kind, String namespace) {
        return complete
                || loaded.contains(new Loaded(cluster, kind, Loaded.ALL))
                || loaded.contains(new Loaded(cluster, kind, Loaded.SOME))
                        && (namespace.isEmpty() || loaded.contains(new Loaded(cluster, Loaded.ANY_KIND, namespace)));
    }

    /**
     * What is wrong with the texts that it was read from.
     *
     * @return the findings of reading
     */
    public Report report() {
        return report;
    }

    /**
     * Starts a changed copy.
     *
     * @return a builder that holds all of this snapshot
     */
    public Builder toBuilder() {
        return new Builder().add(this);
    }

    /** Collects resources. Not thread-safe. */
    public static final class Builder {

        private final List<Resource> resources = new ArrayList<>();
        private final Set<Loaded> loaded = new HashSet<>();
        private boolean complete;
        private final List<Finding> findings = new ArrayList<>();

        private Builder() {}

        /**
         * Adds a resource.
         *
         * @param resource the resource; its key names the cluster
         * @return this builder
         */
        public Builder add(Resource resource) {
            resources.add(requireNonNull(resource, "resource"));
            return this;
        }

        /**
         * Adds resources.
         *
         * @param more the resources
         * @return this builder
         */
        public Builder add(Collection<Resource> more) {
            more.forEach(this::add);
            return this;
        }

        /**
         * Adds all of another snapshot.
         *
         * @param other resources, what is known to be loaded, and findings
         * @return this builder
         */
        public Builder add(Snapshot other) {
            resources.addAll(other.resources);
            loaded.addAll(other.loaded);
            complete |= other.complete;
            return report(other.report);
        }

        /**
         * Takes resources out.
         *
         * @param unwanted tells which
         * @return this builder
         */
        public Builder remove(Predicate<Resource> unwanted) {
            resources.removeIf(unwanted);
            return this;
        }

        /**
         * Says that all resources of a kind were added, also when there were none.
         *
         * @param cluster the cluster
         * @param kind the kind
         * @return this builder
         */
        public Builder loaded(StoreId cluster, GroupKind kind) {
            loaded.add(new Loaded(cluster, kind, Loaded.ALL));
            return this;
        }

        /**
         * Says that there is nothing beside what was added, of any kind in any namespace: what is not there is absent.
         *
         * @return this builder
         */
        public Builder complete() {
            complete = true;
            return this;
        }

        /**
         * Adds what is wrong with the texts.
         *
         * @param report the findings of reading
         * @return this builder
         */
        public Builder report(Report report) {
            findings.addAll(report.findings());
            return this;
        }

        /**
         * Gives the snapshot.
         *
         * @return the snapshot
         */
        public Snapshot build() {
            return new Snapshot(this);
        }
    }
}
