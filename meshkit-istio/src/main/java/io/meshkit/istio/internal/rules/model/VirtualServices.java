// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.model;

import io.meshkit.analysis.Node;
import io.meshkit.resource.Resource;
import java.util.ArrayList;
import java.util.List;

/** The parts of VirtualServices that rules look at: istio/api:networking/v1alpha3/virtual_service.proto. */
public final class VirtualServices {

    public static final String MESH = "mesh";

    private VirtualServices() {}

    /**
     * A host that requests are sent to.
     *
     * @param at the destination: a map of host, port and subset
     * @param isMirror whether it gets copies
     */
    public record Destination(Node at, boolean isMirror) {

        public Node host() {
            return at.get("host");
        }

        public Node subset() {
            return at.get("subset");
        }

        public Node port() {
            return at.get("port", "number");
        }
    }

    /** All destinations of all routes. */
    public static List<Destination> destinations(Resource virtualService) {
        Node spec = Node.of(virtualService).get("spec");
        List<Destination> destinations = new ArrayList<>();
        for (String protocol : List.of("tcp", "tls", "http")) {
            for (Node route : spec.get(protocol).items()) {
                for (Node target : route.get("route").items()) {
                    destinations.add(new Destination(target.get("destination"), false));
                }
                if (route.get("mirror").isPresent()) {
                    destinations.add(new Destination(route.get("mirror"), true));
                }
                for (Node mirror : route.get("mirrors").items()) {
                    destinations.add(new Destination(mirror.get("destination"), true));
                }
            }
        }
        return destinations;
    }

    /** The gateways it is bound to by name; a VirtualService that names none is bound to the mesh. */
    public static List<Node> gateways(Resource virtualService) {
        return Node.of(virtualService).get("spec", "gateways").items().stream()
                .filter(gateway -> !gateway.text("").equals(MESH))
                .toList();
    }

    /** Whether side-cars follow it. */
    public static boolean isForMesh(Resource virtualService) {
        List<Node> gateways = Node.of(virtualService).get("spec", "gateways").items();
        return gateways.isEmpty()
                || gateways.stream().anyMatch(gateway -> gateway.text("").equals(MESH));
    }
}
