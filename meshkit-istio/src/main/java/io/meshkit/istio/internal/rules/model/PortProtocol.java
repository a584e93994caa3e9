// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.model;

import io.meshkit.analysis.Node;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The protocol that Istio takes a port of a Service to speak, by its {@code appProtocol}, its name or its number:
 * istio/istio:pkg/config/kube/conversion.go and pkg/config/protocol/instance.go.
 */
public final class PortProtocol {

    public static final String TCP = "TCP";
    public static final String UDP = "UDP";

    private static final Map<String, String> APPLICATION =
            Map.of("kubernetes.io/h2c", "HTTP2", "kubernetes.io/ws", "HTTP", "kubernetes.io/wss", "HTTPS");
    private static final String GRPC_WEB = "GRPC-WEB";
    private static final Set<String> NAMES = Set.of(
            TCP, UDP, "GRPC", GRPC_WEB, "HTTP", "HTTP_PROXY", "HTTP2", "HTTPS", "TLS", "MONGO", "REDIS", "MYSQL");

    /** Ports whose servers speak first, so that the protocol cannot be found out. */
    private static final Set<Long> SERVER_FIRST = Set.of(25L, 53L, 3306L, 27017L);

    private PortProtocol() {}

    /** The protocol in capitals, or empty when Istio has to find it out from the traffic. */
    public static Optional<String> of(Node port) {
        if (port.get("protocol").text("").equals(UDP)) {
            return Optional.of(UDP);
        }
        String stated =
                port.get("appProtocol").text().orElseGet(() -> port.get("name").text(""));
        String known = APPLICATION.get(stated);
        if (known != null) {
            return Optional.of(known);
        }
        String name = stated.toUpperCase(Locale.ROOT);
        if (name.startsWith(GRPC_WEB)) {
            return Optional.of(GRPC_WEB);
        }
        int dash = name.indexOf('-');
        String head = dash < 0 ? name : name.substring(0, dash);
        if (NAMES.contains(head)) {
            return Optional.of(head);
        }
        return SERVER_FIRST.contains(port.get("port").number().orElse(0)) ? Optional.of(TCP) : Optional.empty();
    }
}
