// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.model;

import io.meshkit.analysis.Node;
import io.meshkit.analysis.PodTemplate;
import io.meshkit.analysis.RuleView;
import io.meshkit.resource.Resource;
import io.meshkit.resource.ResourceKey;
import java.util.List;
import java.util.Map;

/** What rules want to know of Istio's Gateways: istio/api:networking/v1alpha3/gateway.proto. */
public final class Gateways {

    private Gateways() {}

    /** The labels of the pods that serve it. */
    public static Map<String, String> selector(Resource gateway) {
        return Node.of(gateway).get("spec", "selector").texts();
    }

    /** Its servers. */
    public static List<Node> servers(Resource gateway) {
        return Node.of(gateway).get("spec", "servers").items();
    }

    /** The pods that serve it, in whatever namespace; none when it selects nothing. */
    public static List<PodTemplate> pods(Resource gateway, RuleView view) {
        Map<String, String> selector = selector(gateway);
        return selector.isEmpty()
                ? List.of()
                : PodTemplate.selectedAnywhere(view, gateway.key().store(), selector).stream()
                        .filter(pod -> pod.isPod() || !view.imitates("istioctl"))
                        .toList();
    }

    /** What a VirtualService calls a gateway: a name of its own namespace, or namespace and name. */
    public static ResourceKey key(String name, Resource virtualService) {
        int slash = name.indexOf('/');
        return new ResourceKey(
                virtualService.key().store(),
                Kinds.GATEWAY,
                slash < 0 ? virtualService.key().namespace() : name.substring(0, slash),
                slash < 0 ? name : name.substring(slash + 1));
    }

    /** The same name as a Gateway of the Gateway API. */
    public static ResourceKey ofGatewayApi(ResourceKey gateway) {
        return new ResourceKey(gateway.store(), Kinds.GATEWAY_API_GATEWAY, gateway.namespace(), gateway.name());
    }

    /** Whether a name can be that of an object. */
    public static boolean isName(String name) {
        int slash = name.indexOf('/');
        return !name.substring(slash + 1).isBlank();
    }
}
