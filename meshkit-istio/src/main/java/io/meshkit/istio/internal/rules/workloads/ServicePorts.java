// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.workloads;

import io.meshkit.analysis.Node;
import io.meshkit.istio.internal.rules.model.Injection;
import io.meshkit.resource.Resource;

/** What the rules on the ports of Services have in common. */
final class ServicePorts {

    private ServicePorts() {}

    /** Whether Istio made the Service itself: part of the control plane, or of a gateway that it runs. */
    static boolean areIstios(Resource service) {
        return Injection.isControlPlane(service) || service.labels().containsKey("gateway.istio.io/managed");
    }

    static boolean isExternalName(Resource service) {
        return Node.of(service).get("spec", "type").text("").equals("ExternalName");
    }

    /** What should tell the protocol. */
    static Node word(Node port) {
        return port.get("appProtocol").isPresent() ? port.get("appProtocol") : port.get("name");
    }

    static String print(Node port) {
        String number = "port " + port.get("port").number().orElse(0);
        String word = word(port).text("");
        return word.isEmpty() ? number + " has no name and" : number + " is named \"" + word + "\", which";
    }
}
