// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.model;

import io.meshkit.analysis.Index;
import io.meshkit.analysis.Node;
import io.meshkit.analysis.RuleView;
import io.meshkit.resource.Resource;
import io.meshkit.resource.StoreId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The webhooks by which Istio changes pods. There is a handful for each control plane of a cluster. */
public final class Webhooks {

    private static final Index<StoreId, Webhook> BY_CLUSTER = Index.of(
            "webhooks of Istio by cluster",
            Set.of(Kinds.MUTATING_WEBHOOK),
            (configuration, into) -> of(configuration)
                    .forEach(hook -> into.accept(configuration.key().store(), hook)));

    private Webhooks() {}

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

        /** The control planes it speaks of, by revision. */
        public Set<String> revisions() {
            Set<String> revisions =
                    new TreeSet<>(LabelSelector.values(at.get("namespaceSelector"), Injection.REVISION));
            revisions.addAll(LabelSelector.values(at.get("objectSelector"), Injection.REVISION));
            return revisions;
        }
    }

    /** The webhooks of a configuration that is Istio's, by a name or a revision; none of any other. */
    public static List<Webhook> of(Resource configuration) {
        List<Webhook> hooks = all(configuration);
        boolean isIstios = configuration.labels().containsKey(Injection.REVISION)
                || hooks.stream()
                        .anyMatch(hook ->
                                hook.isNamedAsIstios() || !hook.revisions().isEmpty());
        return isIstios ? hooks : List.of();
    }

    /** The webhooks of all configurations of a cluster that are Istio's. */
    public static List<Webhook> of(StoreId cluster, RuleView view) {
        return view.find(BY_CLUSTER, cluster);
    }

    private static List<Webhook> all(Resource configuration) {
        List<Webhook> hooks = new ArrayList<>();
        for (Node hook : Node.of(configuration).get("webhooks").items()) {
            hooks.add(new Webhook(configuration, hook));
        }
        return hooks;
    }
}
