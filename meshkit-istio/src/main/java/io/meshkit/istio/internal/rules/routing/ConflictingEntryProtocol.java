// SPDX-License-Identifier: Apache-2.0
package io.meshkit.istio.internal.rules.routing;

import io.meshkit.analysis.Index;
import io.meshkit.analysis.Node;
import io.meshkit.analysis.Rule;
import io.meshkit.analysis.RuleInfo;
import io.meshkit.analysis.RuleView;
import io.meshkit.istio.internal.rules.model.Kinds;
import io.meshkit.istio.internal.rules.model.ServiceRegistry;
import io.meshkit.resource.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Two ServiceEntries that one namespace sees give one port of one host different protocols. */
final class ConflictingEntryProtocol implements Rule {

    private static final RuleInfo INFO = RuleInfo.warning(
                    "MKV-ISTIO-SE-002", "ServiceEntries give a port different protocols")
            .alias("istioctl", "IST0177")
            .alias("kiali", "KIA1212")
            .group("serviceentry.ConflictingServiceEntryProtocolAnalyzer")
            .subject(Kinds.SERVICE_ENTRY)
            .reason("Proxies follow one of them, and which one is a matter of age and name.")
            .remedy("Give the port one protocol, or export the entries to namespaces of their own.")
            .build();

    private static final Index<Port, Said> BY_PORT = Index.of(
            "service entries by host and port",
            Set.of(Kinds.SERVICE_ENTRY),
            (entry, entries) -> said(entry).forEach(said -> entries.accept(said.port, said)));

    private record Port(String host, long number) {}

    /** What an entry says of one of its ports, to one namespace or all. */
    private record Said(Resource by, Port port, String scope, String protocol) {

        String name() {
            return protocol.isEmpty() ? "of no named protocol" : protocol;
        }

        boolean contradicts(Said other) {
            boolean meet = scope.equals(other.scope)
                    || scope.equals(ServiceRegistry.EVERYWHERE)
                    || other.scope.equals(ServiceRegistry.EVERYWHERE);
            return meet
                    && !protocol.equals(other.protocol)
                    && by.key().store().equals(other.by.key().store());
        }
    }

    private static List<Said> said(Resource entry) {
        Node spec = Node.of(entry).get("spec");
        Set<String> scopes = ServiceRegistry.scopes(
                spec.get("exportTo").textItems(), entry.key().namespace());
        List<Said> said = new ArrayList<>();
        for (String host : spec.get("hosts").textItems()) {
            for (Node port : spec.get("ports").items()) {
                if (port.get("number").isEmpty()) {
                    continue;
                }
                Port key = new Port(host, port.get("number").number().orElse(0));
                String protocol = port.get("protocol").text("").toUpperCase(Locale.ROOT);
                scopes.forEach(scope -> said.add(new Said(entry, key, scope, protocol)));
            }
        }
        return said;
    }

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Resource entry, RuleView view) {
        for (Said mine : said(entry)) {
            Optional<Said> other = view.find(BY_PORT, mine.port).stream()
                    .filter(mine::contradicts)
                    .findFirst();
            if (other.isPresent()) {
                view.report(
                        Node.of(entry).get("spec", "ports"),
                        "the port " + mine.port.number + " of \"" + mine.port.host + "\" is " + mine.name()
                                + " here and " + other.get().name() + " in "
                                + other.get().by.key(),
                        finding -> finding.related(
                                Node.of(other.get().by)
                                        .get("spec", "ports")
                                        .value()
                                        .flatMap(value -> value.place()),
                                "the other protocol"));
                return;
            }
        }
    }
}
