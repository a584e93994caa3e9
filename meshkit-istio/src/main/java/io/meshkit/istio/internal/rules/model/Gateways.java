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
                : new Workloads(view).podsAnywhere(gateway.key().store(), selector);
    }

    /**
     * What a VirtualService calls a gateway: a name of its own namespace, namespace and name ({@code .} is its own namespace), or, as of
     * old, name, dot and namespace with or without the rest of a domain (istio/istio:pilot/pkg/model/virtualservice.go). istioctl knows
     * neither of the latter two.
     */
    public static ResourceKey key(String name, Resource virtualService, RuleView view) {
        String own = virtualService.key().namespace();
        boolean asIstioctl = view.imitates("istioctl");
        int slash = name.indexOf('/');
        int dot = name.indexOf('.');
        if (slash >= 0) {
            String namespace = name.substring(0, slash);
            return key(
                    namespace.equals(".") && !asIstioctl ? own : namespace, name.substring(slash + 1), virtualService);
        }
        if (dot < 0 || asIstioctl) {
            return key(own, name, virtualService);
        }
        int end = name.indexOf('.', dot + 1);
        return key(name.substring(dot + 1, end < 0 ? name.length() : end), name.substring(0, dot), virtualService);
    }

    private static ResourceKey key(String namespace, String name, Resource virtualService) {
        return new ResourceKey(virtualService.key().store(), Kinds.GATEWAY, namespace, name);
    }

    /** A host of a server: {@code ./host}, which is for its own namespace, with the name of that. */
    public static String host(String written, String namespace) {
        return written.startsWith("./") ? namespace + written.substring(1) : written;
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
