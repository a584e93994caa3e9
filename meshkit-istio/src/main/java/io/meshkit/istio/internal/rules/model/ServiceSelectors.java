// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.model;

import io.meshkit.analysis.Index;
import io.meshkit.analysis.Node;
import io.meshkit.analysis.PodTemplate;
import io.meshkit.analysis.RuleView;
import io.meshkit.resource.Resource;
import io.meshkit.resource.StoreId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Finds the Services that select a pod. */
public final class ServiceSelectors {

    /** Each Service stands under one of its labels, the first by name, which a pod that it selects must have. */
    private static final Index<Label, Resource> BY_LABEL = Index.of(
            "services by namespace and the first label of their selector",
            Set.of(Kinds.SERVICE),
            (service, entries) -> {
                Map<String, String> selector = new TreeMap<>(selector(service));
                if (!selector.isEmpty()) {
                    Map.Entry<String, String> first =
                            selector.entrySet().iterator().next();
                    entries.accept(
                            new Label(
                                    service.key().store(), service.key().namespace(), first.getKey(), first.getValue()),
                            service);
                }
            });

    private ServiceSelectors() {}

    private record Label(StoreId cluster, String namespace, String key, String value) {}

    /** The labels that a Service selects pods by. */
    public static Map<String, String> selector(Resource service) {
        return Node.of(service).get("spec", "selector").texts();
    }

    /** The Services of the pod's namespace that select it. */
    public static List<Resource> selecting(PodTemplate pod, RuleView view) {
        List<Resource> services = new ArrayList<>();
        StoreId cluster = pod.owner().key().store();
        String namespace = pod.owner().key().namespace();
        pod.labels().forEach((key, value) -> {
            for (Resource service : view.find(BY_LABEL, new Label(cluster, namespace, key, value))) {
                if (pod.has(selector(service))) {
                    services.add(service);
                }
            }
        });
        return services;
    }
}
