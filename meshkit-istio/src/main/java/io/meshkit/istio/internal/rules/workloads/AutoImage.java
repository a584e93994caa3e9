// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.workloads;

import io.meshkit.analysis.Node;
import io.meshkit.analysis.PodTemplate;
import io.meshkit.analysis.RuleView;
import io.meshkit.istio.internal.rules.model.Injection;
import io.meshkit.istio.internal.rules.model.Kinds;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The image that stands for the one that the injector chooses. */
final class AutoImage {

    private AutoImage() {}

    /** Where a pod has it. */
    static Optional<Node> of(PodTemplate pod) {
        return Injection.proxies(pod).stream()
                .map(proxy -> proxy.get("image"))
                .filter(image -> image.text("").equals("auto"))
                .findFirst();
    }

    /** The namespace of a workload; one that names none goes where all such go. */
    static Optional<Resource> namespace(Resource workload, RuleView view) {
        ResourceKey key = workload.key();
        String name = key.namespace().isEmpty() ? "default" : key.namespace();
        return view.resource(new ResourceKey(key.store(), Kinds.NAMESPACE, "", name));
    }

    /** The labels of a namespace, with that which Kubernetes adds. */
    static Map<String, String> labels(Resource namespace) {
        Map<String, String> labels = new LinkedHashMap<>(namespace.labels());
        labels.put("kubernetes.io/metadata.name", namespace.key().name());
        return labels;
    }
}
