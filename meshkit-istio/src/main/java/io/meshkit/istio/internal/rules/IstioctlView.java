// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules;

import io.meshkit.analysis.PodTemplate;
import io.meshkit.analysis.Snapshot;
import io.meshkit.document.ListValue;
import io.meshkit.document.MapValue;
import io.meshkit.document.NumberValue;
import io.meshkit.document.TextValue;
import io.meshkit.document.Value;
import io.meshkit.istio.internal.rules.model.Kinds;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import io.meshkit.resource.StoreId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The configuration as {@code istioctl analyze} sees it: what is not there is absent; the namespaces of Kubernetes itself are left out; and
 * there is a pod and a service of an ingress gateway (istio/istio:pkg/config/analysis/local/istiod_analyze.go).
 */
final class IstioctlView {

    static final String TOOL = "istioctl";

    private static final Set<String> LEFT_OUT =
            Set.of("kube-system", "kube-public", "kube-node-lease", "local-path-storage");
    private static final Map<String, String> INGRESS = Map.of("istio", "ingressgateway");

    private IstioctlView() {}

    static Snapshot of(Snapshot snapshot) {
        return snapshot.toBuilder()
                .remove(IstioctlView::isLeftOut)
                .add(ingressPod())
                .add(ingressService())
                .complete()
                .build();
    }

    private static boolean isLeftOut(Resource resource) {
        ResourceKey key = resource.key();
        return LEFT_OUT.contains(key.namespace())
                || key.groupKind().equals(Kinds.NAMESPACE) && LEFT_OUT.contains(key.name());
    }

    private static Resource ingressPod() {
        MapValue metadata = MapValue.of("labels", MapValue.ofTexts(INGRESS));
        MapValue container = MapValue.of("name", TextValue.of("istio-proxy"));
        MapValue spec = MapValue.of("containers", ListValue.of(container));
        return Resource.of(
                new ResourceKey(StoreId.UNBOUND, PodTemplate.POD, "istio-system", "istio-ingressgateway-dummypod"),
                MapValue.builder().put("metadata", metadata).put("spec", spec).build());
    }

    private static Resource ingressService() {
        List<Value> ports = Stream.of(80L, 443L, 31400L, 15443L)
                .map(NumberValue::of)
                .map(port -> (Value) MapValue.builder()
                        .put("port", port)
                        .put("targetPort", port)
                        .put("protocol", TextValue.of("TCP"))
                        .build())
                .toList();
        MapValue spec = MapValue.builder()
                .put("ports", ListValue.of(ports))
                .put("selector", MapValue.ofTexts(INGRESS))
                .build();
        return Resource.of(
                new ResourceKey(StoreId.UNBOUND, Kinds.SERVICE, "istio-system", "istio-ingressgateway"),
                // with the label that the chart of the gateway gives its Service, by which analyzers know it for
                // Istio's own
                MapValue.builder()
                        .put("metadata", MapValue.of("labels", MapValue.ofTexts(INGRESS)))
                        .put("spec", spec)
                        .build());
    }
}
