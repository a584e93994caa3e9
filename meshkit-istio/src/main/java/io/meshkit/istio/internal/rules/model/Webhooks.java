// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.model;

import io.meshkit.analysis.Index;
import io.meshkit.analysis.Node;
import io.meshkit.analysis.RuleView;
import io.meshkit.resource.Resource;
import io.meshkit.resource.StoreId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** The webhooks by which Istio changes pods: a few for each control plane of a cluster, each mostly for the pods of that revision. */
public final class Webhooks {

    /** Stands for all revisions that a selector does not name. */
    private static final String ANOTHER = "\0another";

    /** Files webhooks that do not ask for a revision by name. */
    private static final String UNNAMED = "";

    private static final Index<StoreId, Webhook> BY_CLUSTER = Index.of(
            "webhooks of Istio by cluster",
            Set.of(Kinds.MUTATING_WEBHOOK),
            (configuration, into) -> of(configuration)
                    .forEach(hook -> into.accept(configuration.key().store(), hook)));

    private static final Index<Scope, Webhook> BY_REVISION =
            Index.of("webhooks of Istio by cluster and revision", Set.of(Kinds.MUTATING_WEBHOOK), Webhooks::byRevision);

    private Webhooks() {}

    /** The webhooks of a cluster for one revision. */
    private record Scope(StoreId cluster, String revision) {}

    /**
     * A webhook.
     *
     * @param configuration the resource that has it
     * @param at its entry there
     */
    public record Webhook(Resource configuration, Node at) {

        public String name() {
            return at.get("name").text("");
        }

        /** Whether Istio made it, as its name tells. */
        public boolean isNamedAsIstios() {
            return name().endsWith("istio.io");
        }

        /** Whether it is called for pods with some labels in a namespace with some labels. */
        public boolean isCalledFor(Map<String, String> namespace, Map<String, String> pod) {
            return LabelSelector.selects(at.get("namespaceSelector"), namespace)
                    && LabelSelector.selects(at.get("objectSelector"), pod);
        }

        /** The control planes that its selectors name, by revision. */
        public Set<String> revisions() {
            Set<String> revisions =
                    new TreeSet<>(LabelSelector.values(at.get("namespaceSelector"), Injection.REVISION));
            revisions.addAll(LabelSelector.values(at.get("objectSelector"), Injection.REVISION));
            return revisions;
        }

        private String id() {
            return configuration.key() + "/" + at.key();
        }
    }

    /** The webhooks of a configuration that is Istio's, by a name or a revision; none of any other. */
    public static List<Webhook> of(Resource configuration) {
        List<Webhook> hooks = new ArrayList<>();
        for (Node hook : Node.of(configuration).get("webhooks").items()) {
            hooks.add(new Webhook(configuration, hook));
        }
        boolean isIstios = configuration.labels().containsKey(Injection.REVISION)
                || hooks.stream()
                        .anyMatch(hook ->
                                hook.isNamedAsIstios() || !hook.revisions().isEmpty());
        return isIstios ? hooks : List.of();
    }

    /** The webhooks of a cluster that are called for pods with some labels in a namespace with some labels. */
    public static List<Webhook> calledFor(
            StoreId cluster, Map<String, String> namespace, Map<String, String> pod, RuleView view) {
        Set<String> revisions = new TreeSet<>(Set.of(UNNAMED));
        Stream.of(namespace, pod)
                .flatMap(labels -> Stream.ofNullable(labels.get(Injection.REVISION)))
                .forEach(revisions::add);
        return near(cluster, revisions, view).stream()
                .filter(hook -> hook.isCalledFor(namespace, pod))
                .toList();
    }

    /** The other webhooks of its cluster that some pod would call together with it; those of other revisions are not looked at. */
    public static List<Webhook> meeting(Webhook hook, RuleView view) {
        StoreId cluster = hook.configuration().key().store();
        Set<String> revisions = new TreeSet<>(hook.revisions());
        revisions.add(UNNAMED);
        List<Webhook> near = isForUnnamed(hook) ? view.find(BY_CLUSTER, cluster) : near(cluster, revisions, view);
        return near.stream()
                .filter(other -> !other.id().equals(hook.id()) && meet(hook, other))
                .toList();
    }

    /** The webhooks that are for one of some revisions, in the order of their configurations. */
    private static List<Webhook> near(StoreId cluster, Set<String> revisions, RuleView view) {
        Map<String, Webhook> near = new TreeMap<>();
        for (String revision : revisions) {
            view.find(BY_REVISION, new Scope(cluster, revision)).forEach(hook -> near.put(hook.id(), hook));
        }
        return List.copyOf(near.values());
    }

    private static void byRevision(Resource configuration, BiConsumer<Scope, Webhook> into) {
        StoreId cluster = configuration.key().store();
        for (Webhook hook : of(configuration)) {
            hook.revisions().forEach(revision -> into.accept(new Scope(cluster, revision), hook));
            if (isForUnnamed(hook)) {
                into.accept(new Scope(cluster, UNNAMED), hook);
            }
        }
    }

    /** Whether it may be called for pods of no revision, or of one that its selectors do not name. */
    private static boolean isForUnnamed(Webhook hook) {
        return Stream.of("namespaceSelector", "objectSelector")
                .map(selector -> hook.at().get(selector))
                .allMatch(selector -> ways(Injection.REVISION, Set.of(ANOTHER)).stream()
                        .anyMatch(labels -> LabelSelector.admits(selector, Injection.REVISION, labels)));
    }

    /** Whether some pod in some namespace calls both, of all that the labels for injection and revisions can tell apart. */
    private static boolean meet(Webhook one, Webhook other) {
        Set<String> revisions = new TreeSet<>(one.revisions());
        revisions.addAll(other.revisions());
        List<Map<String, String>> pods = labels(Injection.POD_LABEL, List.of("true", "false"), revisions);
        return labels(Injection.NAMESPACE_LABEL, List.of("enabled", "disabled"), revisions).stream()
                .anyMatch(namespace -> pods.stream()
                        .anyMatch(pod -> one.isCalledFor(namespace, pod) && other.isCalledFor(namespace, pod)));
    }

    /** All ways to set a label and the revision, or not to set them. */
    private static List<Map<String, String>> labels(String label, List<String> values, Set<String> revisions) {
        List<Map<String, String>> all = new ArrayList<>();
        Set<String> each = new TreeSet<>(revisions);
        each.add(ANOTHER);
        for (Map<String, String> one : ways(label, values)) {
            for (Map<String, String> other : ways(Injection.REVISION, each)) {
                Map<String, String> labels = new HashMap<>(one);
                labels.putAll(other);
                all.add(labels);
            }
        }
        return all;
    }

    private static List<Map<String, String>> ways(String label, Collection<String> values) {
        List<Map<String, String>> ways = new ArrayList<>();
        ways.add(Map.of());
        values.forEach(value -> ways.add(Map.of(label, value)));
        return ways;
    }
}
