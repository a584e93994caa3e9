// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.routing;

import io.meshkit.analysis.Node;
import io.meshkit.analysis.Rule;
import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.RuleView;
import io.meshkit.istio.internal.rules.model.Kinds;
import io.meshkit.istio.internal.rules.model.MeshConfigurations;
import io.meshkit.resource.Resource;
import java.util.Locale;
import java.util.Map;

/** A ServiceEntry for TCP without an address: the proxy cannot tell its connections from others at the port. */
final class ServiceEntryWithoutAddress implements Rule {

    private static final RuleInfo INFO = RuleInfo.warning("MKV-ISTIO-SE-001", "A ServiceEntry for TCP has no address")
            .alias("istioctl", "IST0134")
            .group("serviceentry.Analyzer")
            .subject(Kinds.SERVICE_ENTRY)
            .reads(Kinds.MESH_CONFIG, Kinds.CONFIG_MAP)
            .reason("Connections of TCP have no host name: without an address all connections to the port are taken.")
            .remedy("Give it addresses, name a protocol that tells the host, or let Istio allot addresses (DNS"
                    + " proxying).")
            .build();

    private final MeshConfigurations meshes;

    ServiceEntryWithoutAddress(MeshConfigurations meshes) {
        this.meshes = meshes;
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Resource entry, RuleView view) {
        Node root = Node.of(entry);
        if (!root.get("spec", "addresses").isEmpty()
                || !root.get("status", "addresses").isEmpty()
                || areAllotted(entry, view)) {
            return;
        }
        for (Node port : root.get("spec", "ports").items()) {
            String protocol = port.get("protocol").text("");
            if (protocol.isEmpty() || protocol.toUpperCase(Locale.ROOT).equals("TCP")) {
                view.report(
                        port,
                        "a port of TCP" + (protocol.isEmpty() ? ", which it is when no protocol is named," : "")
                                + " needs addresses");
            }
        }
    }

    /** Whether the DNS proxy of the side-cars makes addresses up: istio/istio.io docs/ops/configuration/traffic-management/dns-proxy. */
    private boolean areAllotted(Resource entry, RuleView view) {
        Map<String, String> proxies = meshes.of(view, entry.key().store())
                .find("defaultConfig", "proxyMetadata")
                .map(Node::texts)
                .orElse(Map.of());
        return "true".equals(proxies.get("ISTIO_META_DNS_CAPTURE"))
                && ("true".equals(proxies.get("ISTIO_META_DNS_AUTO_ALLOCATE"))
                        || "true".equals(proxies.get("PILOT_ENABLE_IP_AUTOALLOCATE")));
    }
}
