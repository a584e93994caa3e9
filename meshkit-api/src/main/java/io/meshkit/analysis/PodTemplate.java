// SPDX-License-Identifier: Apache-2.0
package io.meshkit.analysis;

import io.meshkit.document.JsonPointer;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Resource;
import io.meshkit.resource.StoreId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * Pods as they are, or as a workload makes them: what selectors select. Files hold workloads, clusters hold both; a rule that asks for pods
 * by their labels need not know which.
 *
 * @param owner the Pod, or the workload whose template it is
 * @param at the way to the pod's {@code metadata} and {@code spec}: the root of a Pod, {@code /spec/template} of a Deployment
 * @param labels the labels of the pod
 * @since 0.1.0
 */
public record PodTemplate(Resource owner, JsonPointer at, Map<String, String> labels) {

    /** A pod that runs. */
    public static final GroupKind POD = new GroupKind("", "Pod");

    private static final Map<GroupKind, JsonPointer> TEMPLATES = Map.of(
            POD,
            JsonPointer.ROOT,
            new GroupKind("apps", "Deployment"),
            JsonPointer.of("spec", "template"),
            new GroupKind("apps", "StatefulSet"),
            JsonPointer.of("spec", "template"),
            new GroupKind("apps", "DaemonSet"),
            JsonPointer.of("spec", "template"),
            new GroupKind("apps", "ReplicaSet"),
            JsonPointer.of("spec", "template"),
            new GroupKind("batch", "Job"),
            JsonPointer.of("spec", "template"),
            new GroupKind("batch", "CronJob"),
            JsonPointer.of("spec", "jobTemplate", "spec", "template"));

    /** The kinds that are pods or make them. */
    public static final Set<GroupKind> KINDS = Collections.unmodifiableSet(new TreeSet<>(TEMPLATES.keySet()));

    /** The pods of a namespace. */
    public static final Index<Home, PodTemplate> BY_NAMESPACE = Index.of(
            "pods by namespace", KINDS, (resource, entries) -> entries.accept(Home.of(resource), of(resource)));

    private static final Index<Label, PodTemplate> BY_LABEL = Index.of(
            "pods by namespace and label",
            KINDS,
            (resource, entries) -> byLabel(resource, resource.key().namespace(), entries));

    private static final Index<Label, PodTemplate> ANYWHERE =
            Index.of("pods by label", KINDS, (resource, entries) -> byLabel(resource, "*", entries));

    /** Copies the labels. */
    public PodTemplate {
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    }

    /**
     * A namespace of a cluster.
     *
     * @param cluster the cluster
     * @param namespace the namespace
     */
    public record Home(StoreId cluster, String namespace) {

        /**
         * Where a resource lives.
         *
         * @param resource the resource
         * @return its cluster and namespace
         */
        public static Home of(Resource resource) {
            return new Home(resource.key().store(), resource.key().namespace());
        }
    }

    private record Label(StoreId cluster, String namespace, String key, String value) {}

    /**
     * The pod of a resource.
     *
     * @param resource a resource of one of the {@link #KINDS}
     * @return its pod, without labels where it has none
     * @throws IllegalArgumentException when it is of another kind
     */
    public static PodTemplate of(Resource resource) {
        JsonPointer at = TEMPLATES.get(resource.key().groupKind());
        if (at == null) {
            throw new IllegalArgumentException(resource.key() + " makes no pods");
        }
        Map<String, String> labels =
                Node.of(resource, at).get("metadata", "labels").texts();
        return new PodTemplate(resource, at, labels);
    }

    private static void byLabel(Resource resource, String namespace, BiConsumer<Label, PodTemplate> entries) {
        PodTemplate pod = of(resource);
        StoreId cluster = resource.key().store();
        pod.labels.forEach((key, value) -> entries.accept(new Label(cluster, namespace, key, value), pod));
    }

    /**
     * The pods of a namespace that have all of some labels.
     *
     * @param view where to look
     * @param home the namespace
     * @param selector the labels; none select all
     * @return the pods, in the order of their owners' keys
     */
    public static List<PodTemplate> selected(RuleView view, Home home, Map<String, String> selector) {
        return selector.isEmpty()
                ? view.find(BY_NAMESPACE, home)
                : rarest(view, BY_LABEL, home.cluster(), home.namespace(), selector);
    }

    /**
     * The pods of all namespaces that have all of some labels.
     *
     * @param view where to look
     * @param cluster the cluster
     * @param selector the labels, at least one
     * @return the pods, in the order of their owners' keys
     * @throws IllegalArgumentException when there is no label
     */
    public static List<PodTemplate> selectedAnywhere(RuleView view, StoreId cluster, Map<String, String> selector) {
        if (selector.isEmpty()) {
            throw new IllegalArgumentException("a selector over all namespaces has at least one label");
        }
        return rarest(view, ANYWHERE, cluster, "*", selector);
    }

    /** Begins with the label that the fewest pods have, so that a common one costs nothing. */
    private static List<PodTemplate> rarest(
            RuleView view,
            Index<Label, PodTemplate> index,
            StoreId cluster,
            String namespace,
            Map<String, String> selector) {
        List<PodTemplate> fewest = null;
        for (Map.Entry<String, String> label : selector.entrySet()) {
            List<PodTemplate> having =
                    view.find(index, new Label(cluster, namespace, label.getKey(), label.getValue()));
            if (fewest == null || having.size() < fewest.size()) {
                fewest = having;
            }
        }
        return fewest == null
                ? List.of()
                : fewest.stream().filter(pod -> pod.has(selector)).toList();
    }

    /**
     * Whether the pod has all of some labels.
     *
     * @param selector the labels
     * @return true when it has each of them with that value
     */
    public boolean has(Map<String, String> selector) {
        return labels.entrySet().containsAll(selector.entrySet());
    }

    /**
     * A part of the pod.
     *
     * @param keys from the pod's root, such as {@code spec}, {@code containers}
     * @return the node, with a value or without
     */
    public Node get(String... keys) {
        return Node.of(owner, at).get(keys);
    }

    /**
     * Whether this is a pod itself and no template.
     *
     * @return true for a Pod
     */
    public boolean isPod() {
        return owner.key().groupKind().equals(POD);
    }
}
