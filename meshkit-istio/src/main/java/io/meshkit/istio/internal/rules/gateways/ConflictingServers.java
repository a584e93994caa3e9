// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.gateways;

import io.meshkit.analysis.Index;
import io.meshkit.analysis.Node;
import io.meshkit.analysis.PodTemplate;
import io.meshkit.analysis.Rule;
import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.RuleView;
import io.meshkit.istio.internal.rules.model.Gateways;
import io.meshkit.istio.internal.rules.model.Kinds;
import io.meshkit.resource.GroupKind;
import io.meshkit.resource.Resource;
import io.meshkit.resource.StoreId;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Two Gateways serve one host at one port of the same pods. istioctl compares selectors and hosts as texts, so that {@code ./host} of two
 * namespaces is one host for it.
 */
final class ConflictingServers implements Rule {

    private static final RuleInfo INFO = RuleInfo.error("MKV-ISTIO-GW-008", "Two Gateways serve one host at one port")
            .alias("istioctl", "IST0145")
            .alias("kiali", "KIA0301")
            .group("gateway.ConflictingGatewayAnalyzer")
            .subject(Kinds.GATEWAY)
            .reads(PodTemplate.KINDS.toArray(new GroupKind[0]))
            .reason("The proxies follow one of them; what the other says of the host has no effect.")
            .remedy("Serve the host in one Gateway, at another port, or by other pods.")
            .build();

    private static final Index<Served, Resource> BY_HOST =
            Index.of("gateways by port, bind address and host", Set.of(Kinds.GATEWAY), (gateway, entries) -> {
                Set<Served> all = new LinkedHashSet<>();
                for (Node server : Gateways.servers(gateway)) {
                    for (Node host : server.get("hosts").items()) {
                        all.add(served(gateway, server, host.text("")));
                        all.add(served(
                                gateway,
                                server,
                                Gateways.host(host.text(""), gateway.key().namespace())));
                    }
                }
                all.forEach(served -> entries.accept(served, gateway));
            });

    /** What only one Gateway can serve. */
    private record Served(StoreId cluster, long port, String bind, String host) {}

    private static Served served(Resource gateway, Node server, String host) {
        return new Served(
                gateway.key().store(),
                server.get("port", "number").number().orElse(0),
                server.get("bind").text(""),
                host);
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Resource gateway, RuleView view) {
        Set<Resource> others = new LinkedHashSet<>();
        Node first = null;
        for (Node server : Gateways.servers(gateway)) {
            for (Node host : server.get("hosts").items()) {
                String name = view.imitates("istioctl")
                        ? host.text("")
                        : Gateways.host(host.text(""), gateway.key().namespace());
                for (Resource other : view.find(BY_HOST, served(gateway, server, name))) {
                    if (other != gateway && sharesPods(gateway, other, view)) {
                        others.add(other);
                        first = first == null ? host : first;
                    }
                }
            }
        }
        if (first != null) {
            List<String> names =
                    others.stream().map(other -> other.key().toString()).toList();
            view.report(
                    first,
                    "the host \"" + first.text("") + "\" is served at this port by " + String.join(", ", names)
                            + " too",
                    finding -> others.forEach(other -> finding.related(
                            Node.of(other).get("spec", "servers").value().flatMap(value -> value.place()),
                            "the other servers")));
        }
    }

    private static boolean sharesPods(Resource one, Resource other, RuleView view) {
        Map<String, String> selector = Gateways.selector(one);
        Map<String, String> theirs = Gateways.selector(other);
        if (selector.equals(theirs)) {
            return true;
        }
        if (view.imitates("istioctl")
                && !selector.entrySet().containsAll(theirs.entrySet())
                && !theirs.entrySet().containsAll(selector.entrySet())) {
            return false;
        }
        Map<String, String> both = new HashMap<>(selector);
        both.putAll(theirs);
        return both.entrySet().containsAll(selector.entrySet())
                && !PodTemplate.selectedAnywhere(view, one.key().store(), both).isEmpty();
    }
}
